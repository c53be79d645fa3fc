import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putProviders } from '../../lib/aws/catalogue-store.ts';
import type { Reported } from '../../lib/flow/order/reported.ts';
import { type ChargePointReport, connectorResource } from '../../lib/language/charging.ts';
import { chargePointOperator } from '../../lib/partners/charge-points/ocpi-2.2.1/client.ts';
import { credentials } from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { startNetwork } from './wire.ts';

const MINUTE = 60_000;
const provider = {
  id: 'charge/zone.in',
  items: [{ id: 'IND*01', fulfillmentIds: ['1', '2'] }],
  fulfillments: [{ id: '1' }, { id: '2' }, { id: '3' }],
};

let network: Awaited<ReturnType<typeof startNetwork>>;
let chargePoints: ReturnType<typeof chargePointOperator>;
let count = 0;

beforeAll(async () => {
  network = await startNetwork('2026-03-01T10:00:00Z');
  await putProviders('catalogue', 'ev-charging', [provider]);
  chargePoints = operatorWith('of charge points');
});
afterAll(() => network.stop());

const operatorWith = (token: string) =>
  chargePointOperator({
    url: `${network.url}/sandbox/charge-point-operator`,
    publicUrl: network.url,
    secret: async () => token,
  });

const touch = async (hand: string, place = 'charge%2Fzone.in/IND*01/1') => {
  const response = await fetch(`${network.url}/sandbox/chargers/${place}/${hand}`, { method: 'POST' });
  return { status: response.status, body: await response.json() };
};

function order(change: Partial<Parameters<typeof chargePoints.start>[0]> = {}) {
  count += 1;
  return {
    sessionId: `session-order-${count}-1`,
    reference: `bap.test#transaction-${count}`,
    providerId: provider.id,
    itemId: 'IND*01',
    fulfillmentId: '1',
    service: 'charging' as const,
    powerKw: 60,
    energyWh: 4_000,
    ...change,
  };
}

const said = async () => (await network.reported()).map(({ command }) => command);
const sessions = async () => (await said()).filter(isOfSession);
const isOfSession = (command: Reported['command']): command is Extract<ChargePointReport, { type: 'ReportSession' }> =>
  command.type === 'ReportSession';

