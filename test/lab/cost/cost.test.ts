import { describe, expect, it } from 'vitest';
import { type Deployment, deploymentIn } from '../../../lib/lab/cost/deployment.ts';
import { durationOf, durationOfBatch } from '../../../lib/lab/cost/durations.ts';
import { idleUsage } from '../../../lib/lab/cost/idle.ts';
import { added, costOf, times } from '../../../lib/lab/cost/prices.ts';
import { storageUsage, timedRuns, usageOf } from '../../../lib/lab/cost/usage.ts';
import { OUR_THROTTLE, wallsOf } from '../../../lib/lab/cost/walls.ts';
import type { Call } from '../../../lib/lab/recorder/call.ts';
import { production, synthesized } from '../../stacks/synthesized.ts';

const KILOBYTE = 1024;

const call = (caller: string, service: Call['service'], operation: string, more: Partial<Call> = {}): Call => ({
  caller,
  service,
  operation,
  resource: 'beckn-energy-local-data-OrdersTable1F8332C7',
  count: 1,
  bytes: KILOBYTE,
  readUnits: 0,
  writeUnits: 0,
  indexUnits: {},
  ...more,
});

const billed = new Map([
  ['door', { source: 'functions/door.ts#receive', memoryMegabytes: 512 }],
  ['work', { source: 'functions/work.ts#process', memoryMegabytes: 1024 }],
  ['post', { source: 'functions/deliver.ts#process', memoryMegabytes: 1024 }],
]);

/** A request that is queued, worked off with one write and two partners, and answered. */
const step = {
  name: 'ask',
  calls: [
    call('door', 'queues', 'SendMessageBatch', { bytes: 65 * KILOBYTE }),
    call('work', 'tables', 'Query', { readUnits: 2 }),
    call('work', 'tables', 'PutItem', { writeUnits: 5, indexUnits: { holds: 1 } }),
    call('work', 'bus', 'PutEvents', { count: 2 }),
    call('work', 'schedules', 'CreateSchedule'),
    call('work', 'queues', 'SendMessageBatch', { bytes: 2 * KILOBYTE }),
  ],
  runs: [
    { caller: 'door', messages: 0 },
    { caller: 'work', messages: 1 },
    { caller: 'stranger', messages: 0 },
    { caller: 'post', messages: 1 },
    { caller: 'work', messages: 1 },
  ],
};
const runs = timedRuns(step, billed, 2);

describe('a duration', () => {
  const work = { source: 'functions/work.ts#process', memoryMegabytes: 1769, messages: 1, waitMs: 0 };

  it('is CPU and waiting, in whole milliseconds', () => {
    expect(durationOf({ ...work, calls: [] })).toBe(1);
    expect(durationOf({ ...work, calls: [{ service: 'tables' }, { service: 'bus' }], waitMs: 100 })).toBe(122);
  });

  it('grows with less memory, as far as it is CPU', () => {
    const calls = Array.from({ length: 10 }, () => ({ service: 'tables' as const }));
    expect(durationOf({ ...work, calls })).toBe(56);
    expect(durationOf({ ...work, calls, memoryMegabytes: 1769 / 10 })).toBe(105);
    expect(durationOf({ ...work, calls, memoryMegabytes: 10_000 })).toBe(56);
  });

  it('of a batch has the CPU of all its messages and the waiting of one', () => {
    const calls = Array.from({ length: 10 }, () => ({ service: 'tables' as const }));
    expect(durationOfBatch({ ...work, calls }, 10)).toBe(106);
  });
});

describe('the runs of a step', () => {
  it('are those of functions that are billed, each with its share of the requests', () => {
    expect(runs.map(({ source, calls }) => [source, calls.length])).toEqual([
      ['functions/door.ts#receive', 1],
      ['functions/work.ts#process', 3],
      ['functions/work.ts#process', 2],
      ['functions/deliver.ts#process', 0],
    ]);
  });

  it('wait for partners where most was asked, and for the buyer at delivery', () => {
    expect(runs.map(({ waitMs }) => waitMs)).toEqual([0, 200, 0, 150]);
  });
});

