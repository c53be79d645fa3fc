import { contractOf } from '../../../events/contracts.ts';
import type { Context, ReplyBody } from '../../beckn/message.ts';
import type { Order } from '../../domain/business.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Committed } from '../order/commit.ts';
import { caseIdOf, nameOf } from '../order/order-id.ts';
import { isRefused } from '../order/refused.ts';
import type { Bus } from '../ports/bus.ts';
import type { Calendars } from '../ports/calendars.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Names } from '../ports/names.ts';
import type { Queue } from '../ports/queue.ts';
import type { Ratings } from '../ports/ratings.ts';
import type { Timers } from '../ports/timers.ts';
import { type PartnerCall, partnerCallFor } from './call-partner.ts';
import { callbackFor, refusalFor, type Self } from './reply.ts';

export interface Emitting {
  readonly self: Self;
  readonly callbacks: Queue<Callback>;
  readonly timers: Timers;
  readonly calendars: Pick<Calendars, 'release'>;
  readonly names: Pick<Names, 'add'>;
  readonly ratings: Ratings;
  readonly partners: Queue<PartnerCall>;
  readonly bus: Bus;
}

/** A buyer who waits: the context to answer in, and what to answer once the order is as it is now. */
export interface Waiting {
  readonly context: Context;
  reply(order: Order): ReplyBody | Promise<ReplyBody>;
}

/**
 * Brings about what an entry of the history means: what must follow, then the reply, which promises that. A pure function
 * of the history up to it.
 */
export async function emit(committed: Committed, ports: Emitting, waiting?: Waiting): Promise<void> {
  await perform(committed, ports);
  if (waiting !== undefined) await answer(committed, waiting, ports);
}

async function answer({ entry, after }: Committed, waiting: Waiting, { self, callbacks }: Emitting): Promise<void> {
  const refused = entry.events.find(isRefused);
  await callbacks.send(
    refused === undefined
      ? callbackFor(waiting.context, await waiting.reply(after), self, entry.writtenAt)
      : refusalFor(waiting.context, refused.refusal, self, entry.writtenAt),
  );
}

async function perform(committed: Committed, ports: Emitting): Promise<void> {
  const { effects } = committed;
  await Promise.all(effects.map((effect) => performOne(effect, committed, ports)));
  const said = effects.filter((effect) => effect.kind === 'publish');
  if (said.length > 0)
    await ports.bus.publish(said.map(({ type }, position) => announcement(type, position, committed)));
}

async function performOne(effect: Effect, { key, entry }: Committed, ports: Emitting): Promise<void> {
  switch (effect.kind) {
    case 'timer':
      return ports.timers.set({ key, purpose: effect.purpose, at: effect.at });
    case 'release': {
      const { resource, round, span, alone } = effect;
      return ports.calendars.release(resource, { order: nameOf(key), round, ...span, ...(alone && { alone }) });
    }
    case 'name':
      return ports.names.add(effect.name, key);
    case 'rate': {
      const { providerId, value, round } = effect;
      return ports.ratings.count({ business: entry.business, providerId, caseId: caseIdOf(key), value, round });
    }
    case 'call':
      return ports.partners.send(partnerCallFor(effect.call, key));
    case 'publish':
      return;
    default:
      return effect satisfies never;
  }
}

function announcement(type: string, position: number, { key, entry }: Committed) {
  const { business, sequence } = entry;
  const contract = contractOf(business, type);
  if (contract === undefined) throw new Error(`${business} has no contract for ${type}`);
  const id = `${nameOf(key)}#${sequence}#${position}`;
  const detail = { id, business, ...key, sequence, position };
  return { source: contract.source, detailType: contract.detailType, detail };
}
