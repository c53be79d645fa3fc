import type { Call, Kept } from '../language/needs.ts';

/** What must happen because of events that are committed. All idempotent: a redelivered message brings them about again. */
export type Effect<Published extends string = string> =
  /** Comes back as an `Elapse` command with the same purpose. */
  | { readonly kind: 'timer'; readonly purpose: string; readonly at: number }
  | ({ readonly kind: 'release' } & Given)
  /** A partner has it to do. */
  | { readonly kind: 'call'; readonly call: Call }
  /** From now on the order can be found by this name, without its buyer. */
  | { readonly kind: 'name'; readonly name: string }
  /** Counts into what customers say of a provider, in place of what this order has said before. */
  | { readonly kind: 'rate'; readonly providerId: string; readonly value: number; readonly round: number }
  /** Told on the bus under the event's own type. */
  | { readonly kind: 'publish'; readonly type: Published };

/** What was kept by that round and those before it; `alone`: only what has this very window. */
type Given = Pick<Kept, 'resource' | 'round' | 'span'> & { readonly alone?: boolean };

export const timer = (purpose: string, at: number): Effect<never> => ({ kind: 'timer', purpose, at });

export const release = ({ resource, round, span, alone }: Given): Effect<never> => ({
  kind: 'release',
  resource,
  round,
  span,
  ...(alone && { alone }),
});

export const call = (asked: Call): Effect<never> => ({ kind: 'call', call: asked });

export const publish = <Type extends string>(type: Type): Effect<Type> => ({ kind: 'publish', type });
