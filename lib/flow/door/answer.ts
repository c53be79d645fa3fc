import { nack } from '../../beckn/ack.ts';
import type { ErrorCode } from '../../beckn/errors.ts';
import type { Context } from '../../beckn/message.ts';
import { RequestRefused } from '../../beckn/request-refused.ts';
import { SignatureRefused } from '../../beckn/signing/refused.ts';
import { wwwAuthenticate } from '../../beckn/signing/signing-string.ts';
import { RegistryUnavailable } from '../ports/registry.ts';
import { TooLarge } from '../ports/too-large.ts';

/** Where a request fails: in one of a few ways, more than that would be hard to watch. `defect`: nobody had foreseen it. */
type Door = ErrorCode | 'form' | 'signature' | 'registry-unavailable' | 'defect';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly accepted?: Context;
  /** Why not, for the log. */
  readonly refused?: { readonly code: Door; readonly why: string; readonly cause?: unknown };
}

export class FormRefused extends Error {
  readonly status: number;
  constructor(status: number, expected: string) {
    super(expected);
    this.status = status;
  }
}

export class GatewayRefused extends Error {}

/** A request on which reading itself has failed: nobody else would read it, now or later. */
export class Defect extends Error {}

/** What tells a sender why not; what is no refusal is thrown on. */
export function refusal(error: unknown, realm: string): Answer {
  const body = (message: string, path?: string) => nack({ code: '30000', message, path });
  if (error instanceof FormRefused)
    return {
      status: error.status,
      headers: {},
      body: body(error.message),
      refused: { code: 'form', why: error.message },
    };
  if (error instanceof RequestRefused)
    return {
      status: error.status,
      headers: {},
      body: nack(error.error),
      refused: { code: error.code, why: error.message },
    };
  if (error instanceof GatewayRefused)
    return {
      status: 401,
      headers: { 'proxy-authenticate': wwwAuthenticate(realm) },
      body: body(error.message),
      refused: { code: 'signature', why: error.message },
    };
  if (error instanceof SignatureRefused)
    return {
      status: 401,
      headers: { 'www-authenticate': wwwAuthenticate(realm) },
      body: body(error.message),
      refused: { code: 'signature', why: error.message },
    };
  if (error instanceof Defect)
    return {
      status: 400,
      headers: {},
      body: body(error.message),
      refused: { code: 'defect', why: error.message, cause: error.cause },
    };
  // What is short on the wire may be long once it is read.
  if (error instanceof TooLarge)
    return refusal(new RequestRefused({ status: 413, expected: 'fewer entries, or shorter ones' }), realm);
  if (error instanceof RegistryUnavailable)
    return {
      status: 503,
      headers: { 'retry-after': '5' },
      body: body('the registry cannot be asked now: send it again'),
      refused: { code: 'registry-unavailable', why: error.message },
    };
  throw error;
}
