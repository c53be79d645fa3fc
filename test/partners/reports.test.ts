import { describe, expect, test } from 'vitest';
import { outageSince } from '../../lib/flow/order/holding.ts';
import { type OfResource, type Reported, spread } from '../../lib/flow/order/reported.ts';
import type { Booking } from '../../lib/flow/ports/calendars.ts';
import { connectorResource } from '../../lib/language/charging.ts';
import { ConnectorChange, EndReason, Session } from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { reportOfConnector, reportOfSession } from '../../lib/partners/charge-points/ocpi-2.2.1/reports.ts';
import { PaymentNotice } from '../../lib/partners/payments/rest/api.ts';
import { reportOf } from '../../lib/partners/payments/rest/reports.ts';
import { memoryQueue } from '../flow/memory.ts';
import { key } from './key.ts';

const place = { location_id: 'voltgrid.example', evse_uid: 'f1' };
const time = (minutes: number) => Date.parse('2027-03-01T10:00:00Z') + minutes * 60_000;
const instant = (minutes: number) => new Date(time(minutes)).toISOString();

const booking = (order: string, from: number, to: number, until = to + 10): Booking => {
  return { order, round: 1, start: time(from), end: time(to), until: time(until) };
};

describe('what happens at a connector', () => {
  const happening = (event: string, minutes: number) =>
    reportOfConnector(
      ConnectorChange.parse({
        ...place,
        status: 'AVAILABLE',
        last_updated: instant(minutes),
        beckn_energy: { event },
      }),
    );

  async function toldOf(said: OfResource, bookings: readonly Booking[], resources: string[] = []) {
    const marked: unknown[] = [];
    const reports = memoryQueue<Reported>();
    const calendars = {
      async bookings(resource: string) {
        resources.push(resource);
        return bookings;
      },
      mark: async (...mark: unknown[]) => void marked.push(mark),
    };
    await spread(said, { from: 'charge-points', delivery: 'd-1' }, { calendars, reports });
    return { marked, told: reports.sent };
  }

  async function orders(minutes: number, bookings: readonly Booking[], resources: string[] = []) {
    const { told } = await toldOf(happening('plugged', minutes), bookings, resources);
    return told.map(({ subject }) => subject.transactionId);
  }

  test.each(['plugged', 'unplugged', 'faulted', 'cleared'])('is told in the words of the business: %s', (event) => {
    expect(happening(event, 5).command).toEqual({ type: 'ReportConnector', condition: event });
  });

  test.each([
    ['plugged', undefined],
    ['unplugged', undefined],
    ['faulted', true],
    ['cleared', false],
  ])('says of the resource whether it is out of order: %s', async (event, isOutOfOrder) => {
    const { marked } = await toldOf(happening(event, 5), []);
    const resource = connectorResource('voltgrid.example', 'f1');
    expect(marked).toEqual(isOutOfOrder === undefined ? [] : [[resource, { at: time(5), isOutOfOrder }]]);
  });

  test('is told to who has booked it, also where it is out of order', async () => {
    const { told } = await toldOf(happening('cleared', 5), [outageSince(time(0)), booking('bap.example#t1', 0, 30)]);
    expect(told).toHaveLength(1);
  });

  test('is told to who has booked it', async () => {
    const said = happening('plugged', 5);
    const { told } = await toldOf(said, [booking('bap.example#t1', 0, 30)]);
    expect(told.map(({ body }) => body)).toEqual([{ about: { key }, command: said.command, saidBy: 'd-1' }]);
  });

  test.each([
    [-1, []],
    [0, ['t1']],
    [30, ['t1']],
    [39, ['t1']],
    [40, []],
  ])('at minute %i of a booking until 30 with its grace until 40 concerns %o', async (minutes, whom) => {
    expect(await orders(minutes, [booking('bap.example#t1', 0, 30)])).toEqual(whom);
  });

  test('concerns the booking to its end, also where it lapses before', async () => {
    expect(await orders(20, [booking('bap.example#t1', 0, 30, 15)])).toEqual(['t1']);
  });

  test('concerns only whose time it is, or all whose times meet', async () => {
    const all = [
      booking('bap.example#t1', 0, 30),
      booking('bap.example#t2', 30, 60),
      booking('bap.example#t3', 90, 120),
    ];
    expect(await orders(35, all)).toEqual(['t1', 't2']);
    expect(await orders(75, all)).toEqual([]);
  });

  test('is looked up under that very connector', async () => {
    const resources: string[] = [];
    await orders(0, [], resources);
    expect(resources).toEqual([connectorResource('voltgrid.example', 'f1')]);
  });

  test('is told to nobody where a booking has no order of ours', async () => {
    expect(await orders(5, [booking('maintenance', 0, 30)])).toEqual([]);
  });
});

