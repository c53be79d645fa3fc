import { describe, expect, test } from 'vitest';
import { domains } from '../../lib/domain/domains.ts';
import { concerned } from '../../lib/flow/charge-point-reports.ts';
import { paymentTold } from '../../lib/flow/payment-reports.ts';
import type { Booking } from '../../lib/flow/ports.ts';
import { ChargePointReport, PaymentReport } from '../../lib/flow/reports.ts';

const domain = domains['ev-charging'];
const connector = { providerId: 'voltgrid.example', fulfillmentId: 'f1' };
const time = (minutes: number) => Date.parse('2027-03-01T10:00:00Z') + minutes * 60_000;
const instant = (minutes: number) => new Date(time(minutes)).toISOString();

const booking = (order: string, from: number, to: number, until = to + 10): Booking => {
  return { order, round: 1, start: time(from), end: time(to), until: time(until) };
};

const told = (said: unknown, bookings: readonly Booking[] = [], resources: string[] = []) =>
  concerned(ChargePointReport.parse(said), domain, {
    bookings: async (resource) => {
      resources.push(resource);
      return bookings;
    },
  });

describe('what happens at a connector', () => {
  const happening = (kind: string, minutes: number, bookings: readonly Booking[]) =>
    told({ kind, connector, at: instant(minutes) }, bookings);
  const orders = async (...said: Parameters<typeof happening>) =>
    (await happening(...said)).map(({ key }) => key.transactionId);

  test.each(['plugged', 'unplugged', 'faulted', 'cleared'])('is told to who has booked it: %s', async (kind) => {
    expect(await happening(kind, 5, [booking('bap.example#t1', 0, 30)])).toEqual([
      { key: { buyerId: 'bap.example', transactionId: 't1' }, command: { type: 'ReportConnector', condition: kind } },
    ]);
  });

  test.each([
    [-1, []],
    [0, ['t1']],
    [30, ['t1']],
    [39, ['t1']],
    [40, []],
  ])('at minute %i of a booking until 30 with its grace until 40 concerns %o', async (minutes, whom) => {
    expect(await orders('plugged', minutes, [booking('bap.example#t1', 0, 30)])).toEqual(whom);
  });

  test('concerns the booking to its end, also where it lapses before', async () => {
    expect(await orders('plugged', 20, [booking('bap.example#t1', 0, 30, 15)])).toEqual(['t1']);
  });

  test('concerns only whose time it is, or all whose times meet', async () => {
    const all = [
      booking('bap.example#t1', 0, 30),
      booking('bap.example#t2', 30, 60),
      booking('bap.example#t3', 90, 120),
    ];
    expect(await orders('faulted', 35, all)).toEqual(['t1', 't2']);
    expect(await orders('faulted', 75, all)).toEqual([]);
  });

  test('is looked up under that very connector', async () => {
    const resources: string[] = [];
    await told({ kind: 'plugged', connector, at: instant(0) }, [], resources);
    expect(resources).toEqual([domain.resourceOf(connector)]);
  });

  test('is told to nobody where a booking has no order of ours', async () => {
    expect(await orders('plugged', 5, [booking('maintenance', 0, 30)])).toEqual([]);
  });
});

describe('what a session says', () => {
  const session = {
    kind: 'session',
    sessionId: 's1',
    reference: 'bap.example#t1',
    status: 'charging',
    energyWh: 1500,
    at: instant(5),
  };

  test('is told to the order that it refers to', async () => {
    const more = { stateOfCharge: 65.5, startedAt: '2027-03-01T15:30:00+05:30' };
    expect(await told({ ...session, ...more })).toEqual([
      {
        key: { buyerId: 'bap.example', transactionId: 't1' },
        command: {
          type: 'ReportSession',
          sessionId: 's1',
          status: 'charging',
          wh: 1500,
          stateOfCharge: 65.5,
          startedAt: time(0),
          why: undefined,
        },
      },
    ]);
  });

  test.each(['full', 'stopped-by-operator', 'unplugged', 'fault', 'stopped', 'swapped'])(
    'says why it ended: %s',
    async (why) => {
      const [one] = await told({ ...session, status: 'ended', why });
      expect(one?.command).toMatchObject({ status: 'ended', why, startedAt: undefined });
    },
  );

  test('leads to the order whatever its transaction is called', async () => {
    const [one] = await told({ ...session, reference: 'bap.example#a#b' });
    expect(one?.key).toEqual({ buyerId: 'bap.example', transactionId: 'a#b' });
  });

  test.each(['nonsense', '#t1'])('is told to nobody when it refers to %s', async (reference) => {
    expect(await told({ ...session, reference })).toEqual([]);
  });
});

describe('what a payment says', () => {
  const payment = { paymentId: 'pay-1', reference: 'bap.example#t1', amount: '59.05', currency: 'INR', at: instant(0) };
  const key = { buyerId: 'bap.example', transactionId: 't1' };
  const paymentSays = (said: object) => paymentTold(PaymentReport.parse({ ...payment, ...said }));

  test.each(['paid', 'declined'])('is told with its amount in the smallest unit: %s', (kind) => {
    expect(paymentSays({ kind })).toEqual({
      key,
      command: { type: 'ReportPayment', paymentId: 'pay-1', outcome: kind, amount: 5905 },
    });
  });

  test('is told of a refund by its id', () => {
    expect(paymentSays({ kind: 'refunded', refundId: 'r1' })).toEqual({
      key,
      command: { type: 'ReportRefund', refundId: 'r1' },
    });
  });

  test('is told to nobody when it refers to nothing of ours', () => {
    expect(paymentSays({ kind: 'paid', reference: 'nonsense' })).toBeUndefined();
  });
});
