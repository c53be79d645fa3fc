import type { Network } from '../journey/network.ts';
import { run } from '../journey/run.ts';
import type { Story } from '../journey/story.ts';
import type { Exchange } from '../journey/wire.ts';

/** A message with what differs from one time to the next left out, and its amounts beside it. */
export interface Line {
  readonly shape: string;
  readonly amounts: readonly number[];
}

/** Plays a story, and answers all messages that crossed. */
export async function transcribe(story: Story, network: Network): Promise<readonly Line[]> {
  const { heard, transaction } = remembering(network);
  const told: string[] = [];
  await run(story, heard, (line) => told.push(line)).catch((error: unknown) => {
    throw new Error(told.join('\n'), { cause: error });
  });
  return linesOf(await network.exchanges(transaction()), network.base);
}

/** A network that remembers which transaction was the last. */
export function remembering(network: Network) {
  let last = '';
  const heard: Network = {
    ...network,
    send(action, message, transactionId) {
      last = transactionId;
      return network.send(action, message, transactionId);
    },
  };
  return { heard, transaction: () => last };
}

/** Callbacks may overtake each other: messages are put in an order of their own. */
export const linesOf = (exchanges: readonly Exchange[], base: string): readonly Line[] =>
  exchanges.map((exchange) => lineOf(exchange, base)).toSorted(byShape);

/** What two hosts made of one story: where they differ, in words. */
export function differences(here: readonly Line[], there: readonly Line[]): readonly string[] {
  const count = Math.max(here.length, there.length);
  return Array.from({ length: count }, (_, index) => difference(here[index], there[index])).filter(
    (text) => text !== '',
  );
}

function difference(here: Line | undefined, there: Line | undefined): string {
  if (here?.shape !== there?.shape) return `- ${here?.shape ?? 'nothing'}\n+ ${there?.shape ?? 'nothing'}`;
  const differs = here?.amounts.some((amount, index) => !isNear(amount, there?.amounts[index] ?? Number.NaN));
  return differs ? `- ${here?.amounts}\n+ ${there?.amounts}\n  in ${here?.shape}` : '';
}

/** Charging takes real seconds, which nobody's two clocks share. */
const isNear = (one: number, other: number) =>
  Math.abs(one - other) <= NEAR * Math.max(Math.abs(one), Math.abs(other), 1);
const NEAR = 0.06;

const byShape = (one: Line, other: Line) =>
  one.shape.localeCompare(other.shape) || (one.amounts[0] ?? 0) - (other.amounts[0] ?? 0);

function lineOf({ direction, action, verdict, message }: Exchange, base: string): Line {
  const amounts: number[] = [];
  const shape = JSON.stringify({ direction, action, verdict, message: masked(message) });
  return { shape, amounts };

  function masked(value: unknown): unknown {
    if (Array.isArray(value)) return value.filter((one) => !saysRatings(one)).map(masked);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value)
          .toSorted(([one], [other]) => one.localeCompare(other))
          .map(([key, member]) => [key, masked(member)] as const)
          .filter(([key, member]) => key !== 'tags' || JSON.stringify(member) !== '[]'),
      );
    const [, amount, unit = ''] = MEASURED.exec(`${value}`) ?? [];
    if (amount !== undefined) {
      amounts.push(Number(amount));
      return `#${unit}`;
    }
    return typeof value === 'string' ? withoutNames(value) : value;
  }

  function withoutNames(text: string): string {
    return PASSING.reduce((masked, [what, name]) => masked.replaceAll(what, name), text.replaceAll(base, 'BASE'));
  }
}

/** A group of tags that says how many have rated: other stories count, too, and are seen some seconds later. */
const saysRatings = (value: unknown): boolean =>
  /^\{"descriptor":\{[^}]*"code":"ratings"/.test(JSON.stringify(value) ?? '');

/** A number, with its unit where it has one. */
const MEASURED = /^(-?\d+(?:\.\d+)?)( k?Wh?| A|%)?$/;

/** What is new each time: ids, times, secrets in links. */
const PASSING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/(BASE\/(?:pay|track|forms|tickets)\/)[\w-]+/g, '$1LINK'],
  [/\b(pay|refund|session)-[\w-]+/g, '$1-ID'],
  [/\+91-98\d{8}/g, 'PHONE'],
  [/\d+%/g, 'PERCENT'],
];