describe('charging', () => {
  test('waits for the plug, is reported at each quarter, and stopped keeps its reading', async () => {
    const wanted = order();
    const session = { id: wanted.sessionId, energyWh: 0 };
    expect(await chargePoints.start(wanted)).toMatchObject({
      accepted: true,
      session: { ...session, status: 'waiting' },
    });
    await network.advance(MINUTE);
    expect(await touch('plug')).toEqual({
      status: 200,
      body: {
        plugged: true,
        faulted: false,
        derated: false,
        runaway: false,
        refusing: false,
        session: { id: wanted.sessionId, status: 'charging', energy_wh: 0, state_of_charge: 20 },
      },
    });
    const reports = await network.parcels();
    const at = Date.parse('2026-03-01T10:01:00.000Z');
    const { sessionId } = wanted;
    const transactionId = `transaction-${count}`;
    expect(reports).toHaveLength(2);
    expect(reports).toContainEqual({
      kind: 'report',
      subject: { action: 'charge-points' },
      body: {
        about: { resource: connectorResource(provider.id, '1'), at },
        command: { type: 'ReportConnector', condition: 'plugged' },
      },
    });
    expect(reports).toContainEqual({
      kind: 'report',
      subject: { action: 'charge-points', transactionId },
      body: {
        about: { key: { buyerId: 'bap.test', transactionId } },
        command: { type: 'ReportSession', sessionId, status: 'charging', wh: 0, stateOfCharge: 20, startedAt: at },
      },
    });

    network.pushed();
    await network.advance(2.5 * MINUTE);
    expect(await chargePoints.session(sessionId)).toMatchObject({ status: 'charging', energyWh: 2_500 });
    expect((await sessions()).map(({ wh }) => wh)).toEqual([1_000, 2_000]);
    expect(network.pushed().map(({ kwh, last_updated }) => [kwh, last_updated])).toEqual([
      [1, '2026-03-01T10:02:00.000Z'],
      [2, '2026-03-01T10:03:00.000Z'],
    ]);

    const stopped = await chargePoints.stop(wanted.sessionId);
    expect(stopped).toMatchObject({ status: 'ended', energyWh: 2_500, endedAt: '2026-03-01T10:03:30.000Z' });
    expect(await sessions()).toMatchObject([{ status: 'ended', why: 'stopped', wh: 2_500 }]);
    await network.advance(10 * MINUTE);
    expect(await sessions()).toEqual([]);
    expect(await chargePoints.stop(wanted.sessionId)).toEqual(stopped);
    await network.reported();
  });

  test('started twice is one session', async () => {
    const wanted = order();
    const answers = await Promise.all([chargePoints.start(wanted), chargePoints.start(wanted)]);
    expect(answers).toMatchObject([{ accepted: true }, { accepted: true }]);
    expect(await chargePoints.start(order())).toEqual({ accepted: false, why: 'the connector has another session' });
    await touch('plug');
    await touch('plug');
    expect(network.schedules).toHaveLength(4);
    await network.advance(MINUTE);
    await chargePoints.stop(wanted.sessionId);
    await network.advance(10 * MINUTE);
    await network.reported();
    expect(await chargePoints.start(wanted)).toMatchObject({ accepted: true, session: { status: 'ended' } });
  });

  test('ends with a fault, and can start again when it is cleared', async () => {
    const wanted = order();
    await touch('plug');
    await chargePoints.start(wanted);
    await network.advance(MINUTE);
    await network.reported();
    expect((await touch('fault')).body).toMatchObject({ faulted: true, session: { status: 'faulted' } });
    const reports = await said();
    expect(reports).toContainEqual({ type: 'ReportConnector', condition: 'faulted' });
    expect(reports).toContainEqual(
      expect.objectContaining({ type: 'ReportSession', status: 'faulted', why: 'fault', wh: 1_000 }),
    );
    expect(await chargePoints.start(order())).toEqual({ accepted: false, why: 'the connector is out of order' });
    expect(await chargePoints.start(wanted)).toMatchObject({ accepted: false });
    await touch('clear');
    expect(await said()).toEqual([{ type: 'ReportConnector', condition: 'cleared' }]);
    const next = order();
    expect(await chargePoints.start(next)).toMatchObject({ accepted: true });
    await chargePoints.stop(next.sessionId);
    await network.advance(10 * MINUTE);
    await network.reported();
  });

  test.each([
    ['unplug', 'unplugged'],
    ['stop', 'stopped-by-operator'],
  ])('ends by the hand that does this: %s', async (hand, why) => {
    const wanted = order();
    await touch('plug');
    await chargePoints.start(wanted);
    await network.advance(MINUTE);
    await network.reported();
    for (const _ of [1, 2]) {
      expect((await touch(hand)).status).toBe(200);
      expect(await sessions()).toMatchObject([{ status: 'ended', why, wh: 1_000 }]);
    }
    await network.advance(10 * MINUTE);
    expect(await network.reported()).toEqual([]);
  });

  test('of a full battery ends by itself', async () => {
    const wanted = order({ energyWh: 48_000 });
    await touch('plug');
    await chargePoints.start(wanted);
    await network.advance(120 * MINUTE);
    expect((await sessions()).map(({ status, wh, why }) => [status, wh, why])).toEqual([
      ['charging', 12_000, undefined],
      ['charging', 24_000, undefined],
      ['charging', 36_000, undefined],
      ['ended', 48_000, 'full'],
    ]);
    expect(await chargePoints.session(wanted.sessionId)).toMatchObject({ status: 'ended', stateOfCharge: 100 });
  });
});

