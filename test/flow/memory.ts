import { blocks, outageSince, overlaps } from '../../lib/flow/order/holding.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import type { Booking, Calendars, Condition } from '../../lib/flow/ports/calendars.ts';
import type { Entry, HoldMark, Orders, Snapshot } from '../../lib/flow/ports/orders.ts';
import type { Outgoing } from '../../lib/flow/ports/parcel.ts';
import type { Questions } from '../../lib/flow/ports/questions.ts';
import type { Queue } from '../../lib/flow/ports/queue.ts';

/** Ports without anything behind them. */

export function memoryQueue<Body>() {
  const sent: Outgoing<Body>[] = [];
  const queue: Queue<Body> = { send: async (message) => void sent.push(structuredClone(message)) };
  return { ...queue, sent };
}

export function memoryQuestions(): Questions {
  const firsts = new Map<string, string>();
  return {
    async isFirst(name, delivery) {
      if (!firsts.has(name)) firsts.set(name, delivery);
      return firsts.get(name) === delivery;
    },
  };
}

export function memoryOrders() {
  const histories = new Map<string, readonly Entry[]>();
  const snapshots = new Map<string, Snapshot>();
  const marks: HoldMark[] = [];
  const orders: Orders = {
    history: async (key) => histories.get(nameOf(key)) ?? [],
    async past(key) {
      const snapshot = snapshots.get(nameOf(key));
      return { snapshot, entries: (histories.get(nameOf(key)) ?? []).slice(snapshot?.sequence ?? 0) };
    },
    async append(key, entry, { mark, snapshot } = {}) {
      const history = histories.get(nameOf(key)) ?? [];
      if (history.some(({ sequence }) => sequence === entry.sequence)) return false;
      histories.set(nameOf(key), [...history, structuredClone(entry)]);
      if (mark !== undefined) marks.push(mark);
      if (snapshot !== undefined) snapshots.set(nameOf(key), JSON.parse(JSON.stringify(snapshot)));
      return true;
    },
    openHolds: async () => ({ ofBuyer: [], ofContact: [] }),
  };
  return { ...orders, histories, marks };
}

export function memoryCalendars(): Calendars {
  const booked = new Map<string, readonly Booking[]>();
  const conditions = new Map<string, Condition>();
  const bookingsOf = (resource: string) => booked.get(resource) ?? [];
  const outagesOf = (resource: string) => {
    const condition = conditions.get(resource);
    return condition?.isOutOfOrder ? [outageSince(condition.at)] : [];
  };
  return {
    bookings: async (resource, span) =>
      [...bookingsOf(resource), ...outagesOf(resource)].filter((one) => overlaps(one, span)),
    outOfOrder: async (resources) => resources.filter((resource) => conditions.get(resource)?.isOutOfOrder),
    async mark(resource, condition) {
      if (condition.at >= (conditions.get(resource)?.at ?? 0)) conditions.set(resource, condition);
    },
    async hold(resource, booking, at) {
      if (bookingsOf(resource).some((other) => blocks(other, booking, booking.order, at))) return false;
      booked.set(resource, [...bookingsOf(resource).filter(({ order }) => order !== booking.order), booking]);
      return true;
    },
    async release(resource, held) {
      const isGone = (one: Booking) => one.order === held.order && one.round <= held.round && overlaps(one, held);
      booked.set(
        resource,
        bookingsOf(resource).filter((booking) => !isGone(booking)),
      );
    },
  };
}
