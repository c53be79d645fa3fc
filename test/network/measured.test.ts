import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { metrics, NAMESPACE } from '../../lib/aws/metric-names.ts';
import { networkAt } from '../../lib/lab/journey/network.ts';
import { run } from '../../lib/lab/journey/run.ts';
import { evCancel, noShow } from '../../lib/lab/journey/stories/cancelling.ts';
import { evCharging } from '../../lib/lab/journey/stories/charging.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';

/** A line in CloudWatch's embedded metric format, as it stands in the log of the functions. */
interface Measured {
  readonly [name: string]: unknown;
}

/** Its server is busy at first, until callbacks for it go the slow way, and then it does not like what it is told. */
const moody = await new Peer('moody.example.org').open();
moody.react = (_, attempt) => (attempt <= 3 ? { status: 503 } : { body: '{"message":{"ack":{"status":"NACK"}}}' });

let network: LocalNetwork;
let log: readonly Measured[] = [];
let lines: readonly Measured[] = [];

beforeAll(async () => {
  network = await startLocalNetwork([moody.registration()]);
  moody.join(network.url);
  await moody.ask('search', { intent: {} });
  for (const story of [evCharging, evCancel, noShow]) await run(story, networkAt(network.url), () => undefined);
  const unsigned = await moody.post('search', '{}', ['content-type', 'application/json']);
  expect(unsigned.status).toBe(401);
  await vi.waitFor(() => expect(network.log()).toContain('refused-by-receiver'), 20_000);
  log = network
    .log()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  lines = log.filter((line) => '_aws' in line);
});
afterAll(async () => {
  await network?.stop();
  await moody.close();
});

/** All values of a metric, in the lines that have these dimensions. */
const valuesOf = (name: string, dimensions: Readonly<Record<string, string>> = {}): readonly number[] =>
  lines
    .filter((line) => Object.entries(dimensions).every(([key, value]) => line[key] === value))
    .flatMap((line) => (name in line ? [line[name]].flat() : []))
    .map(Number);
const sumOf = (...asked: Parameters<typeof valuesOf>) => valuesOf(...asked).reduce((sum, value) => sum + value, 0);

describe('what functions measure', () => {
  it('is told in metrics of the list, with their units and dimensions', () => {
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) {
      const { CloudWatchMetrics: directives, Timestamp } = Object(line._aws);
      expect(Timestamp).toBeGreaterThan(Date.now() - 3_600_000);
      expect(directives).toHaveLength(1);
      const [{ Namespace, Dimensions, Metrics }] = directives;
      expect(Namespace).toBe(NAMESPACE);
      expect(Dimensions).toHaveLength(1);
      for (const dimension of Dimensions[0]) expect(line[dimension]).toMatch(/^[\w-]+$/);
      for (const { Name, Unit } of Metrics) {
        const { unit, by } = Object(metrics)[Name];
        expect([Unit, Dimensions[0]]).toEqual([unit, ['service', ...by]]);
        expect([line[Name]].flat().every((value) => Number.isFinite(value))).toBe(true);
      }
      expect(line.service).toBe('beckn-energy-local');
      const told = [...Dimensions[0], ...Metrics.map(({ Name }: { Name: string }) => Name), '_aws'];
      expect(Object.keys(line).sort()).toEqual(told.sort());
    }
  });

  it('is every request that was worked off, by action', () => {
    for (const action of ['search', 'select', 'init', 'confirm', 'update', 'cancel', 'rating', 'support'])
      expect(valuesOf('ProcessingTime', { action }).length, action).toBeGreaterThan(0);
  });

  it('adds up: all money that was taken was earned or goes back once all orders have ended', () => {
    expect(sumOf('MoneyTaken', { currency: 'INR' })).toBeGreaterThan(0);
    expect(sumOf('MoneyRefunded')).toBeGreaterThan(0);
    expect(sumOf('MoneyTaken')).toBe(sumOf('MoneyCaptured') + sumOf('MoneyRefunded'));
  });

  it('has as many holds closed as opened once all orders have ended', () => {
    expect(sumOf('HoldsOpened')).toBeGreaterThanOrEqual(3);
    expect(sumOf('HoldsClosed')).toBe(sumOf('HoldsOpened'));
  });

  it('is the time in each state, in business time', () => {
    for (const state of ['quoted', 'initiated', 'paid', 'booked', 'charging'])
      expect(valuesOf('TimeInState', { state }).length, state).toBeGreaterThan(0);
    // Somebody who did not come was waited for.
    expect(Math.max(...valuesOf('TimeInState', { state: 'booked' }))).toBeGreaterThanOrEqual(10 * 60_000);
  });

  it('is every callback with its outcome, and a time for each that was acknowledged', () => {
    expect(sumOf('Callbacks', { outcome: 'acknowledged' })).toBeGreaterThan(20);
    expect(valuesOf('CallbackTime').length).toBe(sumOf('Callbacks', { outcome: 'acknowledged' }));
    const outcomes = log.filter(({ event }) => event === 'callback').map(({ outcome }) => String(outcome));
    for (const outcome of new Set([...outcomes, 'not-now', 'refused-by-receiver'])) {
      expect(sumOf('Callbacks', { outcome }), outcome).toBeGreaterThan(0);
      expect(sumOf('Callbacks', { outcome })).toBe(outcomes.filter((one) => one === outcome).length);
    }
    expect(sumOf('CallbackFailures')).toBe(outcomes.filter((outcome) => outcome !== 'acknowledged').length);
  });

  it('is the refusal of what was not signed', () => {
    expect(sumOf('RequestsRefused', { code: 'signature' })).toBe(1);
  });
});

describe('the log', () => {
  it('tells the story of a transaction', () => {
    const { transaction_id } = log.find(({ events }) => events === 'ChargingEnded') ?? {};
    const story = log.filter((line) => line.transaction_id === transaction_id);
    const events = story.flatMap((line) => String(line.events ?? '').split(' '));
    for (const event of ['OrderQuoted', 'OrderInitiated', 'PaymentCompleted', 'OrderConfirmed', 'ChargingStarted'])
      expect(events).toContain(event);
    expect(story.map(({ event }) => event)).toEqual(expect.arrayContaining(['processed', 'reported', 'callback']));
  });

  it('names the receiver that did not take a callback, with the time since it was first told', () => {
    const toMoody = log.filter(({ event, receiver }) => event === 'callback' && receiver === moody.subscriberId);
    const outcomes = toMoody.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['not-now', 'not-now', 'not-now', 'refused-by-receiver']);
    const times = toMoody.map(({ milliseconds }) => Number(milliseconds));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});
