import type { Call } from '../recorder/call.ts';
import type { Run } from '../recorder/recorder.ts';
import type { Step } from '../recorder/steps.ts';
import { assumptions } from './assumptions.ts';
import { type Billed, durationOf, type Work } from './durations.ts';
import type { Usage } from './prices.ts';

/** A run with how long it is billed. */
export interface Timed extends Work {
  readonly calls: readonly Call[];
  readonly durationMs: number;
}

const KILOBYTE = 1024;
const CHUNK = 64 * KILOBYTE;
const GIGABYTE = 2 ** 30;

/**
 * The provider's runs in a step. Requests are shared out to the runs of their function; whoever asked most has done the
 * step's work, and waited for partners.
 */
export function timedRuns(step: Step, billed: ReadonlyMap<string, Billed>, partnerCalls: number): readonly Timed[] {
  const busiest = busiestOf(
    step.runs.filter(({ caller, messages }) => billed.has(caller) && messages > 0),
    step.calls,
  );
  return [...Map.groupBy(step.runs, ({ caller }) => caller)].flatMap(([caller, runs]) => {
    const known = billed.get(caller);
    if (known === undefined) return [];
    const asked = step.calls.filter((call) => call.caller === caller);
    return runs.map((run, rank) => {
      const forPartners = run === busiest ? partnerCalls * assumptions.partnerMs : 0;
      const forBuyers = isDelivery(known) ? assumptions.deliveryMs : 0;
      const calls = asked.filter((_, position) => position % runs.length === rank);
      const work = { ...known, messages: run.messages, calls, waitMs: forPartners + forBuyers };
      return { ...work, durationMs: durationOf(work) };
    });
  });
}

/** Delivering is waiting for the buyer; the messages of a batch wait side by side. */
const isDelivery = ({ source }: Billed): boolean => source === 'functions/deliver.ts#process';

/** What runs use of everything that is paid for. */
export function usageOf(runs: readonly Timed[]): Usage {
  const calls = runs.flatMap((run) => run.calls);
  const count = (service: Call['service']) =>
    sumOf(
      calls.filter((call) => call.service === service),
      ({ count }) => count,
    );
  const requests = runs.filter(({ messages }) => messages === 0).length;
  const byQueue = runs.length - requests;
  const logGigabytes =
    (runs.length * (assumptions.logBytesOfRun + assumptions.logBytesOfLine) +
      requests * assumptions.logBytesOfRequest) /
    GIGABYTE;
  return {
    httpRequests: requests,
    runs: runs.length,
    gigabyteSeconds: sumOf(
      runs,
      ({ durationMs, memoryMegabytes }) => (durationMs / 1000) * (memoryMegabytes / KILOBYTE),
    ),
    queueRequests:
      sumOf(
        calls.filter(({ service }) => service === 'queues'),
        chunksOf,
      ) +
      sentByAws(runs) +
      2 * byQueue,
    readUnits: sumOf(calls, ({ readUnits }) => readUnits),
    writeUnits: sumOf(calls, ({ writeUnits }) => writeUnits),
    events: count('bus'),
    schedules: count('schedules'),
    logGigabytes,
    logGigabyteMonths: logGigabytes * assumptions.logsCompressedTo * assumptions.logMonths,
    traces: runs.length * assumptions.tracedShare,
    gigabytesOut: bytesDelivered(runs) / GIGABYTE,
    secretReads: count('secrets'),
  };
}

/** Rules and schedules send messages too: those that were worked off and that no function has sent. */
function sentByAws(runs: readonly Timed[]): number {
  const sends = runs.flatMap(({ calls }) => calls).filter(isSend);
  return Math.max(0, sumOf(runs, ({ messages }) => messages) - sumOf(sends, ({ count }) => count));
}

const isSend = ({ operation }: Call): boolean => operation.startsWith('SendMessage');

/** Callbacks leave about as long as they were put on their queue, by functions that work off another one. */
const bytesDelivered = (runs: readonly Timed[]): number =>
  sumOf(
    runs.filter(({ messages }) => messages > 0).flatMap(({ calls }) => calls.filter(isSend)),
    ({ bytes }) => bytes,
  );

const chunksOf = ({ bytes }: Call): number => Math.ceil(bytes / CHUNK);

const busiestOf = (runs: readonly Run[], calls: readonly Call[]): Run | undefined =>
  runs.toSorted((one, other) => asksOf(other, calls) - asksOf(one, calls))[0];

const asksOf = ({ caller }: Run, calls: readonly Call[]): number =>
  calls.filter((call) => call.caller === caller).length;

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number): number =>
  items.reduce((total, item) => total + amountOf(item), 0);

/** What is left behind of an order: the entries of its history, which are never deleted. */
export function storageUsage(runs: readonly Timed[]): Usage {
  const written = runs.flatMap(({ calls }) => calls).filter(({ resource, operation }) => isEntry(resource, operation));
  const gigabytes = sumOf(written, ({ bytes }) => bytes) / GIGABYTE;
  return { tableGigabyteMonths: gigabytes, recoverableGigabyteMonths: gigabytes };
}

const isEntry = (resource: string, operation: string): boolean =>
  operation === 'PutItem' && resource.includes('-OrdersTable');
