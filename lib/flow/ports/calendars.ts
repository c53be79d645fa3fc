import type { Span } from '../../language/span.ts';

export interface Booking extends Span {
  /** The order's key as one string. */
  readonly order: string;
  /** Which of the order's holds this is: an old one that is released late does not take a newer one with it. */
  readonly round: number;
  /** Until when the booking stands if nothing renews it. */
  readonly until: number;
}

export interface Released extends Omit<Booking, 'until'> {
  /** Only what has this very window: the order keeps what else it has. */
  readonly alone?: boolean;
}

/** What was last said of a resource, and when that was so. */
export interface Condition {
  readonly at: number;
  readonly isOutOfOrder: boolean;
}

/** All times of calendars are business time in epoch milliseconds. They are kept in days (UTC). */
export interface Calendars {
  /** Those that have any part of the span; lapsed ones may be among them, and `outageSince` where the resource is out of order. */
  bookings(resource: string, span: Span): Promise<readonly Booking[]>;
  /** Takes or renews the booking of an order; false when another order has any part of the window. Idempotent by order, round and window. */
  hold(resource: string, booking: Booking, at: number): Promise<boolean>;
  /** Gives up what the order has on the days of that window, if it is of that round or an earlier one. */
  release(resource: string, held: Released): Promise<void>;
  /** Those of them that are out of order, asked together. */
  outOfOrder(resources: readonly string[]): Promise<readonly string[]>;
  /** Remembers the condition of a resource, unless a later one is known. */
  mark(resource: string, condition: Condition): Promise<void>;
}
