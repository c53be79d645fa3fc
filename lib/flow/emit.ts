import { contracts } from '../../events/contracts.ts';
import type { Context, ReplyBody } from '../beckn/message.ts';
import type { Order } from '../domain/domain.ts';
import type { Effect } from '../domain/order/effects.ts';
import { type PartnerCall, partnerCallFor } from './call-partner.ts';
import { type Committed, domainOf, happenedIn } from './change.ts';
import { referenceOf } from './order-id.ts';
import type { Bus, Calendars, Callback, Queue, Timers } from './ports.ts';
import { isRefused } from './refused.ts';
import { callbackFor, refusalFor, type Self } from './reply.ts';

export interface Emitting {
  readonly self: Self;
  readonly callbacks: Queue<Callback>;
  readonly timers: Timers;
  readonly calendars: Pick<Calendars, 'release'>;
  readonly partners: Queue<PartnerCall>;
  readonly bus: Bus;
}

/** A buyer who waits: the context to answer in, and what to answer once the order is as it is now. */
export interface Waiting {
  readonly context: Context;
  reply(order: Order): ReplyBody | Promise<ReplyBody>;
}

/** Brings about what an entry of the history means: the reply, and what must follow. A pure function of the history up to it. */
export async function emit(committed: Committed, ports: Emitting, waiting?: Waiting): Promise<void> {
  const { before, entry } = committed;
  const { order, effects } = domainOf(entry).replay(happenedIn(before)).after(entry.events);
  await Promise.all([
    waiting === undefined ? undefined : answer(committed, order, waiting, ports),
    perform(effects, committed, ports),
  ]);
}

async function answer(
  { entry }: Committed,
  order: Order,
  waiting: Waiting,
  { self, callbacks }: Emitting,
): Promise<void> {
  const refused = entry.events.find(isRefused);
  await callbacks.send(
    refused === undefined
      ? callbackFor(waiting.context, await waiting.reply(order), self)
      : refusalFor(waiting.context, refused.refusal, self),
  );
}

async function perform(effects: readonly Effect[], committed: Committed, ports: Emitting): Promise<void> {
  await Promise.all(effects.map((effect) => performOne(effect, committed, ports)));
  const said = effects.filter((effect) => effect.kind === 'publish');
  if (said.length > 0)
    await ports.bus.publish(said.map(({ type }, position) => announcement(type, position, committed)));
}

async function performOne(effect: Effect, { key }: Committed, ports: Emitting): Promise<void> {
  switch (effect.kind) {
    case 'timer':
      return ports.timers.set({ key, purpose: effect.purpose, at: effect.at });
    case 'release':
      return ports.calendars.release(effect.resource, { order: referenceOf(key), round: effect.round, ...effect.span });
    case 'refund':
    case 'stop-session':
      return ports.partners.send(partnerCallFor(effect, key));
    case 'publish':
      return;
    default:
      return effect satisfies never;
  }
}

function announcement(type: string, position: number, { key, entry }: Committed) {
  const contract = contracts[`${entry.domain}.${type}`];
  if (contract === undefined) throw new Error(`${entry.domain} has no contract for ${type}`);
  const id = `${referenceOf(key)}#${entry.sequence}#${position}`;
  const detail = { id, domain: entry.domain, ...key, sequence: entry.sequence, position };
  return { source: contract.source, detailType: contract.detailType, detail };
}
