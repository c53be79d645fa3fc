import { businessTime } from '../aws/business-time.ts';
import { domainOf, happenedIn } from '../flow/change.ts';
import { keyIn } from '../flow/order-id.ts';
import { overdue } from '../flow/overdue.ts';
import type { Booking, Calendars, Entry, Queue, Timer } from '../flow/ports.ts';
import type { Tell } from './command.ts';

interface Kept {
  readonly resource: string;
  readonly booking: Booking;
}

/** What is kept for an order now, by its history. */
function keptFor(reference: string, history: readonly Entry[]): Kept | undefined {
  const last = history.at(-1);
  const hold = last && domainOf(last).replay(happenedIn(history)).hold();
  if (hold === undefined) return undefined;
  const { resource, span, round, until } = hold;
  return { resource, booking: { order: reference, round, ...span, until } };
}

/** Books once more what a calendar has lost of an order; answers what became of it. */
export async function rebook(
  reference: string,
  read: () => Promise<readonly Entry[]>,
  calendars: Pick<Calendars, 'bookings' | 'hold' | 'release'>,
  { yes, tell }: { readonly yes: boolean; readonly tell: Tell },
): Promise<'nothing' | 'booked' | 'taken'> {
  const now = await businessTime(Date.now());
  const kept = keptFor(reference, await read());
  if (kept === undefined || kept.booking.until <= now) return 'nothing';
  const { resource, booking } = kept;
  if (await isBooked(resource, booking, calendars)) return 'nothing';
  const transaction = keyIn(reference)?.transactionId;
  if (yes && !(await calendars.hold(resource, booking, now))) {
    tell({ taken: resource, transaction });
    return 'taken';
  }
  // Who cancelled meanwhile found nothing to give back.
  if (yes && keptFor(reference, await read())?.booking.round !== booking.round) {
    await calendars.release(resource, booking);
    return 'nothing';
  }
  tell({ [yes ? 'booked' : 'wouldBook']: resource, transaction });
  return 'booked';
}

/** Of a window over midnight either half may be lost. */
async function isBooked(resource: string, booking: Booking, calendars: Pick<Calendars, 'bookings'>): Promise<boolean> {
  const { start, end } = booking;
  const ends = [
    { start, end: start + 1 },
    { start: end - 1, end },
  ];
  const bookings = await Promise.all(ends.map((span) => calendars.bookings(resource, span)));
  return bookings.every((some) => some.some((other) => isSame(other, booking)));
}

const isSame = (one: Booking, other: Booking) =>
  one.order === other.order &&
  one.round === other.round &&
  one.start === other.start &&
  one.end === other.end &&
  one.until >= other.until;

/** Has the deadlines reported that passed while nobody knew of the order. */
export async function remind(reference: string, history: readonly Entry[], timers: Queue<Timer>): Promise<void> {
  const key = keyIn(reference);
  if (key === undefined) return;
  const now = await businessTime(Date.now());
  for (const timer of overdue(key, history, now)) await timers.send({ body: timer, group: key.buyerId });
}
