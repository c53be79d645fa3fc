import type { Action } from './actions.ts';
import type { Reply, Request } from './message.ts';
import { RequestRefused } from './request-refused.ts';
import { decode as decode11 } from './v1.1/decode.ts';
import { encode as encode11 } from './v1.1/encode.ts';

/** Reads a body that was inspected, in the version that its context names. */
export function decode(action: Action, body: unknown, now: Date): Request {
  const version = statedVersion(body);
  if (/^1\.1(\.|$)/.test(version)) return decode11(action, body, now);
  throw new RequestRefused({
    path: 'context.version',
    expected: /^2(\.|$)/.test(version) ? '"1.1.0": version 2 is not spoken here yet' : '"1.1.0"',
  });
}

/** The body of a callback. */
export function encode(reply: Reply, provider: { readonly id: string; readonly uri: string }): object {
  return encode11(reply, provider);
}

/** Older senders have a core_version; who names none means 1.1. */
function statedVersion(body: unknown): string {
  const context = memberOf(body, 'context');
  const version = memberOf(context, 'version') ?? memberOf(context, 'core_version') ?? '1.1';
  return typeof version === 'string' || typeof version === 'number' ? `${version}` : '';
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
