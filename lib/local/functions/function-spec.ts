/** A function as a lane needs to know it. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  readonly file: string;
  /** The name of the export that is the handler. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutMs: number;
}

export type ToLane =
  | {
      readonly kind: 'invoke';
      readonly call: number;
      readonly id: string;
      readonly name: string;
      readonly event: string;
      readonly deadline: number;
    }
  | { readonly kind: 'define'; readonly spec: FunctionSpec }
  | { readonly kind: 'ping'; readonly call: number };

/** Events and results cross as JSON, as they do on AWS: what JSON cannot say is lost here too. */
export type FromLane = { readonly call: number; readonly errors: number } & (
  | { readonly kind: 'result'; readonly result: string }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'pong' }
);