describe('what a step uses', () => {
  const usage = usageOf(runs);

  it('is counted by what is paid for', () => {
    expect(usage).toMatchObject({
      httpRequests: 1,
      runs: 4,
      readUnits: 2,
      writeUnits: 5,
      events: 2,
      schedules: 1,
      secretReads: 0,
    });
    expect(usage.gigabytesOut).toBe((2 * KILOBYTE) / 2 ** 30);
  });

  it('has a request to a queue for each 64 KB sent, by whomever, and two for each batch taken', () => {
    // Two chunks and one; one message came from a rule; three batches.
    expect(usage.queueRequests).toBe(3 + 1 + 6);
  });

  it('is the durations in gigabyte seconds', () => {
    const [door, first, second, post] = runs.map(({ durationMs }) => durationMs / 1000);
    expect(usage.gigabyteSeconds).toBeCloseTo(Number(door) / 2 + Number(first) + Number(second) + Number(post), 12);
  });

  it('leaves the entry of the history behind, twice paid for', () => {
    const gigabytes = KILOBYTE / 2 ** 30;
    expect(storageUsage(runs)).toEqual({ tableGigabyteMonths: gigabytes, recoverableGigabyteMonths: gigabytes });
  });
});

describe('a sum', () => {
  const usage = { runs: 2e6, gigabyteSeconds: 1e6, queueRequests: 5e6 };

  it('is amounts by prices, of one service or of all', () => {
    expect(costOf(usage, 'us-east-1', 'SQS')).toBeCloseTo(2, 12);
    expect(costOf(usage, 'us-east-1', 'Lambda')).toBeCloseTo(0.4 + 13.3334, 12);
    expect(costOf(usage, 'us-east-1')).toBeCloseTo(2 + 0.4 + 13.3334, 12);
    expect(costOf({ httpRequests: 1e6 }, 'ap-south-1')).toBeCloseTo(1.05, 12);
  });

  it('adds up and multiplies', () => {
    expect(costOf(times(added([usage, usage]), 0.5), 'us-east-1')).toBeCloseTo(costOf(usage, 'us-east-1'), 12);
  });
});

describe('what is there', () => {
  it.each([
    ['sandbox', {}],
    ['production', production],
  ])('has a price in the %s stage, whatever its type', (_, context) => {
    const { resources } = deploymentIn(synthesized(context).directory);
    expect(resources.length).toBeGreaterThan(300);
    const idle = added(resources.map(idleUsage));
    const count = (type: string) => resources.filter((resource) => resource.type === type).length;
    expect(idle.secretMonths).toBe(count('AWS::SecretsManager::Secret'));
    // Five polls of 20 s.
    expect(idle.queueRequests).toBe(count('AWS::Lambda::EventSourceMapping') * 648_000);
  });

  it('is refused when nobody has said what it costs', () => {
    expect(() => idleUsage({ type: 'AWS::EC2::NatGateway', properties: {} })).toThrow('AWS::EC2::NatGateway');
  });

  it('counts an alarm by its metrics', () => {
    const Metrics = [{ Expression: 'a / b' }, { MetricStat: {} }, { MetricStat: {} }];
    expect(idleUsage({ type: 'AWS::CloudWatch::Alarm', properties: { Metrics } })).toEqual({ alarmMetricMonths: 2 });
  });
});

describe('walls', () => {
  const deployment: Deployment = {
    resources: [],
    requestsPerSecond: 100,
    batchesAtATime: new Map([['functions/work.ts#process', 5]]),
    deadLetterQueues: 1,
    secretsOfFunction: 3,
  };
  const walls = (region: 'us-east-1' | 'ap-south-1', some = deployment) =>
    new Map(wallsOf(runs, some, region).map(({ name, perSecond }) => [name, perSecond]));

  it('stand nearest first', () => {
    const distances = [...walls('us-east-1').values()];
    expect(distances).toEqual(distances.toSorted((one, other) => one - other));
    expect([...walls('us-east-1').keys()][0]).toBe(OUR_THROTTLE);
  });

  it('are quotas by what each request takes of them', () => {
    expect(Object.fromEntries(walls('us-east-1'))).toMatchObject({
      [OUR_THROTTLE]: 100,
      'PutEvents a second': 10_000,
      'write units a second of a new table Orders': 800,
      'write units a second under one key of holds': 1000,
      'schedules a second that fall due': 1000,
    });
    expect(walls('ap-south-1').get('PutEvents a second')).toBe(600);
  });

  it('have queues that are worked off faster with more batches at a time', () => {
    const name = 'messages a second that work works off';
    const twice = { ...deployment, batchesAtATime: new Map([['functions/work.ts#process', 10]]) };
    expect(walls('us-east-1', twice).get(name)).toBe(2 * Number(walls('us-east-1').get(name)));
  });

  it('are read from what is deployed', () => {
    const { directory, all } = synthesized({ ...production, requestsPerSecond: '250' });
    const { requestsPerSecond, batchesAtATime, deadLetterQueues } = deploymentIn(directory);
    expect(requestsPerSecond).toBe(250);
    expect(batchesAtATime.get('functions/deliver.ts#process')).toBe(100);
    expect(deadLetterQueues).toBe(all('AWS::SQS::Queue').filter(({ id }) => id.includes('DeadLetterQueue')).length);
  });
});
