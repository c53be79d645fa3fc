import { OrderEvent } from '../../events/order-event.ts';
import { textOf } from '../../lib/aws/work-queue.ts';
import { TIMERS, timerDelivery } from '../../lib/flow/again/overdue.ts';
import type { Answer } from '../../lib/flow/door/answer.ts';
import { type Arrival, type Receiving, receive } from '../../lib/flow/door/receive.ts';
import { recent } from '../../lib/flow/door/recent.ts';
import { signatures } from '../../lib/flow/door/signatures.ts';
import type { Committed } from '../../lib/flow/order/commit.ts';
import { orderOf } from '../../lib/flow/order/read.ts';
import { report } from '../../lib/flow/order/report.ts';
import { isOfOrder, type Reported, spread } from '../../lib/flow/order/reported.ts';
import { notify } from '../../lib/flow/out/notify.ts';
import type { Accepted } from '../../lib/flow/ports/accepted.ts';
import type { Callback } from '../../lib/flow/ports/callbacks.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { checkUrl, isUnder } from '../../lib/http/safe-url.ts';
import type { Call } from '../../lib/language/needs.ts';
import { callPartner, NotDone } from '../../lib/partners/calls.ts';
import { memoryQuestions } from '../flow/memory.ts';
import { openWorld, type World } from '../memory/ports.ts';
import { registry } from './buyers.ts';
import { catalogue } from './market.ts';
import { provider } from './messages.ts';
import { workOff } from './working.ts';

/** Nobody starts what was to be stopped so long before. */
const LONG_AGO = 3_600_000;

/** What came of a message, as far as an outsider could see it or a log would have told it. */
export interface Done {
  readonly answer?: Answer;
  readonly queued: readonly Accepted[];
  /** What was written while it was worked off. */
  readonly callbacks: readonly Callback[];
  /** The same when its queue delivered it again. */
  readonly again?: readonly Callback[];
  readonly committed?: Committed;
  /** What was thrown, and should not have been. */
  readonly crash?: unknown;
}

export const BEGINNING = Date.parse('2026-11-21T09:00:00Z');

/** A provider with all that it needs, in this process alone. */
export function openScene() {
  const world = openWorld(catalogue);
  const sent: Accepted[] = [];
  /** What partners were asked to do, ever. */
  const calls: { readonly key: OrderKey; readonly call: Call }[] = [];
  let now = BEGINNING;
  let ids = 0;
  const ports: World = {
    ...world.process(),
    questions: memoryQuestions(),
    now: () => now,
    self: { ...provider, now: () => now },
  };
  const door: Receiving = {
    signatures: signatures(registry, () => new Date(now)),
    // As it travels: what is too large for a queue is too large here.
    queue: { send: async (parcel) => void sent.push(JSON.parse(textOf(parcel)).body) },
    recent: recent(),
    self: { id: provider.id, aliases: ['old-name.example.net'] },
    mayOmitProvider: () => true,
    mayCall: (registered, claimed) => isUnder(registered, claimed) && checkUrl(claimed, { allowLoopback: false }).safe,
    mayCollect: ({ collects = false }) => collects,
    now: () => new Date(now),
    newId: () => `delivery-${++ids}`,
  };

  return { world, calls, now: () => now, pass, ask, hear, elapse, settle, order };

  function pass(milliseconds: number): void {
    now += milliseconds;
  }

  async function order(key: OrderKey) {
    return orderOf(key, ports);
  }

  /** Through the door, its queue and the work behind it. */
  async function ask(arrival: Arrival, comesTwice: boolean): Promise<Done> {
    let done: Done = { queued: [], callbacks: [] };
    try {
      const answer = await receive(arrival, door);
      const queued = sent.splice(0);
      done = { ...done, answer, queued };
      for (const accepted of queued) {
        const { committed } = await workOff(accepted, now, ports);
        done = { ...done, committed, callbacks: [...done.callbacks, ...world.callbacks.splice(0)] };
        if (!comesTwice) continue;
        await workOff(accepted, now, ports);
        done = { ...done, again: world.callbacks.splice(0) };
      }
      return done;
    } catch (crash) {
      world.callbacks.splice(0);
      return { ...done, crash };
    }
  }

  /** What somebody reports, behind its queue: as `reporting` of `lib/aws/processes.ts` does it. */
  async function hear(said: Reported, from: string, delivery = `delivery-${++ids}`, at = now): Promise<Done> {
    const reported: Reported = JSON.parse(JSON.stringify(said));
    try {
      if (!isOfOrder(reported)) await spread(reported, { from, delivery }, ports);
      for (const said of isOfOrder(reported) ? [reported] : world.reports.splice(0).filter(isOfOrder)) {
        const { about, command, saidBy = delivery } = said;
        await (await report({ key: about.key, at, from, delivery: saidBy, command }, ports)).emitted;
      }
      return { queued: [], callbacks: world.callbacks.splice(0) };
    } catch (crash) {
      return { queued: [], callbacks: world.callbacks.splice(0), crash };
    }
  }

  /** Whatever is due by now comes back. */
  async function elapse(): Promise<readonly Done[]> {
    const due = world.timers.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
    if (due.length === 0) return [];
    world.timers.splice(0, world.timers.length, ...world.timers.filter(({ at }) => at > now));
    const done: Done[] = [];
    for (const { key, purpose, at } of due) {
      const said: Reported = { about: { key }, command: { type: 'Elapse', purpose, due: at } };
      done.push(await hear(said, TIMERS, timerDelivery({ purpose, at })));
    }
    return done;
  }

  /** What follows from all that: partners are called, buyers are told. */
  async function settle(): Promise<Done> {
    try {
      for (const waiting of world.partnerCalls.splice(0)) {
        const { key, call } = waiting;
        calls.push({ key, call });
        // What the provider itself never got it does not give back: the call is parked.
        if (call.kind === 'refund' && world.payments.get(call.paymentId)?.status !== 'paid') continue;
        await callPartner(call, { key, age: LONG_AGO }, ports.toCall).catch((error: unknown) => {
          if (!(error instanceof NotDone)) throw error;
          world.partnerCalls.push(waiting);
        });
      }
      for (const { detailType, detail } of world.announced.splice(0))
        await notify(OrderEvent.parse(JSON.parse(JSON.stringify(detail))), detailType, ports);
      return { queued: [], callbacks: world.callbacks.splice(0) };
    } catch (crash) {
      return { queued: [], callbacks: world.callbacks.splice(0), crash };
    }
  }
}

export type Scene = ReturnType<typeof openScene>;
