/** Structured lines. Never payloads, keys, phones, addresses: pass only what is named here. */
export interface Facts {
  readonly transaction_id?: string;
  readonly message_id?: string;
  readonly action?: string;
  readonly [name: string]: string | number | boolean | undefined;
}

export function log(level: 'INFO' | 'WARN' | 'ERROR', event: string, facts: Facts = {}): void {
  const line = JSON.stringify({ level, event, function: process.env.AWS_LAMBDA_FUNCTION_NAME, ...facts });
  if (level === 'ERROR') console.error(line);
  else console.log(line);
}

/** A failure in one line: its name, message and causes, without a stack of data. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` <- ${describe(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`.slice(0, 1000);
}
