import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestNetwork, type TestNetwork } from './fixture/network.ts';

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork();
});
afterAll(() => network.stop());

const now = async () => Date.parse(Object((await network.call('GET', '/clock')).body).now);
const advance = (by: unknown) => network.call('POST', '/clock/advance', { by });
const atIn = async (minutes: number) => `at(${new Date((await now()) + minutes * 60_000).toISOString().slice(0, 19)})`;
const schedule = async (name: string, minutes: number, input: object = { id: name }) =>
  network.call('POST', `/schedules/${name}`, { at: await atIn(minutes), input });

describe('the test clock', () => {
  it('fires what falls due in order of time, each after the one before has been processed', async () => {
    await schedule('third', 90, { id: 'third' });
    await schedule('first', 10, { id: 'first', slow: 200 });
    await schedule('second', 11);
    await schedule('beyond', 180);
    const before = await now();
    const { body } = await advance('PT2H');
    expect(body).toMatchObject({ fired: 3 });
    const seen = await Promise.all(['first', 'second', 'third'].map((id) => network.seen(id)));
    expect(seen.map(({ order }) => order)).toEqual(seen.map(({ order }) => order).toSorted((a, b) => a - b));
    const minutes = seen.map(({ sent }) => Math.round((sent - before) / 60_000));
    expect(minutes).toEqual([10, 11, 90]);
    expect((await now()) - before).toBeGreaterThanOrEqual(2 * 3_600_000);
    expect((await network.call('GET', '/seen/beyond')).body).toEqual({});
    expect((await advance('PT1H')).body).toMatchObject({ fired: 1 });
  });

  it('does not wait for a message that comes back later', async () => {
    await schedule('stubborn', 5, { id: 'stubborn', fail: 1 });
    const start = Date.now();
    expect((await advance('PT10M')).body).toMatchObject({ fired: 1 });
    expect(Date.now() - start).toBeLessThan(900);
    await network.seen('stubborn', 2);
  });

  it('does not wait for a message that was sent with a delay, which comes when real time has passed', async () => {
    await network.call('POST', '/messages', { id: 'delayed' }, { 'x-delay': '2' });
    const start = Date.now();
    expect((await advance('PT10M')).status).toBe(200);
    expect(Date.now() - start).toBeLessThan(1500);
    expect((await network.call('GET', '/seen/delayed')).body).toEqual({});
    expect(await network.seen('delayed')).toMatchObject({ attempts: 1 });
  });

  it('moves for one caller at a time', async () => {
    const before = await now();
    await schedule('once', 5);
    const moves = await Promise.all([advance('PT10M'), advance('PT10M')]);
    expect(moves.map(({ body }) => Object(body).fired).toSorted()).toEqual([0, 1]);
    expect((await now()) - before).toBeGreaterThanOrEqual(20 * 60_000);
  });

  it('is what functions see as the time of a request', async () => {
    await advance('P30D');
    const { body } = await network.call('GET', '/echo/x');
    expect(Object(body).requestContext.timeEpoch - Date.now()).toBeGreaterThan(30 * 86_400_000 - 1000);
  });

  it('fires by itself when real time passes', async () => {
    await schedule('soon', 1 / 60);
    await network.seen('soon');
  });

  it.each(['-PT1H', 'PT', 'P', '', '45', 'P1M', 'P1Y', 'P367D', 'PT9999H', 'PT1H ', 12, null])(
    'refuses to move by %j',
    async (by) => {
      expect(await advance(by)).toMatchObject({ status: 400, body: { message: expect.any(String) } });
    },
  );

  it('refuses a body that is no such request', async () => {
    expect(await network.call('POST', '/clock/advance', 'PT1H')).toMatchObject({ status: 400 });
    expect(await network.call('POST', '/clock/advance', { by: 'PT1H', more: 1 })).toMatchObject({ status: 400 });
    expect(await network.call('GET', '/clock/advance')).toMatchObject({ status: 405 });
    expect(await network.call('POST', '/clock', {})).toMatchObject({ status: 405 });
  });

  it('takes days and fractions of seconds', async () => {
    const before = await now();
    expect(await advance('P1DT0.5S')).toMatchObject({ status: 200 });
    expect((await now()) - before).toBeGreaterThanOrEqual(86_400_500);
  });
});

describe('a schedule', () => {
  it('has a name that nobody else can take until it has fired', async () => {
    expect(await schedule('named', 5)).toMatchObject({ status: 200 });
    expect(await schedule('named', 6)).toMatchObject({ status: 400, body: { name: 'ConflictException' } });
    await advance('PT10M');
    expect(await network.call('GET', '/schedules/named')).toMatchObject({
      body: { name: 'ResourceNotFoundException' },
    });
    expect(await schedule('named', 5)).toMatchObject({ status: 200 });
    expect(await network.call('DELETE', '/schedules/named')).toMatchObject({ status: 200 });
    expect((await advance('PT10M')).body).toMatchObject({ fired: 0 });
  });

  it('is refused when it repeats', async () => {
    const answer = await network.call('POST', '/schedules/often', { at: 'rate(5 minutes)', input: {} });
    expect(answer).toMatchObject({ status: 400, body: { name: 'ValidationException' } });
  });
});
