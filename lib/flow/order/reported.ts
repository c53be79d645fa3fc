import type { Carried } from '../../domain/life.ts';
import type { Calendars } from '../ports/calendars.ts';
import type { OrderKey } from '../ports/orders.ts';
import type { Outgoing } from '../ports/parcel.ts';
import type { Queue } from '../ports/queue.ts';
import { keyIn } from './order-id.ts';

/** What somebody who is no buyer says, as it waits on a queue. */
export type Reported = OfOrder | OfResource;

export interface OfOrder {
  readonly about: { readonly key: OrderKey };
  /** In the words of the business. */
  readonly command: Carried;
  /** The delivery that said it of a resource which this order keeps. */
  readonly saidBy?: string;
}

export interface OfResource {
  readonly about: {
    readonly resource: string;
    readonly at: number;
    /** Absent where the report says nothing of it. */
    readonly isOutOfOrder?: boolean;
  };
  readonly command: Carried;
}

export const isOfOrder = (said: Reported): said is OfOrder => 'key' in said.about;

/** Puts a report into a parcel; `from` says who reports, and with the delivery names the cause in histories. */
export const reportParcel = (from: string, reported: Reported, group: string): Outgoing<Reported> => {
  const transactionId = isOfOrder(reported) ? reported.about.key.transactionId : undefined;
  return { kind: 'report', subject: { action: from, transactionId }, body: reported, group };
};

/** A booking may stand for some time after its window, until nobody can come any more; never for longer than this. */
const LONGEST_AFTER = 24 * 3_600_000;

export interface Spreading {
  readonly calendars: Pick<Calendars, 'bookings' | 'mark'>;
  readonly reports: Queue<Reported>;
}

/**
 * Remembers what was said of a resource, and sends it to each order that has the resource at that time, as a message of
 * its own. What an order makes of it may take the resource from that order: whom it concerns is asked before.
 */
export async function spread(
  { about, command }: OfResource,
  { from, delivery }: { readonly from: string; readonly delivery: string },
  { calendars, reports }: Spreading,
): Promise<void> {
  const { resource, at, isOutOfOrder } = about;
  // What is out of order must not be sold to somebody else meanwhile.
  if (isOutOfOrder !== undefined) await calendars.mark(resource, { at, isOutOfOrder });
  const bookings = await calendars.bookings(resource, { start: at - LONGEST_AFTER, end: at + 1 });
  const keys = bookings
    .filter(({ start, end, until }) => start <= at && at < Math.max(end, until))
    .flatMap(({ order }) => keyIn(order) ?? []);
  await Promise.all(
    keys.map((key) => reports.send(reportParcel(from, { about: { key }, command, saidBy: delivery }, key.buyerId))),
  );
}
