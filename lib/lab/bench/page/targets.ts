import { actions, isAction } from '../../../beckn/actions.ts';
import { type Call, isAboutHistories, isAboutRatings, isWrite } from '../../recorder/call.ts';
import type { Step } from '../../recorder/steps.ts';
import type { Growth } from '../growth/measure.ts';
import type { Level, Loss } from '../load/measure.ts';
import { type Spread, spreadOf, spreadText, sum } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export interface Target {
  readonly name: string;
  readonly measured: string;
  readonly verdict: Verdict;
}

type Verdict = 'met' | 'met within its spread' | 'not met';

export const targetsSection = (results: Results): string =>
  [
    '## Targets',
    table(
      ['target', 'measured', ''],
      targetsOf(results).map(({ name, measured, verdict }) => [
        name,
        measured,
        verdict === 'not met' ? `**${verdict}**` : verdict,
      ]),
    ),
  ].join('\n\n');

/** In how many in flight the targets for pairs are to be met. */
const IN_FLIGHT = 32;

export function targetsOf({
  receive,
  bundles,
  levels,
  growth,
  peakMemory,
  trials,
  requests,
}: Results): readonly Target[] {
  const runs = levels.filter(({ inFlight }) => inFlight === IN_FLIGHT);
  const pairs = (of: (level: Level) => number) => spreadOf(runs.map(of));
  const receives = bundles.filter(({ source }) => source.endsWith('#receive'));
  const bad = sum(levels.map(({ report }) => report.bad));
  return [
    atMost('receive against the floor', spreadOf(receive.map(({ ratio }) => ratio)), 1.5, '×', 2),
    atMost(
      `CPU of functions a pair, ${IN_FLIGHT} in flight`,
      pairs(({ cpu }) => cpu.functions),
      1.3,
      ' ms',
      2,
    ),
    atLeast(
      `pairs a second, ${IN_FLIGHT} in flight`,
      pairs(({ report }) => report.perSecond),
      550,
    ),
    atMost(
      `callback p99, ${IN_FLIGHT} in flight`,
      pairs(({ report }) => report.callback.p99),
      185,
      ' ms',
    ),
    atMost('peak memory of the network', spreadOf(peakMemory), 700, ' MB'),
    ...targetsOfGrowth(growth, requests),
    exactly('callbacks that were errors or not signed well', bad, 0),
    exactly(`callbacks for a request sent ${trials.replays.times} times`, callbacksOf(trials.replays), 1),
    exactly(
      `callbacks lost while the receiver was down for ${trials.receiverDown.seconds} s`,
      trials.receiverDown.lost,
      0,
    ),
    exactly('accepted requests lost by kill -9', trials.killed.lost, 0),
    atMost('largest receive besides the SDK', largest(receives, 'kilobytesBesidesSdk'), 300, ' KB'),
    atMost('largest function', largest(bundles, 'kilobytes'), 700, ' KB'),
    atMost('slowest import', slowestOf(bundles), 110, ' ms'),
    exactly('writes of an action to a history', most(requests.steps, 'change', isAboutHistories), 1),
    atMost('the same with what is held and named', constant(most(requests.steps, 'change', not(isAboutRatings))), 3),
    atMost('what counts a rating', constant(most(requests.steps, 'change', isAboutRatings)), 4),
    exactly('writes of an action that reads', most(requests.steps, 'read'), 1),
    exactly(
      'receive functions of actions that could reach a table',
      receives.filter(({ source, hasTables }) => hasTables && isOfAction(source)).length,
      0,
    ),
  ];
}

function targetsOfGrowth(growth: Results['growth'], { readUnits }: Results['requests']): readonly Target[] {
  const of = (figure: (one: Growth) => number) => spreadOf(growth.map(figure));
  const last = (one: Growth) => one.holds.at(-1)?.holdMs ?? Number.NaN;
  const first = (one: Growth) => one.holds.at(0)?.holdMs ?? Number.NaN;
  return [
    atMost(
      'callback p50 at 200 entries by that at 4',
      of(({ old, young }) => old.callbackMs / young.callbackMs),
      1.3,
      '×',
      2,
    ),
    atMost(
      'CPU of functions at 200 entries by that at 4',
      of(({ old, young }) => old.functionsMs / young.functionsMs),
      1.3,
      '×',
      2,
    ),
    atMost('read units at 200 entries by those at 4', constant(readUnits.old / readUnits.young), 1.3, '×', 2),
    atMost(
      'a hold with 100,000 bookings by one with 100',
      of((one) => last(one) / first(one)),
      1.1,
      '×',
      2,
    ),
    atMost(
      'search in 10,000 connectors, callback p50',
      of(({ search }) => search.callbackMs),
      50,
      ' ms',
      1,
    ),
    atMost(
      'peak memory with 10,000 connectors',
      of(({ search }) => search.peakMemory),
      512,
      ' MB',
    ),
    exactly('searches in 10,000 connectors without an answer', sum(growth.map(({ search }) => search.lost)), 0),
  ];
}

export const atMost = (name: string, value: Spread, limit: number, unit = '', digits = 0): Target => ({
  name: `${name}, at most ${limit}${unit}`,
  measured: textOf(value, unit, digits),
  verdict: verdictOf(value.most <= limit, value.least <= limit),
});

export const atLeast = (name: string, value: Spread, limit: number): Target => ({
  name: `${name}, at least ${limit}`,
  measured: textOf(value, '', 0),
  verdict: verdictOf(value.least >= limit, value.most >= limit),
});

const exactly = (name: string, value: number, wanted: number): Target => ({
  name: `${name}, exactly ${wanted}`,
  measured: `${value}`,
  verdict: verdictOf(value === wanted, false),
});

function verdictOf(inEachRun: boolean, inOneRun: boolean): Verdict {
  if (inEachRun) return 'met';
  return inOneRun ? 'met within its spread' : 'not met';
}

/** What is the same in each run is said once. */
const textOf = (value: Spread, unit: string, digits: number): string =>
  `${value.least === value.most ? value.median.toFixed(digits) : spreadText(value, digits)}${unit}`;

const constant = (value: number): Spread => spreadOf([value]);

const callbacksOf = ({ accepted, lost, repeated }: Loss): number => accepted - lost + repeated;

const largest = <Name extends string>(measured: readonly Readonly<Record<Name, number>>[], name: Name): Spread =>
  constant(Math.max(...measured.map((one) => one[name])));

/** The bundle whose median is the worst. */
const slowestOf = (bundles: Results['bundles']): Spread =>
  bundles.map(({ importMs }) => importMs).reduce((one, other) => (other.median > one.median ? other : one));

const not =
  (isSo: (call: Call) => boolean) =>
  (call: Call): boolean =>
    !isSo(call);

/** The most writes that the function of any action makes; what partners report meanwhile is worked off by others. */
function most(steps: readonly Step[], kind: 'change' | 'read', counts: (call: Call) => boolean = () => true): number {
  const asked = steps.filter(({ action = '' }) => isAction(action) && actions[action].kind === kind);
  const own = ({ action = '', calls }: Step) =>
    calls.filter(({ caller }) => caller.toLowerCase().includes(`${action.replaceAll('_', '')}process`));
  return Math.max(...asked.map((step) => own(step).filter((call) => isWrite(call) && counts(call)).length));
}

const isOfAction = (source: string): boolean =>
  isAction(source.replace(/^functions\/(.*)\.ts#receive$/, '$1').replaceAll('-', '_'));
