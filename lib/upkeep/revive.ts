import { businessTime } from '../aws/business-time.ts';
import { businesses } from '../domain/businesses.ts';
import { effectsOf } from '../flow/again/effects-of.ts';
import { overdue, timerParcel } from '../flow/again/overdue.ts';
import { caseIdOf, keyIn, nameOf } from '../flow/order/order-id.ts';
import { businessOf, orderIn } from '../flow/order/past.ts';
import type { Booking, Calendars } from '../flow/ports/calendars.ts';
import type { Names } from '../flow/ports/names.ts';
import type { Entry } from '../flow/ports/orders.ts';
import type { Queue } from '../flow/ports/queue.ts';
import type { Ratings } from '../flow/ports/ratings.ts';
import type { Timer } from '../flow/ports/timers.ts';
import type { Tell } from './command.ts';

interface Kept {
  readonly resource: string;
  readonly booking: Booking;
}

/** What is kept for an order now, by its history. */
function keptFor(order: string, history: readonly Entry[]): readonly Kept[] {
  const { kept = [] } = orderIn({ entries: history }, businesses)?.standing() ?? {};
  return kept.map(({ resource, span, round, until }) => ({ resource, booking: { order, round, ...span, until } }));
}

type Outcome = 'nothing' | 'booked' | 'taken';

interface How {
  readonly yes: boolean;
  readonly tell: Tell;
}

/** Books once more what calendars have lost of an order; answers what became of it. */
export async function rebook(
  reference: string,
  read: () => Promise<readonly Entry[]>,
  calendars: Pick<Calendars, 'bookings' | 'hold' | 'release'>,
  how: How,
): Promise<Outcome> {
  const now = await businessTime(Date.now());
  const outcomes: Outcome[] = [];
  for (const kept of keptFor(reference, await read()))
    if (kept.booking.until > now) outcomes.push(await rebookOne(kept, read, calendars, { ...how, now }));
  return (
    outcomes.find((outcome) => outcome === 'taken') ?? outcomes.find((outcome) => outcome === 'booked') ?? 'nothing'
  );
}

async function rebookOne(
  { resource, booking }: Kept,
  read: () => Promise<readonly Entry[]>,
  calendars: Pick<Calendars, 'bookings' | 'hold' | 'release'>,
  { yes, tell, now }: How & { readonly now: number },
): Promise<Outcome> {
  if (await isBooked(resource, booking, calendars)) return 'nothing';
  const transaction = keyIn(booking.order)?.transactionId;
  if (yes && !(await calendars.hold(resource, booking, now))) {
    tell({ taken: resource, transaction });
    return 'taken';
  }
  // Who cancelled meanwhile found nothing to give back.
  const still = keptFor(booking.order, await read());
  if (yes && !still.some((kept) => kept.resource === resource && kept.booking.round === booking.round)) {
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

/** Gives an order the names once more by which it can be found; answers how many were lost. */
export async function rename(
  reference: string,
  history: readonly Entry[],
  names: Names,
  { yes, tell }: How,
): Promise<number> {
  const key = keyIn(reference);
  if (key === undefined) return 0;
  const given = new Set(
    effectsOf(history, businesses).flatMap((effect) => (effect.kind === 'name' ? effect.name : [])),
  );
  let lost = 0;
  for (const name of given) {
    const known = await names.find(name);
    if (known.some((other) => nameOf(other) === reference)) continue;
    if (yes) await names.add(name, key);
    tell({ [yes ? 'named' : 'wouldName']: name, transaction: key.transactionId });
    lost += 1;
  }
  return lost;
}

/** Counts the ratings of an order once more; what was counted before does not count twice. */
export async function recount(reference: string, history: readonly Entry[], ratings: Ratings): Promise<void> {
  const key = keyIn(reference);
  const business = businessOf({ entries: history });
  const said = effectsOf(history, businesses).findLast((effect) => effect.kind === 'rate');
  if (key === undefined || business === undefined || said === undefined) return;
  const { providerId, value, round } = said;
  await ratings.count({ business, providerId, caseId: caseIdOf(key), value, round });
}

/** Has the deadlines reported that passed while nobody knew of the order. */
export async function remind(reference: string, history: readonly Entry[], timers: Queue<Timer>): Promise<void> {
  const key = keyIn(reference);
  if (key === undefined) return;
  const now = await businessTime(Date.now());
  for (const timer of overdue(key, history, now, businesses)) await timers.send(timerParcel(timer));
}
