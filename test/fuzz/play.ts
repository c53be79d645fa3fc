import { hash } from 'node:crypto';
import { type Action, actionNames } from '../../lib/beckn/actions.ts';
import type { Arrival } from '../../lib/flow/door/receive.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import { toMinor } from '../../lib/language/money.ts';
import type { Random } from '../memory/random.ts';
import { buyers, gateway, sign, urlOf } from './buyers.ts';
import { garble } from './bytes.ts';
import { answerAmiss, callbackAmiss, People, refusalAmiss, saidAmiss } from './judge.ts';
import { keptAmiss } from './kept.ts';
import { type Said, saying } from './messages.ts';
import { Till } from './money.ts';
import { mutate } from './mutate.ts';
import { anyPush, nextOf } from './next.ts';
import { heardIn, type Push, referenceOf } from './reports.ts';
import { type Done, openScene } from './scene.ts';
import type { Tally } from './tally.ts';
import { newTrip, type Trip, uuid } from './trips.ts';

/** One message that was played. */
export interface Played {
  /** What was sent, for who has to look at it. */
  readonly sent: string;
  came(): string;
  readonly complaints: readonly string[];
}

interface Sending {
  readonly arrival: Arrival;
  readonly signer: string;
}

const MOST_TRIPS = 12;
const MOST_REMEMBERED = 60;
const MINUTE = 60_000;

