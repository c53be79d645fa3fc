import type { Request } from '../../beckn/message.ts';

/** What arrives on the queue of an action: the request as it was understood, and the digest of its bytes. */
export interface Accepted {
  /** Given when it was accepted: a redelivery has the same, a replay another. */
  readonly delivery: string;
  readonly digest: string;
  readonly request: Request;
}
