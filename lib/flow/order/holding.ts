import type { Needs } from '../../language/needs.ts';
import type { Span } from '../../language/span.ts';
import type { Booking, Calendars } from '../ports/calendars.ts';
import type { Orders } from '../ports/orders.ts';
import type { Asker } from './ask.ts';
import { nameOf } from './order-id.ts';

type Taken = Needs['hold']['gets'];

interface Pending {
  readonly buyerId: string;
  readonly contact: string;
}

type Asking = Pick<Asker, 'key' | 'at'>;

/** Takes resources for orders: never twice for one window, never more than a buyer platform or a customer of it may hold unpaid. */
export interface Holding {
  free(asked: Needs['free']['asks'], asker: Asking): Promise<readonly string[]>;
  outOfOrder(asked: Needs['out-of-order']['asks']): Promise<readonly string[]>;
  hold(kept: Needs['hold']['asks'], asker: Asking): Promise<Taken>;
  /** The order's entry is committed, or given up: its hold is now counted by the history, or not at all. */
  settled(reference: string): void;
}

export function holding(
  { calendars, orders }: { readonly calendars: Calendars; readonly orders: Pick<Orders, 'openHolds'> },
  caps: { readonly ofBuyer: number; readonly ofContact: number },
): Holding {
  /** Holds that are being taken and not committed yet, in their order of arrival. */
  const pending = new Map<string, Pending>();

  return {
    async free({ resources, span, enough }, { key, at }) {
      const reference = nameOf(key);
      const found: string[] = [];
      for (const some of batches(resources.slice(0, MOST_LOOKED_AT))) {
        const open = await Promise.all(
          some.map(async (resource) => isFree(await calendars.bookings(resource, span), span, reference, at)),
        );
        found.push(...some.filter((_, index) => open[index]));
        if (found.length >= enough) break;
      }
      return found.slice(0, enough);
    },

    outOfOrder: ({ resources }) => calendars.outOfOrder(resources.slice(0, MOST_LOOKED_AT)),

    async hold({ resource, span, until, round, counted }, { key, at }) {
      const reference = nameOf(key);
      const take = () => calendars.hold(resource, { order: reference, round, ...span, until }, at);
      if (counted === undefined) return (await take()) ? 'held' : 'taken';
      if (!isFree(await calendars.bookings(resource, span), span, reference, at)) return 'taken';
      // Counted first: what is taken may be somebody's by then who would lose it if it were given back.
      const full = await cap(reference, { buyerId: key.buyerId, contact: counted.contact }, at);
      if (full === undefined && (await take())) return 'held';
      pending.delete(reference);
      return full ?? 'taken';
    },

    settled: (reference) => void pending.delete(reference),
  };

  /** Which cap one more hold would exceed. Who came earlier goes first, whether his hold is committed yet or not. */
  async function cap(reference: string, holder: Pending, at: number): Promise<Taken | undefined> {
    const place = [...pending.keys()].indexOf(reference);
    const earlier = [...pending].slice(0, place === -1 ? undefined : place);
    pending.set(reference, holder);
    const open = await orders.openHolds(holder.buyerId, holder.contact, at);
    const count = (committed: readonly string[], isSame: (other: Pending) => boolean) => {
      const others = new Set([...committed, ...earlier.filter(([, other]) => isSame(other)).map(([order]) => order)]);
      others.delete(reference);
      return others.size;
    };
    if (count(open.ofBuyer, ({ buyerId }) => buyerId === holder.buyerId) >= caps.ofBuyer) return 'too-many-of-buyer';
    const isSameCustomer = ({ buyerId, contact }: Pending) => buyerId === holder.buyerId && contact === holder.contact;
    return count(open.ofContact, isSameCustomer) >= caps.ofContact ? 'too-many-of-contact' : undefined;
  }
}

/** Who finds nothing free among so many hears that all are taken. */
const MOST_LOOKED_AT = 1000;

const FEWEST_AT_ONCE = 4;
const MOST_AT_ONCE = 100;

/** More and more at once: usually one of the first is free, and where none is the others are asked for in few requests. */
function* batches(resources: readonly string[]): Generator<readonly string[]> {
  for (
    let from = 0, size = FEWEST_AT_ONCE;
    from < resources.length;
    from += size, size = Math.min(2 * size, MOST_AT_ONCE)
  )
    yield resources.slice(from, from + size);
}

/** A booking stands in the way while it has not lapsed and any part of the window is the same. */
export const blocks = (booking: Booking, span: Span, reference: string, at: number): boolean =>
  booking.order !== reference && booking.until > at && overlaps(booking, span);

/** It stands in everybody's way: no order has that name. */
export const outageSince = (start: number): Booking => ({ order: 'nobody', round: 0, start, end: NEVER, until: NEVER });

const NEVER = Number.MAX_SAFE_INTEGER;

export const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

const isFree = (bookings: readonly Booking[], span: Span, reference: string, at: number) =>
  !bookings.some((booking) => blocks(booking, span, reference, at));