describe('a charger that is not as it should be', () => {
  test('gives half of its power, and is reported at its quarters then', async () => {
    await touch('plug');
    await chargePoints.start(order());
    expect((await touch('derate')).body).toMatchObject({ derated: true });
    await network.reported();
    await network.advance(2 * MINUTE);
    expect((await sessions()).at(-1)).toMatchObject({ status: 'charging', wh: 1_000 });
    expect((await touch('clear')).body).toMatchObject({ derated: false });
    await network.advance(MINUTE);
    expect((await sessions()).at(-1)).toMatchObject({ status: 'charging', wh: 2_000 });
    await touch('unplug');
    await network.reported();
  });

  test('accepts a stop and goes on, until somebody stops it there', async () => {
    const wanted = order();
    expect((await touch('runaway')).body).toMatchObject({ runaway: true });
    await touch('plug');
    await chargePoints.start(wanted);
    await network.advance(6 * MINUTE);
    expect(await chargePoints.stop(wanted.sessionId)).toMatchObject({ status: 'charging', energyWh: 6_000 });
    await network.reported();
    expect((await touch('stop')).body).toMatchObject({ runaway: false });
    expect(await sessions()).toMatchObject([{ status: 'ended', why: 'stopped-by-operator', wh: 6_000 }]);
  });

  test('does not start once', async () => {
    expect((await touch('refuse')).body).toMatchObject({ refusing: true });
    const wanted = order();
    const refused = { accepted: false, why: 'the charger does not start' };
    for (const _ of [1, 2]) expect(await chargePoints.start(wanted)).toEqual(refused);
    const next = order();
    expect(await chargePoints.start(next)).toMatchObject({ accepted: true });
    await chargePoints.stop(next.sessionId);
    await network.reported();
  });
});

test('a battery swap is done after five minutes', async () => {
  const wanted = order({ service: 'swap', energyWh: 7_000 });
  await chargePoints.start(wanted);
  await touch('plug');
  await network.advance(5 * MINUTE);
  const reports = await sessions();
  expect(reports).toMatchObject([
    { status: 'charging', wh: 0 },
    { status: 'ended', why: 'swapped', wh: 7_000 },
  ]);
  expect(await chargePoints.session(wanted.sessionId)).toMatchObject({ status: 'ended', energyWh: 7_000 });
});

describe('the hands', () => {
  test.each(['charge%2Fzone.in/IND%2A01/1', 'charge/zone.in/IND*01/1', 'charge%2fzone.in/IND*01/%31'])(
    'find a connector under a path that is encoded or not: %s',
    async (place) => {
      expect((await touch('unplug', place)).status).toBe(200);
      await network.reported();
    },
  );

  test.each([
    'nobody/IND*01/1',
    'charge%2Fzone.in/other/1',
    'charge%2Fzone.in/IND*01/3',
    'charge%2Fzone.in/IND*01',
    '%E0%A4%A',
  ])('do not find what nobody offers: %s', async (place) => expect((await touch('plug', place)).status).toBe(404));

  test('know no other verbs', async () => expect((await touch('explode')).status).toBe(404));

  test('find at once what was added just now', async () => {
    await putProviders('catalogue', 'ev-charging', [{ ...provider, id: 'new.in' }]);
    expect((await touch('clear', 'new.in/IND*01/1')).status).toBe(200);
    await network.reported();
  });
});

describe('the doors', () => {
  test('of the operator are open to the platform alone', async () => {
    await expect(operatorWith('guess').start(order())).rejects.toMatchObject({ code: 'unexpected-answer' });
    expect(await chargePoints.stop('nobodys')).toBeUndefined();
    expect(await chargePoints.session('nobodys')).toBeUndefined();
  });

  const push = (method: string, path: string, token: string, body: string) =>
    fetch(`${network.url}/ocpi/2.2.1/${path}`, {
      method,
      headers: { authorization: `Token ${credentials(token)}` },
      body,
    });

  test('of the platform are open to the operator alone', async () => {
    expect((await push('PUT', 'sessions/x', 'guess', '{}')).status).toBe(401);
    expect((await push('PUT', 'sessions/x', 'of charge points', '{}')).status).toBe(400);
    expect((await push('PATCH', 'connectors/x/1', 'of charge points', 'nonsense')).status).toBe(400);
    expect((await push('PUT', 'tariffs/x', 'of charge points', '{}')).status).toBe(404);
    expect(await network.reported()).toEqual([]);
  });
});
