import { heardBy } from '../../lib/beckn/codec.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import { overlaps } from '../../lib/flow/order/holding.ts';
import { toMinor } from '../../lib/language/money.ts';
import type { Followed, Histories } from './histories.ts';
import type { Asked, Heard } from './outside/buyers.ts';
import { isOpen } from './outside/charging.ts';
import type { World } from './world.ts';

/** What must hold, and what shows that it does not. Each promise has one name. */
export const promises = [
  'one-answer',
  'no-success-and-error',
  'every-ack-is-answered',
  'every-event-is-told',
  'never-back-in-time',
  'histories-only-grow',
  'money-adds-up',
  'nothing-held-twice',
  'no-hold-outlives-its-order',
  'no-session-unwanted',
  'energy-is-paid',
  'who-waits-is-woken',
  'nothing-is-parked',
  'everybody-comes-to-rest',
  'nothing-throws',
] as const;
export type Promised = (typeof promises)[number];

export interface Broken {
  readonly promise: Promised;
  readonly what: string;
}

const MINUTE = 60_000;
/** Stages in which something is still awaited of somebody. */
const waiting = ['initiated', 'paid', 'booked', 'requested', 'charging'];

/** Watches a world, and says what is broken as soon as it is. */
export class Watch {
  readonly broken: Broken[] = [];
  private readonly world: World;
  private readonly histories: Histories;
  private readonly asked: readonly Asked[];
  private readonly calmFrom: number;
  private seen = { heard: 0, entries: 0, idle: -1 };
  private readonly answers = new Map<string, Heard>();
  private readonly told = new Map<string, Heard[]>();
  private readonly unwanted = new Map<string, number>();

  constructor(world: World, histories: Histories, asked: readonly Asked[], calmFrom: number) {
    this.world = world;
    this.histories = histories;
    this.asked = asked;
    this.calmFrom = calmFrom;
  }

  private say(promise: Promised, what: string): void {
    this.broken.push({ promise, what });
  }

  /** After every step. */
  look(): boolean {
    const { heard } = this.world.buyers;
    while (this.seen.heard < heard.length) {
      const one = heard[this.seen.heard++];
      if (one !== undefined) this.hear(one);
    }
    if (this.seen.entries !== this.histories.count) {
      this.seen.entries = this.histories.count;
      this.lookAtMoney();
      this.lookAtHolds();
    }
    this.lookAtSessions();
    this.lookWhenIdle();
    return this.broken.length > 0;
  }

  private hear(one: Heard): void {
    const name = `${one.buyer} ${one.messageId}`;
    const before = this.answers.get(name);
    if (before === undefined) this.answers.set(name, one);
    // Who sends the same bytes again after a refusal wants it tried again (decision 50).
    else if (before.error !== undefined && this.isRepeated(one)) this.answers.set(name, one);
    else if ((before.error === undefined) !== (one.error === undefined))
      this.say(
        'no-success-and-error',
        `${one.action} of ${one.transactionId}: ${briefly(before)}, then ${briefly(one)}`,
      );
    else if (before.content !== one.content && !/status|search|track|categories|reasons/.test(one.action))
      this.say('one-answer', `${one.action} of ${one.transactionId}: ${briefly(before)}, then ${briefly(one)}`);
    const updated = one.message?.order?.updated_at;
    if (updated === undefined) return;
    const all = this.told.get(one.transactionId) ?? [];
    this.told.set(one.transactionId, [...all, one]);
    for (const other of all) {
      const [earlier, later] = Date.parse(other.timestamp) <= Date.parse(one.timestamp) ? [other, one] : [one, other];
      if (earlier.timestamp !== later.timestamp && Date.parse(seenAt(earlier)) > Date.parse(seenAt(later)))
        this.say(
          'never-back-in-time',
          `${later.action} of ${later.timestamp} shows ${one.transactionId} as of ${seenAt(later)}, ${earlier.action} of ${earlier.timestamp} as of ${seenAt(earlier)}`,
        );
    }
  }

  private isRepeated({ messageId }: Heard): boolean {
    return this.asked.some((one) => one.messageId === messageId && one.times > 1);
  }

