import type { ErrorCode } from './errors.ts';
import type { ProtocolError } from './message.ts';

/** A request that cannot be understood. Carries where and what was expected, never what was received. */
export class RequestRefused extends Error {
  readonly code: ErrorCode;
  readonly expected: string;
  /** As in `message.order.items[0].id`. */
  readonly path?: string;
  readonly status: 400 | 413;

  constructor(refusal: { code?: ErrorCode; expected: string; path?: string; status?: 400 | 413 }) {
    super(`${refusal.path ?? 'body'}: expected ${refusal.expected}`);
    this.code = refusal.code ?? '30000';
    this.expected = refusal.expected;
    this.path = refusal.path;
    this.status = refusal.status ?? 400;
  }

  get error(): ProtocolError {
    return { code: this.code, message: this.message, path: this.path };
  }
}
