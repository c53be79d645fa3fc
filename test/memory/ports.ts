import { daysOf, take } from '../../lib/aws/calendar-day.ts';
import { sealedLinks } from '../../lib/aws/links.ts';
import type { Stock } from '../../lib/domain/business.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import { mostOpenHolds } from '../../lib/domain/open-holds.ts';
import { holding, outageSince, overlaps } from '../../lib/flow/order/holding.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import { ownAnswers } from '../../lib/flow/order/own-answers.ts';
import type { Processing } from '../../lib/flow/order/process.ts';
import type { Reported } from '../../lib/flow/order/reported.ts';
import type { PartnerCall } from '../../lib/flow/out/call-partner.ts';
import type { Bus } from '../../lib/flow/ports/bus.ts';
import type { Booking, Calendars, Condition } from '../../lib/flow/ports/calendars.ts';
import type { Callback } from '../../lib/flow/ports/callbacks.ts';
import type { Catalogues } from '../../lib/flow/ports/catalogues.ts';
import type { Names } from '../../lib/flow/ports/names.ts';
import type { Entry, HoldMark, OpenHolds, Orders, Snapshot } from '../../lib/flow/ports/orders.ts';
import type { Questions } from '../../lib/flow/ports/questions.ts';
import type { Queue } from '../../lib/flow/ports/queue.ts';
import type { Ratings } from '../../lib/flow/ports/ratings.ts';
import type { Timer } from '../../lib/flow/ports/timers.ts';
import { TooLarge } from '../../lib/flow/ports/too-large.ts';
import type { BusinessName } from '../../lib/language/business.ts';
import { byProvider } from '../../lib/partners/by-provider.ts';
import type { Partners } from '../../lib/partners/calls.ts';
import { chargePointAnswers } from '../../lib/partners/charge-points/answers.ts';
import { paymentAnswers } from '../../lib/partners/payments/answers.ts';
import { type Failure, failing } from './failing.ts';
import { chargePointOperator, paymentProvider } from './partners.ts';

type Announcement = Parameters<Bus['publish']>[0][number];

/** What a process works with. */
export type World = Processing & {
  readonly toCall: Partners;
  readonly calendars: Calendars;
  readonly questions: Questions;
  readonly reports: Queue<Reported>;
};

/** What outlives every process: tables, queues, partners. */
export function openWorld(catalogue: readonly unknown[], turn: () => Promise<void> = async () => undefined) {
  const { histories, orders } = orderStore();
  const { released, booked, calendars } = calendarStore();
  const { payments, refunds, port: paying } = paymentProvider();
  const {
    sessions,
    stopped,
    pushes,
    port: charging,
  } = chargePointOperator((reference) => reference.startsWith('driver'));
  const callbacks = queueOf<Callback>();
  const partnerCalls = queueOf<PartnerCall>();
  const reports = queueOf<Reported>();
  const stocks = new Map<BusinessName, Stock>();
  const named: string[] = [];
  const rated: string[] = [];
  const timers: Timer[] = [];
  const announced: Announcement[] = [];
  let written = 0;
  const stockOf = (name: BusinessName): Stock => {
    const stock = stocks.get(name) ?? businesses[name].stock(catalogue);
    stocks.set(name, stock);
    return stock;
  };

  return {
    histories,
    released,
    payments,
    refunds,
    sessions,
    stopped,
    pushes,
    booked,
    named,
    rated,
    callbacks: callbacks.bodies,
    /** Calls that nobody has taken from their queue yet. */
    partnerCalls: partnerCalls.bodies,
    /** What was said of connectors, and is told to no order yet. */
    reports: reports.bodies,
    timers,
    announced,
    /** A process that works on this world until it fails. */
    process(failure?: Failure): World {
      const port = failing(turn, failure);
      const ports = { orders: port(orders), calendars: port(calendars) };
      const held = holding(ports, mostOpenHolds);
      const catalogues = port<Catalogues>({ stock: async (name) => stockOf(name) });
      const toCall = { payments: byProvider(port(paying)), chargePoints: byProvider(port(charging)) };
      return {
        ...ports,
        businesses,
        catalogues,
        toCall,
        holding: held,
        answers: {
          ...ownAnswers({ catalogues, holding: held }),
          ...paymentAnswers(toCall.payments),
          ...chargePointAnswers(toCall.chargePoints),
        },
        names: port<Names>({
          add: async (name, key) => void named.push(`${name} ${nameOf(key)}`),
          find: async () => [],
        }),
        ratings: port<Ratings>({
          count: async ({ providerId, caseId, value, round }) =>
            void rated.push(`${caseId} ${providerId} ${value} ${round}`),
        }),
        timers: port({ set: async (timer: Timer) => void timers.push(timer) }),
        bus: port<Bus>({ publish: async (events) => void announced.push(...events) }),
        callbacks: port(callbacks.port),
        partners: port(partnerCalls.port),
        reports: port(reports.port),
        questions: { isFirst: async () => true },
        now: () => ++written,
        links: port(sealedLinks('https://provider.example', async () => 'secret')),
        // Protocol time: no two callbacks are written at the same.
        self: {
          id: 'provider.example',
          url: 'https://provider.example/bpp',
          now: () => ++written,
        },
      };
    },
  };
}

