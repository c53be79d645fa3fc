import type { Call } from '../recorder/call.ts';
import type { Deployment } from './deployment.ts';
import { durationOfBatch } from './durations.ts';
import type { Region } from './prices.ts';
import { quotas } from './quotas.ts';
import type { Timed } from './usage.ts';

/** Something that ends, and how much of it one journey, or one action, takes. */
export interface Wall {
  readonly name: string;
  readonly each: number;
  readonly limit: number;
  /** How many begin in a second when it is reached. */
  readonly perSecond: number;
}

/** What we set ourselves, with `-c requestsPerSecond`. */
export const OUR_THROTTLE = 'requests a second that our stage lets through';

const { everywhere } = quotas;

/** Everything that these runs could run into, the nearest first. */
export function wallsOf(runs: readonly Timed[], deployment: Deployment, region: Region): readonly Wall[] {
  const own = quotas[region];
  const calls = runs.flatMap((run) => run.calls);
  const requests = runs.filter(({ messages }) => messages === 0).length;
  const publishing = calls.filter(({ service }) => service === 'bus');
  const schedules = calls.filter(({ service }) => service === 'schedules').length;
  return [
    wall(OUR_THROTTLE, requests, deployment.requestsPerSecond),
    wall('requests a second of API Gateway', requests, own.gatewayRequestsPerSecond),
    wall('runs of Lambda at a time', sumOf(runs, secondsOf), own.concurrentRuns),
    wall('PutEvents a second', publishing.length, own.putEventsPerSecond),
    wall('events a second handed to rules', sumOf(publishing, countOf), own.eventInvocationsPerSecond),
    wall('CreateSchedule a second', schedules, own.createSchedulesPerSecond),
    wall('schedules a second that fall due', schedules, own.scheduleInvocationsPerSecond),
    ...tableWalls(calls),
    ...indexWalls(calls),
    ...queueWalls(runs, deployment),
  ]
    .filter(({ each }) => each > 0)
    .sort((one, other) => one.perSecond - other.perSecond || one.name.localeCompare(other.name));
}

const tableWalls = (calls: readonly Call[]): readonly Wall[] =>
  [...Map.groupBy(calls.filter(isOfTables), tableOf)].flatMap(([table, some]) => {
    const written = sumOf(some, ({ writeUnits }) => writeUnits);
    const read = sumOf(some, ({ readUnits }) => readUnits);
    return [
      wall(`write units a second of a new table ${table}`, written, everywhere.writeUnitsOfNewTable),
      wall(`write units a second of ${table}`, written, everywhere.writeUnitsOfTable),
      wall(`read units a second of a new table ${table}`, read, everywhere.readUnitsOfNewTable),
      wall(`read units a second of ${table}`, read, everywhere.readUnitsOfTable),
    ];
  });

function indexWalls(calls: readonly Call[]): readonly Wall[] {
  const written = calls.flatMap(({ indexUnits }) => Object.entries(indexUnits));
  return [...Map.groupBy(written, ([index]) => index)].map(([index, some]) =>
    wall(
      `write units a second under one key of ${index}`,
      sumOf(some, ([, units]) => units),
      everywhere.writeUnitsOfPartition,
    ),
  );
}

function queueWalls(runs: readonly Timed[], { batchesAtATime }: Deployment): readonly Wall[] {
  const size = everywhere.messagesOfBatch;
  const byQueue = runs.filter(({ messages }) => messages > 0);
  return [...Map.groupBy(byQueue, ({ source }) => source)].flatMap(([source, some]) => {
    const name = source.replace(/^functions\/|\.ts#process$/g, '');
    const batchSeconds = sumOf(some, (run) => durationOfBatch(run, size)) / some.length / 1000;
    const batches = batchesAtATime.get(source) ?? Number.POSITIVE_INFINITY;
    return [
      wall(
        `messages a second that ${name} works off`,
        sumOf(some, ({ messages }) => messages),
        (batches * size) / batchSeconds,
      ),
      wall(
        `messages of ${name} in flight`,
        sumOf(some, (run) => run.messages * secondsOf(run)),
        everywhere.messagesInFlightOfQueue,
      ),
    ];
  });
}

const wall = (name: string, each: number, limit: number): Wall => ({ name, each, limit, perSecond: limit / each });

const secondsOf = ({ durationMs }: Timed): number => durationMs / 1000;

const countOf = ({ count }: Call): number => count;

const isOfTables = ({ service }: Call): boolean => service === 'tables';

/** The name that the stack gives it. */
const tableOf = ({ resource }: Call): string => /-([A-Za-z]+)Table\w*/.exec(resource)?.[1] ?? resource;

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number): number =>
  items.reduce((total, item) => total + amountOf(item), 0);
