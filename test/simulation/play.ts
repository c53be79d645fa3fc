import { provider } from '../crash/asking.ts';
import { randomFrom } from '../memory/random.ts';
import type { Fate } from './cloud/functions.ts';
import { Histories } from './histories.ts';
import { type Broken, Watch } from './invariants.ts';
import type { Asked } from './outside/buyers.ts';
import { said } from './said.ts';
import { type Customer, type Step, type Story, storyOf } from './story.ts';
import { type Weather, weatherOf } from './weather.ts';
import { BEGINNING, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Trouble ends then at the latest: before most charges have ended, or after. */
const CALM = BEGINNING + 130 * MINUTE;
const EARLY_CALM = BEGINNING + 45 * MINUTE;
const END = BEGINNING + 72 * HOUR;

export type { Broken } from './invariants.ts';

export interface Played {
  readonly seed: number;
  readonly story: Story;
  readonly weather: Weather;
  readonly broken: readonly Broken[];
  readonly messages: number;
  readonly calls: number;
}

export interface Scene {
  readonly story: Story;
  readonly weather: Weather;
  /** In place of what the weather says: made anew each time that the scene is played. */
  readonly fate?: () => Fate;
}

export function sceneOf(seed: number): Scene {
  const random = randomFrom(seed);
  return { weather: weatherOf(random, BEGINNING, random.pick([EARLY_CALM, CALM])), story: storyOf(random, seed) };
}

/** Plays a story in a world, and looks after every step whether all that was promised still holds. */
export async function play(
  world: World,
  seed: number,
  { story, weather, fate }: Scene = sceneOf(seed),
): Promise<Played> {
  world.restart(seed, weather, fate?.());
  const histories = new Histories();
  const asked: Asked[] = [];
  const watch = new Watch(world, histories, asked, Math.min(CALM, Math.max(weather.until, BEGINNING)));
  world.tables.told = (table, item) => {
    if (table !== world.table('ORDERS_TABLE')) return;
    const amiss = histories.add(item);
    if (amiss !== undefined) watch.broken.push({ promise: 'histories-only-grow', what: amiss });
  };
  for (const step of story.steps) world.engine.at(BEGINNING + step.at * MINUTE, () => take(step));
  await world.engine.run(END, () => watch.look());
  if (watch.broken.length === 0) watch.lookLast();
  return { seed, story, weather, broken: watch.broken, messages: asked.length, calls: world.functions.calls };

  function take(step: Step): void {
    if (step.kind === 'handle') world.charging.handle(step.connector, step.event, provider.id);
    else act(step, customerOf(step.who));
  }

  function act(step: Exclude<Step, { kind: 'handle' }>, customer: Customer): void {
    const { buyer, transactionId } = customer;
    switch (step.kind) {
      case 'ask': {
        const { action, message } = said(customer, step.word);
        const one = world.buyers.write(buyer, action, transactionId, message);
        asked.push(one);
        world.ask(one);
        break;
      }
      case 'repeat': {
        const { action } = said(customer, step.word);
        const before = asked.findLast((one) => one.transactionId === transactionId && one.action === action);
        if (before !== undefined) world.ask(before);
        break;
      }
      case 'pay': {
        const all = [...world.payments.payments.values()];
        // Nobody pays what nobody has told him of, nor on a page whose time is over.
        const isOpen = ({ id, until }: (typeof all)[number]) =>
          world.engine.now < Date.parse(until) &&
          world.buyers.heard.some(({ content }) => content.includes(JSON.stringify(id)));
        const payment = all.findLast((one) => one.reference === `${buyer}#${transactionId}` && isOpen(one));
        if (payment !== undefined) world.payments.pay(payment, step.outcome);
        break;
      }
      case 'staff':
        world.staffCancels({ buyerId: buyer, transactionId });
        break;
      default:
        step satisfies never;
    }
  }

  function customerOf(who: number): Customer {
    const customer = story.customers[who];
    if (customer === undefined) throw new Error(`there is no customer ${who}`);
    return customer;
  }
}