  private lookAtMoney(): void {
    for (const { name, order } of this.histories.all.values()) {
      const ledger = order?.standing().ledger;
      if (ledger === undefined) continue;
      const { hold, capture, refund, open } = ledger;
      if (hold !== capture + refund + open || Math.min(hold, capture, refund, open) < 0)
        this.say('money-adds-up', `${name}: hold ${hold}, capture ${capture}, refund ${refund}, open ${open}`);
    }
  }

  private lookAtHolds(): void {
    const { now } = this.world.engine;
    const kept = [...this.histories.all.values()].flatMap(({ name, order, entries }) =>
      (order?.standing().kept ?? [])
        .filter(({ until }) => until > Math.max(now, entries.at(-1)?.at ?? 0))
        .map((one) => ({ name, stage: order?.standing().stage, ...one })),
    );
    kept.forEach((one, index) => {
      for (const other of kept.slice(index + 1))
        if (one.name !== other.name && one.resource === other.resource && overlaps(one.span, other.span))
          this.say(
            'nothing-held-twice',
            `${one.name} (${one.stage}) and ${other.name} (${other.stage}) both have ${one.resource}`,
          );
    });
  }

  /** Stopping takes a while; while partners cannot be reached, for as long as that. */
  private lookAtSessions(): void {
    const { now } = this.world.engine;
    for (const session of this.world.charging.sessions.values()) {
      const { id, startedAt, reference } = session;
      const isWanted = !isOpen(session) || startedAt === undefined || this.wants(reference, id);
      if (isWanted) this.unwanted.delete(id);
      else {
        const since = this.unwanted.get(id) ?? now;
        this.unwanted.set(id, since);
        if (now - Math.max(since, this.calmFrom) > STOP_TAKES)
          this.say(
            'no-session-unwanted',
            `${id} runs since ${clock(startedAt)}, and ${reference} (${this.stageOf(reference)}) does not want it since ${clock(since)}`,
          );
      }
    }
  }

  private wants(reference: string, sessionId: string): boolean {
    const state = this.histories.all.get(reference)?.order?.state as
      | { readonly sessionId?: string; readonly stage: string; readonly stopping?: boolean }
      | undefined;
    return (
      state?.sessionId === sessionId &&
      (state.stage === 'requested' || state.stage === 'charging') &&
      state.stopping !== true
    );
  }

  private stageOf(reference: string): string {
    return this.histories.all.get(reference)?.order?.standing().stage ?? 'nothing';
  }

  /** When nobody works and nothing lies anywhere, whoever waits needs a deadline, and nobody has what he does not keep. */
  private lookWhenIdle(): void {
    const { functions, queues, schedules, engine } = this.world;
    if (this.seen.idle === this.histories.count || engine.now < this.calmFrom + MINUTE) return;
    if (functions.busy > 0 || [...queues.all.values()].some(({ messages }) => messages.length > 0)) return;
    this.seen.idle = this.histories.count;
    for (const { name, order } of this.histories.all.values()) {
      const transaction = name.slice(name.indexOf('#') + 1);
      const stage = order?.standing().stage ?? '';
      if (waiting.includes(stage) && ![...schedules.waiting.values()].some(({ input }) => input.includes(transaction)))
        this.say('who-waits-is-woken', `${name} is ${stage}, and no deadline is set`);
    }
    for (const { resource, bookings } of this.calendars())
      for (const { order, round, until, start, end } of bookings) {
        const kept = this.histories.all.get(order)?.order?.standing().kept ?? [];
        // What an init took that lost its race lapses by itself.
        if (until > engine.now + LAPSES && !kept.some((one) => one.resource === resource && one.round >= round))
          this.say(
            'no-hold-outlives-its-order',
            `${order} (${this.stageOf(order)}) has ${resource} from ${clock(start)} to ${clock(end)} until ${clock(until)}`,
          );
      }
  }

  private calendars() {
    return this.world.items('CALENDARS_TABLE').map((item) => ({
      resource: String(item.resource?.S),
      bookings: JSON.parse(String(item.bookings?.S ?? '[]')) as readonly {
        order: string;
        round: number;
        until: number;
        start: number;
        end: number;
      }[],
    }));
  }