/** Customers who live through whole orders, and between their messages others that nobody would write. */
export function openPlay(random: Random, tally: Tally) {
  const scene = openScene();
  const people = new People();
  const till = new Till();
  const trips: Trip[] = [];
  const journal: Sending[] = [];
  const known = new Set<string>();

  return { onwards, mutant };

  /** Somebody does what comes next. */
  async function onwards(): Promise<Played> {
    const trip = await someTrip();
    await comeInTime(trip);
    const next = await upcoming(trip);
    if (typeof next !== 'string') return push(next.from, JSON.stringify(next.body));
    const said = await say(trip, next);
    return send({ arrival: arrivalOf(next, Buffer.from(JSON.stringify(said)), trip.buyer), signer: trip.buyer }, false);
  }

  /** The same, changed. */
  async function mutant(): Promise<Played> {
    const trip = await someTrip();
    scene.pass(random.below(80) === 0 ? random.between(5, 40) * MINUTE : random.between(1, 15) * 1000);
    const chance = random.below(100);
    if (chance < 15) {
      const told = anyPush(trip, scene, random);
      return push(told.from, mutated(told));
    }
    const before = journal[random.below(journal.length)];
    if (chance >= 94 && before !== undefined) return send(resigned(before), random.below(3) === 0);
    const next = await upcoming(trip);
    const action = typeof next === 'string' && random.below(3) > 0 ? next : anyAction();
    return send(await mutantOf(trip, action), random.below(25) === 0);
  }

  async function mutantOf(trip: Trip, action: Action): Promise<Sending> {
    const written = await say(trip, action);
    const isStrangers = random.below(14) === 0;
    const stranger = random.pick(buyers);
    const context = isStrangers ? { ...written.context, bap_id: stranger, bap_uri: urlOf(stranger) } : written.context;
    const said = mutate({ ...written, context }, random, {
      transactions: trips.map(({ transactionId }) => transactionId),
      buyers,
      others: random.below(6) === 0 ? await others(trip) : new Map(),
    });
    if (random.below(12) === 0) said.context.message_id = usedId() ?? said.context.message_id;
    const text = JSON.stringify(said);
    const bytes = random.below(16) === 0 ? garble(text, random) : Buffer.from(text);
    const claimed = buyers.find((buyer) => buyer === said.context.bap_id);
    const signer = random.below(50) === 0 ? random.pick(buyers) : (claimed ?? trip.buyer);
    return { arrival: arrivalOf(random.below(50) === 0 ? anyAction() : action, bytes, signer), signer };
  }

  function mutated({ body }: Push): string {
    const { message } = mutate({ context: {}, message: body }, random, {
      transactions: trips.flatMap((trip) => [trip.transactionId, referenceOf(trip)]),
      buyers,
      others: new Map(),
    });
    const text = JSON.stringify(message) ?? '';
    return random.below(20) === 0 ? Buffer.from(garble(text, random)).toString() : text;
  }

  async function send(sending: Sending, comesTwice: boolean): Promise<Played> {
    const { arrival, signer } = sending;
    const written = Buffer.from(arrival.body).toString();
    people.wrote(signer, written);
    const digest = `${signer} ${arrival.action} ${hash('sha256', arrival.body)}`;
    const isKnown = known.has(digest);
    const before = lengths();
    const done = await scene.ask(arrival, comesTwice);
    if (done.answer?.status === 200) {
      known.add(digest);
      journal.push(sending);
      if (journal.length > MOST_REMEMBERED) journal.shift();
    }
    const changed = changedSince(before);
    const foreign = changed.filter((reference) => !reference.startsWith(`${encodeURIComponent(signer)}#`));
    tally.request(done);
    const complaints = [
      ...saidAmiss(done, people),
      ...answerAmiss(done, signer, isKnown),
      ...foreign.map((reference) => `a message of ${signer} changed the order ${reference}`),
      ...done.callbacks.flatMap((callback) => refusalAmiss(callback, written, people)),
      ...(await keptAmiss(done.committed, scene)),
      ...(await after(done, changed)),
    ];
    return { sent: `${arrival.action} of ${signer}: ${written}`, came: () => cameOf(done), complaints };
  }

  async function push(from: Push['from'], text: string): Promise<Played> {
    const sent = `push of ${from}: ${text}`;
    const before = lengths();
    try {
      const said = heardIn(from, text);
      tally.push(said);
      if (typeof said === 'string') return { sent, came: () => said, complaints: [] };
      note(text);
      const done = await scene.hear(said, from);
      const changed = changedSince(before);
      const own = 'key' in said.about ? nameOf(said.about.key) : undefined;
      const foreign = own === undefined ? [] : changed.filter((reference) => reference !== own);
      const complaints = [
        ...saidAmiss(done, people),
        ...foreign.map((reference) => `a report of ${own} changed the order ${reference}`),
        ...(await after(done, changed)),
      ];
      return { sent, came: () => 'it was taken', complaints };
    } catch (crash) {
      return { sent, came: () => 'nothing', complaints: saidAmiss({ queued: [], callbacks: [], crash }, people) };
    }
  }

  /** What follows from it, and whatever else is due by now. */
  async function after(done: Done, changed: readonly string[]): Promise<readonly string[]> {
    const before = lengths();
    const follows = [await scene.settle(), ...(await scene.elapse()), await scene.settle()];
    const all = new Set([...changed, ...changedSince(before)]);
    const amiss = await Promise.all([...all].map((reference) => till.amiss(reference, scene)));
    return [
      ...follows.flatMap((one) => saidAmiss(one, people)),
      ...[done, ...follows].flatMap(({ callbacks }) =>
        callbacks.flatMap((callback) => callbackAmiss(callback, people, tally.echo)),
      ),
      ...amiss.flat(),
    ];
  }

  /** The provider of payments has said so, and so it was. */
  function note(text: string): void {
    const { type, payment_id: id, reference, amount } = JSON.parse(text);
    if (type !== 'payment.paid') return;
    till.take(reference, id, toMinor(amount));
    const payment = scene.world.payments.get(id);
    if (payment !== undefined && payment.reference === reference && payment.amount === amount) payment.status = 'paid';
  }

  function lengths(): ReadonlyMap<string, number> {
    return new Map([...scene.world.histories].map(([reference, { length }]) => [reference, length]));
  }

  function changedSince(before: ReadonlyMap<string, number>): readonly string[] {
    const now = [...scene.world.histories];
    return now.filter(([reference, { length }]) => before.get(reference) !== length).map(([reference]) => reference);
  }

  async function someTrip(): Promise<Trip> {
    const index = random.below(MOST_TRIPS);
    const trip = trips[index];
    const stage = trip && (await stageOf(trip));
    const isOver = stage === 'ended' || stage === 'cancelled' || stage === 'new';
    if (trip !== undefined && !(isOver && random.below(3) === 0)) return trip;
    const other = newTrip(random, scene.now());
    people.add(other.person);
    trips[Math.min(index, trips.length)] = other;
    return other;
  }

  async function stageOf({ buyer, transactionId }: Trip): Promise<string> {
    return (await scene.order({ buyerId: buyer, transactionId }))?.standing().stage ?? 'new';
  }

  async function upcoming(trip: Trip): Promise<Action | Push> {
    const stage = await stageOf(trip);
    tally.stage(stage);
    return nextOf(stage, trip, scene, random);
  }

  /** A booked charge begins when its time has come. */
  async function comeInTime({ window, ...trip }: Trip): Promise<void> {
    scene.pass(random.between(1, 10) * 1000);
    if (window === undefined || scene.now() >= window.start || random.below(3) > 0) return;
    if ((await stageOf(trip)) === 'booked') scene.pass(window.start - scene.now());
  }

  async function say(trip: Trip, action: Action): Promise<Said> {
    const key = { buyerId: trip.buyer, transactionId: trip.transactionId };
    const order = await scene.order(key);
    const due = action === 'confirm' ? order?.shown()?.payments.find(({ refund }) => !refund) : undefined;
    const stage = order?.standing().stage ?? 'new';
    return saying(action, uuid(random), { trip, stage, due, now: scene.now(), random });
  }

  async function others(trip: Trip): Promise<ReadonlyMap<Action, unknown>> {
    const action = anyAction();
    return new Map([[action, (await say(trip, action)).message]]);
  }

  function anyAction(): Action {
    return actionNames[random.below(actionNames.length)] ?? 'search';
  }

  function usedId(): unknown {
    const bytes = journal[random.below(journal.length)]?.arrival.body;
    return bytes && JSON.parse(Buffer.from(bytes).toString()).context?.message_id;
  }

  function arrivalOf(action: Action, body: Uint8Array, signer: string): Arrival {
    const contentType = random.below(100) === 0 ? 'text/plain' : 'application/json';
    const gatewayAuthorization =
      random.below(20) === 0 ? sign(random.below(4) === 0 ? signer : gateway, body, scene.now()) : undefined;
    return { action, body, contentType, authorization: sign(signer, body, scene.now()), gatewayAuthorization };
  }

  function resigned({ arrival, signer }: Sending): Sending {
    const authorization = sign(signer, arrival.body, scene.now());
    return { signer, arrival: { ...arrival, authorization, gatewayAuthorization: undefined } };
  }
}

function cameOf({ answer, callbacks }: Done): string {
  return JSON.stringify([answer?.status, answer?.body, ...callbacks.map(({ body }) => JSON.parse(body))]);
}
