import type { Minor } from '../money.ts';
import type { Hold } from './needs.ts';

/** What must happen because of events that are committed. All idempotent: a redelivered message brings them about again. */
export type Effect =
  /** Comes back as an `Elapse` command with the same purpose. */
  | { readonly kind: 'timer'; readonly purpose: string; readonly at: number }
  | ({ readonly kind: 'release' } & Pick<Hold, 'resource' | 'round' | 'span'>)
  | {
      readonly kind: 'refund';
      readonly refundId: string;
      readonly paymentId: string;
      readonly amount: Minor;
      readonly currency: string;
    }
  | { readonly kind: 'stop-session'; readonly sessionId: string }
  /** Told on the bus under the event's own type. */
  | { readonly kind: 'publish'; readonly type: string };