describe('what a session says', () => {
  const said = (more: object = {}, reference = 'bap.example#t1') =>
    reportOfSession(
      Session.parse({
        id: 'of-the-operator',
        start_date_time: instant(0),
        kwh: 1.5,
        cdr_token: { uid: 's1', type: 'OTHER', contract_id: reference },
        auth_method: 'COMMAND',
        authorization_reference: 's1',
        ...place,
        connector_id: 'i1',
        status: 'ACTIVE',
        last_updated: instant(5),
        ...more,
      }),
    );

  test('is told to the order that it refers to', () => {
    const dimensions = [{ type: 'STATE_OF_CHARGE', volume: 65.5 }];
    const period = { start_date_time: '2027-03-01T15:30:00+05:30', dimensions };
    expect(said({ charging_periods: [period] })).toEqual({
      about: { key },
      command: {
        type: 'ReportSession',
        sessionId: 's1',
        status: 'charging',
        wh: 1500,
        stateOfCharge: 65.5,
        startedAt: time(0),
        why: undefined,
      },
    });
  });

  test('may be its power and its current', () => {
    const told = (...dimensions: object[]) =>
      said({ charging_periods: [{ start_date_time: instant(0), dimensions }] })?.command;
    expect(told({ type: 'POWER', volume: 21.5 }, { type: 'CURRENT', volume: 31 })).toMatchObject({
      powerKw: 21.5,
      currentA: 31,
    });
    expect(told({ type: 'POWER', volume: -1 }, { type: 'MAX_CURRENT', volume: 32 })).toMatchObject({
      powerKw: undefined,
      currentA: undefined,
    });
  });

  test('concerns that order', () => {
    expect(said()?.about).toEqual({ key });
  });

  test.each([
    ['PENDING', undefined],
    ['ACTIVE', 'charging'],
    ['COMPLETED', 'ended'],
    ['INVALID', 'faulted'],
  ])('that is %s in OCPI is %s here', (status, meant) => {
    expect(Object(said({ status })?.command).status).toBe(meant);
  });

  test.each(EndReason.options)('says why it ended: %s', (why) => {
    expect(said({ status: 'COMPLETED', beckn_energy: { end_reason: why } })?.command).toMatchObject({
      status: 'ended',
      why,
      startedAt: undefined,
    });
  });

  test('leads to the order whatever its transaction is called', () => {
    expect(said({}, 'bap.example#a#b')?.about).toEqual({ key: { buyerId: 'bap.example', transactionId: 'a#b' } });
  });

  test.each(['nonsense', '#t1', '%zz#x', '%#t1', '%e0%a4%a#t1'])(
    'is told to nobody when it refers to %s',
    (reference) => {
      expect(said({}, reference)).toBeUndefined();
    },
  );
});

describe('what a payment says', () => {
  const payment = {
    payment_id: 'pay-1',
    reference: 'bap.example#t1',
    amount: '59.05',
    currency: 'INR',
    at: instant(0),
  };
  const said = (more: object) => reportOf(PaymentNotice.parse({ ...payment, ...more }));

  test.each(['paid', 'declined'])('is told with its amount in the smallest unit: %s', (outcome) => {
    expect(said({ type: `payment.${outcome}` })).toEqual({
      about: { key },
      command: { type: 'ReportPayment', paymentId: 'pay-1', outcome, amount: 5905, currency: 'INR' },
    });
  });

  test('is told of a refund by its id', () => {
    expect(said({ type: 'refund.completed', refund_id: 'r1' })).toEqual({
      about: { key },
      command: { type: 'ReportRefund', refundId: 'r1' },
    });
  });

  test.each(['nonsense', '%zz#x'])('is told to nobody when it refers to %s', (reference) => {
    expect(said({ type: 'payment.paid', reference })).toBeUndefined();
  });
});