  private lookAtTold(name: string, entries: Followed['entries']): void {
    const transaction = name.slice(name.indexOf('#') + 1);
    const told = this.world.buyers.heard.filter(
      (one) => one.transactionId === transaction && isUnasked(one, this.asked),
    );
    entries.forEach((entry, index) => {
      const before = businesses[entry.business].replay(entries.slice(0, index));
      const { context } = entries.slice(0, index + 1).findLast((one) => one.context !== undefined) ?? {};
      for (const effect of before.after(entry).effects) {
        if (effect.kind !== 'publish' || context === undefined) continue;
        const isToBeTold = heardBy(context, entry.business).tells(effect.type) !== undefined;
        if (isToBeTold && !told.some(({ timestamp }) => Date.parse(timestamp) === entry.writtenAt))
          this.say('every-event-is-told', `${effect.type}, entry ${entry.sequence} of ${name}`);
      }
    });
  }

  /** When all time has passed. */
  lookLast(): void {
    const { queues, payments, charging } = this.world;
    for (const { action, transactionId, messageId, buyer, isAcknowledged } of this.asked)
      if (isAcknowledged && !this.answers.has(`${buyer} ${messageId}`))
        this.say('every-ack-is-answered', `${action} ${messageId} of ${transactionId}`);
    for (const { name, entries } of this.histories.all.values()) this.lookAtTold(name, entries);
    for (const { shape, messages } of queues.all.values())
      for (const { body } of messages) this.say('nothing-is-parked', `${shape.name}: ${body.slice(0, 300)}`);
    for (const { name, order } of this.histories.all.values()) {
      const { stage = '', isRunning } = order?.standing() ?? {};
      if (waiting.includes(stage)) this.say('everybody-comes-to-rest', `${name} still is ${stage}`);
      else if (isRunning) this.say('everybody-comes-to-rest', `${name} is ${stage}, and money of it is on its way`);
      const came = [...payments.payments.values()].filter((one) => one.reference === name && one.status === 'paid');
      const back = [...payments.refunds.values()].filter((one) => one.reference === name);
      const sumOf = (some: readonly { readonly amount: string }[]) =>
        some.reduce((sum, { amount }) => sum + toMinor(amount), 0);
      const ledger = order?.standing().ledger;
      const captured = ledger?.capture ?? 0;
      if (sumOf(came) !== captured + sumOf(back))
        this.say('money-adds-up', `${name}: ${sumOf(came)} came in, ${captured} is charged, ${sumOf(back)} went back`);
      const metered = [...charging.sessions.values()]
        .filter(({ reference }) => reference === name)
        .reduce((sum, one) => sum + charging.energyOf(one), 0);
      const billed = billedWh(order?.state);
      if (metered > billed * 1.03 + 50 && !wasFault(order?.state))
        this.say('energy-is-paid', `${name} (${stage}): ${metered} Wh flowed, ${billed} Wh are billed`);
    }
  }
}

/** Replies have the id of their request; what nobody asked for has one of its own. */
const isUnasked = ({ messageId }: Heard, asked: readonly Asked[]) => !asked.some((one) => one.messageId === messageId);

const LAPSES = 16 * MINUTE;

/** As long as the operator cannot be asked, and a little. */
const STOP_TAKES = 20 * MINUTE;

const billedWh = (state: unknown): number => (state as { delivered?: { wh: number } } | undefined)?.delivered?.wh ?? 0;
const wasFault = (state: unknown): boolean =>
  (state as { cancellation?: { fault: boolean } } | undefined)?.cancellation?.fault === true;

const seenAt = ({ message }: Heard): string => message?.order?.updated_at ?? '';

const briefly = ({ error, message }: Heard): string =>
  error === undefined ? `success ${JSON.stringify(message).slice(0, 200)}` : `error ${error.code} ${error.message}`;

const clock = (time: number | undefined): string =>
  time === undefined ? 'never' : new Date(time).toISOString().slice(11, 23);
