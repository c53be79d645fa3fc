import { actions, isAction } from '../../beckn/actions.ts';
import { isAboutHolds, isWrite } from '../../recorder/call.ts';
import type { Step } from '../../recorder/steps.ts';
import type { Loss } from '../load/measure.ts';
import type { Results } from './results.ts';

export interface Target {
  readonly name: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** In how many in flight the targets for pairs are to be met. */
const IN_FLIGHT = 32;

export function targetsOf({ receive, bundles, levels, peakMemory, trials, requests }: Results): readonly Target[] {
  const level = levels.find(({ inFlight }) => inFlight === IN_FLIGHT);
  if (level === undefined) throw new Error(`nothing was measured with ${IN_FLIGHT} in flight`);
  const { report, cpu } = level;
  const receives = bundles.filter(({ source }) => source.endsWith('#receive'));
  const bad = levels.reduce((total, one) => total + one.report.bad, 0);
  return [
    atMost('receive against the floor', receive.ratio, 1.5, '×', 2),
    atMost(`CPU of functions a pair, ${IN_FLIGHT} in flight`, cpu.functions, 2, ' ms', 2),
    atLeast(`pairs a second, ${IN_FLIGHT} in flight`, report.perSecond, 300),
    atMost(`callback p99, ${IN_FLIGHT} in flight`, report.callback.p99, 185, ' ms'),
    atMost('peak memory of the network', peakMemory, 700, ' MB'),
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
    atMost('slowest import', largest(bundles, 'importMs'), 110, ' ms'),
    atMost('writes of an action that changes an order', most(requests.steps, 'change', false), 1),
    atMost('the same with what is held for it', most(requests.steps, 'change', true), 2),
    exactly('writes of an action that reads', most(requests.steps, 'read', true), 0),
    exactly(
      'receive functions of actions that could reach a table',
      receives.filter(({ source, hasTables }) => hasTables && isOfAction(source)).length,
      0,
    ),
  ];
}

function atMost(name: string, value: number, limit: number, unit = '', digits = 0): Target {
  return {
    name: `${name}, at most ${limit}${unit}`,
    measured: `${value.toFixed(digits)}${unit}`,
    isMet: value <= limit,
  };
}

const atLeast = (name: string, value: number, limit: number): Target => ({
  name: `${name}, at least ${limit}`,
  measured: value.toFixed(0),
  isMet: value >= limit,
});

const exactly = (name: string, value: number, wanted: number): Target => ({
  name: `${name}, exactly ${wanted}`,
  measured: `${value}`,
  isMet: value === wanted,
});

const callbacksOf = ({ accepted, lost, repeated }: Loss): number => accepted - lost + repeated;

const largest = <Name extends string>(measured: readonly Readonly<Record<Name, number>>[], name: Name): number =>
  Math.max(...measured.map((one) => one[name]));

function most(steps: readonly Step[], kind: 'change' | 'read', withHolds: boolean): number {
  const asked = steps.filter(({ action = '' }) => isAction(action) && actions[action].kind === kind);
  return Math.max(
    ...asked.map(({ calls }) => calls.filter((call) => isWrite(call) && (withHolds || !isAboutHolds(call))).length),
  );
}

const isOfAction = (source: string): boolean =>
  isAction(source.replace(/^functions\/(.*)\.ts#receive$/, '$1').replaceAll('-', '_'));
