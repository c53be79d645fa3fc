/** A callback on its way out: the body is written, the signature is made at delivery. */
export interface Callback {
  readonly receiver: string;
  readonly url: string;
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  readonly body: string;
}

export interface Signer {
  /** The Authorization header for a body, with our own key. */
  sign(body: string): Promise<string>;
}

export interface Sender {
  post(url: string, body: string, authorization: string): Promise<{ readonly status: number; readonly body: string }>;
}
