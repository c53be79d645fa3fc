import type { BusinessName } from '../language/business.ts';
import type { RefusalReason } from '../language/refusal.ts';
import type { Action } from './actions.ts';
import type { ErrorCode } from './errors.ts';
import type { Hearing } from './hearing.ts';
import type { Context, Reply, Request } from './message.ts';
import { RequestRefused } from './request-refused.ts';
import { codes } from './v1.1/codes.ts';
import { decode as decode11 } from './v1.1/decode.ts';
import { names } from './v1.1/dialects/network-names.ts';
import { encode as encode11 } from './v1.1/encode.ts';
import { businessesOn, hearing } from './v1.1/hearing.ts';

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

/** The businesses that a message may be for, by its context alone: none, one, or several that share a name. */
export const businessesIn = ({ domain }: Context): readonly BusinessName[] => businessesOn(domain);

/** Whether a registration is for the network of a message. */
export const isOfNetwork = (registered: string | undefined, context: Context): boolean =>
  names(registered, context.domain, context.received.domain);

/** What a message means to a business. */
export const heardBy = (_context: Context, business: BusinessName): Hearing => hearing(business);

/** What the protocol calls a reason. */
export const codeOf = (_context: Context | undefined, reason: RefusalReason): ErrorCode => codes[reason];

/** Older senders have a core_version; who names none means 1.1. */
function statedVersion(body: unknown): string {
  const context = memberOf(body, 'context');
  const version = memberOf(context, 'version') ?? memberOf(context, 'core_version') ?? '1.1';
  return typeof version === 'string' || typeof version === 'number' ? `${version}` : '';
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
