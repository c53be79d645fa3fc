import { businesses } from '../../lib/domain/businesses.ts';
import type { BusinessName } from '../../lib/language/business.ts';
import type { Fate } from './cloud/functions.ts';
import { type Broken, play, type Scene } from './play.ts';
import type { Customer, Step } from './story.ts';
import { calm } from './weather.ts';
import type { World } from './world.ts';

/** What chance may miss: every death, every pair of commands in every stage, every message twice. Generated from the tables of states. */

export interface Case {
  readonly name: string;
  readonly scene: Scene;
}

/** How a business is brought into each of its stages, and how each of its commands is said. */
interface Playable {
  readonly ways: Readonly<Record<string, readonly Said[]>>;
  /** Commands that only time or partners say are said by them in any story. */
  readonly commands: Readonly<Record<string, readonly Said[] | 'by itself'>>;
}

type Said = (at: number) => Step;

const who = 0;
const ask =
  (word: Extract<Step, { kind: 'ask' }>['word']): Said =>
  (at) => ({ at, kind: 'ask', who, word });
const pay: Said = (at) => ({ at, kind: 'pay', who, outcome: 'paid' });
const hand =
  (event: Extract<Step, { kind: 'handle' }>['event']): Said =>
  (at) => ({ at, kind: 'handle', connector: '1', event });

const quoted = [ask('select')];
const initiated = [...quoted, ask('init')];
const paid = [...initiated, pay];
const booked = [...paid, ask('confirm')];

const playable: { readonly [Name in BusinessName]?: Playable } = {
  'ev-charging': {
    ways: {
      new: [],
      quoted,
      initiated,
      paid,
      booked,
      requested: [...booked, ask('start')],
      charging: [...booked, hand('plugged'), ask('start')],
      ended: [...booked, hand('plugged'), ask('start'), ask('end')],
      cancelled: [...booked, ask('cancel')],
    },
    commands: {
      Select: [ask('select')],
      Initiate: [ask('init')],
      Confirm: [ask('confirm')],
      StartCharging: [ask('start')],
      StopCharging: [ask('end')],
      Reschedule: [ask('move')],
      Cancel: [ask('cancel')],
      CancelByProvider: [(at) => ({ at, kind: 'staff', who })],
      Rate: [ask('rate')],
      AskForHelp: [ask('help')],
      ReportPayment: [pay],
      ReportConnector: [hand('plugged'), hand('unplugged'), hand('faulted')],
      ReportSession: 'by itself',
      ReportRefund: 'by itself',
      Elapse: 'by itself',
      GiveFeedback: 'by itself',
    },
  },
};

const playableOf = (name: BusinessName): Playable => playable[name] ?? { ways: {}, commands: {} };

/** One customer, who comes at once: the window has begun when he has confirmed. */
const customer: Customer = {
  buyer: 'rider.example',
  transactionId: '5f0c2f5e-7a1d-4f43-8e55-000000000001',
  phone: '+91-9800000001',
  connector: '1',
  window: { start: 5, end: 95 },
  kWh: '15',
};

const scene = (steps: readonly Step[], more: Partial<Scene> = {}): Scene => ({
  story: { customers: [customer], steps },
  weather: calm,
  ...more,
});

/** A step a minute; what comes after the booking waits for the window. */
const inOrder = (said: readonly Said[]): readonly Step[] =>
  said.map((say, index) => say(index < 4 ? 1 + index : 2 + index));
const after = (said: readonly Said[]): number => (said.length < 4 ? 1 + said.length : 3 + said.length);

const names = Object.keys(businesses) as BusinessName[]; // Object.keys forgets the key type

/** What a business has to say of itself before it can be played; nothing, where it says all. */
export const unplayed = (): readonly string[] =>
  names.flatMap((name) => {
    const { life } = businesses[name].tables;
    const { ways, commands } = playableOf(name);
    const known = new Set(Object.values(life).flatMap((cells) => Object.keys(cells)));
    return [
      ...Object.keys(life)
        .filter((stage) => ways[stage] === undefined)
        .map((stage) => `${name}: no way to ${stage}`),
      ...[...known]
        .filter((command) => commands[command] === undefined)
        .map((command) => `${name}: nobody says ${command}`),
    ];
  });

/** Each pair of commands in each stage, in both orders: side by side, and the second in the midst of the first. */
export function* pairs(gaps: readonly number[]): Generator<Case> {
  for (const name of names) {
    const { ways, commands } = playableOf(name);
    const all = Object.entries(commands).flatMap(([command, said]) =>
      said === 'by itself' ? [] : said.map((say) => [command, say] as const),
    );
    for (const [stage, way] of Object.entries(ways))
      for (const [first, one] of all)
        for (const [second, other] of all)
          for (const gap of gaps) {
            const at = after(way);
            const steps = [...inOrder(way), one(at), other(at + gap / 60_000)];
            yield { name: `${name}, ${stage}: ${first}, ${gap} ms later ${second}`, scene: scene(steps) };
          }
  }
}

/** Each stage's way with a death at each of its calls, before and after it. `counted` says how many calls a scene has. */
export async function* deaths(counted: (scene: Scene) => Promise<number>): AsyncGenerator<Case> {
  for (const name of names)
    for (const [stage, way] of Object.entries(playableOf(name).ways)) {
      const calm = scene(inOrder(way));
      const calls = await counted(calm);
      for (let call = 1; call <= calls; call++)
        for (const fate of ['dies-before', 'dies-after'] as const)
          yield {
            name: `${name}, to ${stage}: ${fate} call ${call}`,
            scene: { ...calm, fate: () => dyingAt(call, fate) },
          };
    }
}

/** Each stage's way with every message handed out twice, and each reported twice. */
export function* doubles(): Generator<Case> {
  for (const name of names)
    for (const [stage, way] of Object.entries(playableOf(name).ways))
      for (const twice of [1, 0.5])
        yield {
          name: `${name}, to ${stage}: messages twice (${twice})`,
          scene: scene(inOrder(way), { weather: { ...calm, twice, until: Number.MAX_SAFE_INTEGER } }),
        };
}

function dyingAt(wanted: number, how: 'dies-before' | 'dies-after'): Fate {
  let call = 0;
  return () => {
    call += 1;
    return call === wanted ? how : undefined;
  };
}

/** The first promise that a case breaks. */
export async function tried(world: World, { scene }: Case): Promise<Broken | undefined> {
  const { broken } = await play(world, 1, scene);
  return broken[0];
}
