import type { Carried } from '../../domain/life.ts';
import type { Calendars } from '../ports/calendars.ts';
import type { OrderKey } from '../ports/orders.ts';
import type { Outgoing } from '../ports/parcel.ts';
import { keyIn } from './order-id.ts';

/** What somebody who is no buyer says of an order, or of a resource that orders keep; as it waits on a queue. */
export interface Reported {
  readonly about: { readonly key: OrderKey } | AboutResource;
  /** In the words of the business. */
  readonly command: Carried;
}

interface AboutResource {
  readonly resource: string;
  readonly at: number;
  /** Absent where the report says nothing of it. */
  readonly isOutOfOrder?: boolean;
}

/** Puts a report into a parcel; `from` says who reports, and with the delivery names the cause in histories. */
export const reportParcel = (from: string, reported: Reported, group: string): Outgoing<Reported> => {
  const { about } = reported;
  const transactionId = 'key' in about ? about.key.transactionId : undefined;
  return { kind: 'report', subject: { action: from, transactionId }, body: reported, group };
};

/** A booking may stand for some time after its window, until nobody can come any more; never for longer than this. */
const LONGEST_AFTER = 24 * 3_600_000;

/** The orders that are told: the one that is meant, or those that have the resource at that time. */
export async function concerned(
  { about }: Reported,
  calendars: Pick<Calendars, 'bookings'>,
): Promise<readonly OrderKey[]> {
  if ('key' in about) return [about.key];
  const { resource, at } = about;
  const bookings = await calendars.bookings(resource, { start: at - LONGEST_AFTER, end: at + 1 });
  return bookings
    .filter(({ start, end, until }) => start <= at && at < Math.max(end, until))
    .flatMap(({ order }) => keyIn(order) ?? []);
}

/** Whoever is told comes later: what is out of order must not be sold to somebody else meanwhile. */
export async function remember({ about }: Reported, calendars: Pick<Calendars, 'mark'>): Promise<void> {
  if ('key' in about || about.isOutOfOrder === undefined) return;
  const { resource, at, isOutOfOrder } = about;
  await calendars.mark(resource, { at, isOutOfOrder });
}