/** A table takes no more, with the names around it. */
const MOST_ENTRY_BYTES = 409_000;

/** Histories to which an entry is added where its sequence number is free. */
function orderStore() {
  const histories = new Map<string, readonly Entry[]>();
  const snapshots = new Map<string, Snapshot>();
  const marks: (HoldMark & { readonly buyerId: string })[] = [];
  const openIn = (some: readonly HoldMark[], at: number): readonly string[] => {
    const latest = (order: string, open: boolean) =>
      Math.max(0, ...some.filter((mark) => mark.order === order && mark.open === open).map(({ until }) => until));
    const all = new Set(some.filter(({ until }) => until > at).map(({ order }) => order));
    return [...all].filter((order) => latest(order, true) > latest(order, false));
  };
  const orders: Orders = {
    history: async (key) => histories.get(nameOf(key)) ?? [],
    async past(key) {
      const history = histories.get(nameOf(key)) ?? [];
      const snapshot = snapshots.get(nameOf(key));
      return { snapshot, entries: history.slice(snapshot?.sequence ?? 0) };
    },
    async append(key, entry, { mark, snapshot } = {}) {
      const history = histories.get(nameOf(key)) ?? [];
      if (history.some(({ sequence }) => sequence === entry.sequence)) return false;
      const text = JSON.stringify(entry);
      const bytes = Buffer.byteLength(text);
      if (bytes > MOST_ENTRY_BYTES) throw new TooLarge('an entry of a history', bytes, MOST_ENTRY_BYTES);
      histories.set(nameOf(key), [...history, JSON.parse(text)]);
      if (snapshot !== undefined) snapshots.set(nameOf(key), asStored(snapshot));
      if (mark !== undefined) marks.push({ ...mark, buyerId: key.buyerId });
      return true;
    },
    openHolds: async (buyerId, contact, at): Promise<OpenHolds> => ({
      ofBuyer: openIn(
        marks.filter((mark) => mark.buyerId === buyerId),
        at,
      ),
      ofContact: openIn(
        marks.filter((mark) => mark.buyerId === buyerId && mark.contact === contact),
        at,
      ),
    }),
  };
  return { histories, orders };
}

/** Calendars as they are kept in days: of spans that have too many, or none, days say so. */
function calendarStore() {
  const booked = new Map<string, readonly Booking[]>();
  const conditions = new Map<string, Condition>();
  const released: string[] = [];
  const outagesOf = (resource: string) => {
    const condition = conditions.get(resource);
    return condition?.isOutOfOrder ? [outageSince(condition.at)] : [];
  };
  const calendars: Calendars = {
    async bookings(resource, span) {
      daysOf(span);
      return [...(booked.get(resource) ?? []), ...outagesOf(resource)].filter((one) => overlaps(one, span));
    },
    async hold(resource, booking, at) {
      daysOf(booking);
      const placed = take(booked.get(resource) ?? [], booking, at);
      if (placed !== undefined) booked.set(resource, placed);
      return placed !== undefined;
    },
    async mark(resource, condition) {
      if (condition.at >= (conditions.get(resource)?.at ?? 0)) conditions.set(resource, condition);
    },
    outOfOrder: async (resources) => resources.filter((resource) => conditions.get(resource)?.isOutOfOrder === true),
    async release(resource, held) {
      daysOf(held);
      released.push(`${resource} ${held.order} ${held.round} ${held.start}`);
      const isMeant = (one: Booking) =>
        held.alone ? one.start === held.start && one.end === held.end : overlaps(one, held);
      const isGone = (one: Booking) => one.order === held.order && one.round <= held.round && isMeant(one);
      const left = (booked.get(resource) ?? []).filter((booking) => !isGone(booking));
      booked.set(resource, left);
    },
  };
  return { released, booked, calendars };
}

function queueOf<Body>() {
  const bodies: Body[] = [];
  const port: Queue<Body> = { send: async ({ body }) => void bodies.push(asStored(body)) };
  return { bodies, port };
}

/** What a table or a queue gives back is what JSON makes of it. */
const asStored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));
