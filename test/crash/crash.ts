import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../memory/random.ts';
import { type Asked, type Buyers, type Heard, openBuyers } from './buyers.ts';
import { customerOf } from './customer.ts';
import { nameOf } from './evidence.ts';
import { type Host, hostOf } from './host.ts';
import { type Journey, travel } from './journey.ts';
import { type LeftOver, leftOver } from './left-over.ts';
import { plansFor } from './plans.ts';
import { type Order, orderIn } from './wire.ts';

/** What the buyers have seen of a network that was killed under them. */
export interface Outcome {
  readonly journeys: readonly Journey[];
  /** Why journeys failed. */
  readonly failures: readonly string[];
  readonly asked: readonly Asked[];
  readonly heard: readonly Heard[];
  /** Windows that are booked, and that somebody else could have. */
  readonly lostWindows: readonly string[];
  /** All orders by id, as they are when every deadline is over. */
  readonly lastly: ReadonlyMap<string, Order>;
  readonly leftOver: readonly LeftOver[];
  readonly providerKey: string;
}

const BUYERS = 5;
const JOURNEYS_MILLISECONDS = 180_000;
const AFTERWARDS_MILLISECONDS = 90_000;
const QUIET_MILLISECONDS = 30_000;

export async function crash(seed: number, count: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  const state = join(folder, 'state');
  const host = await hostOf(state);
  const patience = patienceFor(JOURNEYS_MILLISECONDS);
  const buyers = await openBuyers({
    count: BUYERS,
    network: host.url,
    random: randomFrom(seed + 1),
    folder,
    signal: patience.signal,
  });
  try {
    await host.start(...buyers.subscriberFiles.flatMap((file) => ['--subscriber', file]));
    const travelled = await travelAll(seed, count, buyers, host);
    patience.renew(AFTERWARDS_MILLISECONDS);
    await untilQuiet(state);
    const lostWindows = await seekLostWindows(travelled.journeys, buyers, host);
    await host.advance('P30D');
    await untilQuiet(state);
    const lastly = await lookAtAll(travelled.journeys, buyers);
    await untilQuiet(state);
    const providerKey = await host.lookUpKey('bpp.beckn-energy.local', 'k1');
    await host.stop();
    const { asked, heard } = buyers;
    return { ...travelled, asked, heard, lostWindows, lastly, leftOver: leftOver(state), providerKey };
  } finally {
    patience.renew(0);
    await host.stop();
    buyers.close();
    rmSync(folder, { recursive: true });
  }
}

/** All journeys side by side; whenever some more requests were acknowledged, the host dies. */
async function travelAll(seed: number, count: number, buyers: Buyers, host: Host) {
  const random = randomFrom(seed);
  const plans = plansFor(count, buyers.names, Date.now(), random);
  const kills = [0, 1, 2].map((round) => ({
    acknowledged: round * count + random.between(20, count),
    later: random.below(300),
    // Now and then it does not even get up again.
    again: random.below(3) === 0 ? random.below(2000) : undefined,
  }));
  let left = count;
  const ended = Promise.allSettled(plans.map((plan) => travel(plan, buyers).finally(() => left--)));
  for (const { acknowledged, later, again } of kills) {
    while (buyers.asked.length < acknowledged && left > 0) await sleep(20);
    await sleep(later);
    await host.kill();
    if (again !== undefined) await Promise.all([host.start(), sleep(again).then(host.kill)]);
    await host.start();
  }
  const all = await ended;
  return {
    journeys: all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    failures: all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
  };
}

/** Somebody else asks for what is booked, once all that is not confirmed has lapsed. */
async function seekLostWindows(journeys: readonly Journey[], buyers: Buyers, host: Host): Promise<readonly string[]> {
  await host.advance('PT20M');
  const booked = journeys.filter(({ plan: { ending } }) => ending === 'stays' || ending === 'rates');
  const lost = await Promise.all(
    booked.map(async ({ plan, order }) => {
      const isFree = order && (await customerOf({ ...plan, kWh: '1' }, randomUUID(), buyers).select(order.window));
      return isFree ? [nameOf(order)] : [];
    }),
  );
  return lost.flat();
}

async function lookAtAll(journeys: readonly Journey[], { ask }: Buyers): Promise<ReadonlyMap<string, Order>> {
  const orders = await Promise.all(
    journeys.map(async ({ plan, transactionId, order }) => {
      if (order === undefined) return [];
      const { envelope } = await ask(plan.buyer, 'status', transactionId, { order_id: order.id });
      const found = orderIn(envelope);
      return found === undefined ? [] : [[order.id, found] as const];
    }),
  );
  return new Map(orders.flat());
}

/** Until all that is queued is worked off; whatever is left after a while is left. */
async function untilQuiet(state: string): Promise<void> {
  for (const deadline = Date.now() + QUIET_MILLISECONDS; Date.now() < deadline; await sleep(500))
    if (isQuiet(state)) return;
}

/** A copy that is made while somebody writes may be of no use. */
function isQuiet(state: string): boolean {
  try {
    return leftOver(state).length === 0;
  } catch {
    return false;
  }
}

function patienceFor(milliseconds: number) {
  let signal = AbortSignal.timeout(milliseconds);
  return {
    signal: () => signal,
    renew(again: number) {
      signal = AbortSignal.timeout(again);
    },
  };
}
