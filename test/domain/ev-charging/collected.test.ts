import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import { isOrder, type State } from '../../../lib/domain/ev-charging/state.ts';
import { ledgerOf } from '../../../lib/domain/parts/books.ts';
import { isAtRest } from '../../../lib/domain/parts/purse.ts';
import type { SaidPayment } from '../../../lib/language/payment.ts';
import {
  CASE,
  command,
  confirm,
  given,
  granted,
  init,
  MINUTE,
  NINE,
  pay,
  type Said,
  select,
  start,
  stop,
  when,
} from './given.ts';
import { commandFor, stories } from './happenings.ts';

/** Orders whose money a trusted buyer platform collects. */

const ID = `pay-${CASE}-1-5900-collected`;
const receipt: SaidPayment = {
  collectedBy: 'buyer',
  isPaid: true,
  transactionId: 'txn-77',
  amount: '59',
  currency: 'INR',
};

const collectedInit = (at = NINE + MINUTE): Said => ({ ...init(at), collector: 'buyer' });
const collected = (payments?: readonly SaidPayment[], at = NINE + 3 * MINUTE): Said => ({ ...confirm(at), payments });
const draft = () => given(select(), collectedInit());
const booked = () => given(select(), collectedInit(), collected([receipt]));

const paymentsOf = (state: State) => shown(state)?.payments ?? [];

describe('an init that the buyer platform collects for', () => {
  test('asks nobody for a link, and shows who collects', () => {
    const { events, after } = when(given(select()), {
      ...collectedInit(),
      outside: { ...granted, 'payment-link': undefined },
    });
    expect(events).toMatchObject([{ payment: { id: ID, collectedBy: 'buyer', amount: 5900, status: 'open' } }]);
    expect(paymentsOf(after)).toMatchObject([{ id: ID, collectedBy: 'buyer', paid: false, url: undefined }]);
  });

  test('may be changed by another one, both ways', () => {
    const back = given(select(), collectedInit(), init(NINE + 2 * MINUTE));
    expect(paymentsOf(back)).toMatchObject([
      { id: `pay-${CASE}-2-5900`, url: 'https://pay.example/1', collectedBy: undefined },
    ]);
    expect(when(back, collected([receipt])).refused).toBe('not-paid');
    const forth = given(select(), init(), collectedInit(NINE + 2 * MINUTE));
    expect(when(forth, collected([receipt])).types.slice(0, 2)).toEqual(['PaymentCompleted', 'OrderConfirmed']);
  });
});

describe('a confirm', () => {
  test('that says paid, with a transaction id and the amount, is one', () => {
    const { types, after, needs } = when(draft(), collected([receipt]));
    expect(needs).toBeUndefined();
    expect(types).toEqual(['PaymentCompleted', 'OrderConfirmed']);
    expect(paymentsOf(after)).toMatchObject([{ id: ID, collectedBy: 'buyer', paid: true, transactionId: 'txn-77' }]);
  });

  test('may name the payment, and leave out what is known', () => {
    const short = { id: ID, isPaid: true, transactionId: 'txn-77', amount: '59.00' };
    expect(when(draft(), collected([short])).types).toEqual(['PaymentCompleted', 'OrderConfirmed']);
  });

  test.each<[string, readonly SaidPayment[] | undefined]>([
    ['nothing, as who is not trusted', undefined],
    ['no payment', []],
    ['not paid', [{ ...receipt, isPaid: false }]],
    ['no transaction id', [{ ...receipt, transactionId: undefined }]],
    ['no amount', [{ ...receipt, amount: undefined }]],
    ['a smaller amount', [{ ...receipt, amount: '58.99' }]],
    ['an amount that only rounds to it', [{ ...receipt, amount: '58.999' }]],
    ['a larger amount', [{ ...receipt, amount: '60' }]],
    ['another currency', [{ ...receipt, currency: 'USD' }]],
    ['another payment', [{ ...receipt, id: `pay-${CASE}-1-5900` }]],
    ['that somebody else has collected it', [{ ...receipt, collectedBy: 'provider' }]],
    [
      'two halves',
      [
        { ...receipt, amount: '29.5' },
        { ...receipt, amount: '29.5' },
      ],
    ],
  ])('that says %s is refused as unpaid', (_, payments) => {
    const { refused, types } = when(draft(), collected(payments));
    expect(refused).toBe('not-paid');
    expect(types).toEqual([]);
  });

  test('that comes again is refused, and is not paid twice', () => {
    expect(when(booked(), collected([receipt])).refused).toBe('not-applicable');
    expect(evCharging.replay([], { state: booked() }).standing().ledger).toMatchObject({ hold: 5900, open: 5900 });
  });

  test('does not pay by word what our own page is open for', () => {
    expect(when(given(select(), init()), collected([receipt])).refused).toBe('not-paid');
  });

  test('after the payment window is too late, whatever was collected', () => {
    expect(when(draft(), collected([receipt], NINE + 16 * MINUTE)).refused).toBe('expired');
  });
});

test('the payment window lapses without asking our payment provider', () => {
  const due = NINE + 16 * MINUTE;
  const { after } = when(draft(), command('Elapse', { at: due, purpose: 'payment', due }));
  expect(after.stage === 'cancelled' && after.cancellation.reason.id).toBe('payment_timeout');
  expect(evCharging.replay([], { state: after }).standing().isRunning).toBe(false);
});

describe('a report of our own payment provider', () => {
  test.each([
    ['before it is paid', draft],
    ['after it is paid', booked],
  ])('%s pays for nothing and goes back through that provider', (_, order) => {
    for (const paymentId of [`pay-${CASE}-1-5900`, ID]) {
      const late = command(
        'ReportPayment',
        { at: NINE + 4 * MINUTE, paymentId, outcome: 'paid', amount: 5900 },
        granted,
      );
      const { types, effects, after } = when(order(), late);
      expect(types).toEqual(['StrayPaymentReceived']);
      expect(effects).toMatchObject([{ kind: 'call', call: { kind: 'refund', paymentId, amount: 5900 } }]);
      expect(paymentsOf(after)[0]?.paid).toBe(order === booked);
      expect(paymentsOf(after).at(-1)).toEqual({
        id: `refund-${paymentId}`,
        amount: 5900,
        paid: false,
        refund: true,
      });
    }
  });

  test('for the page of an earlier init goes back, and the order stays unpaid', () => {
    const changed = given(select(), init(), collectedInit(NINE + 2 * MINUTE));
    const { after, types } = when(
      changed,
      command(
        'ReportPayment',
        { at: NINE + 3 * MINUTE, paymentId: `pay-${CASE}-1-5900`, outcome: 'paid', amount: 5900 },
        granted,
      ),
    );
    expect(types).toEqual(['StrayPaymentReceived']);
    expect(after.stage).toBe('initiated');
  });
});

describe('what goes back', () => {
  test('is told as an entry of the collector, and asked of nobody', () => {
    const { effects, after } = when(booked(), command('Cancel', { at: NINE + 5 * MINUTE }));
    expect(effects.filter(({ kind }) => kind === 'call')).toEqual([]);
    expect(paymentsOf(after).at(-1)).toEqual({
      id: `refund-${ID}`,
      collectedBy: 'buyer',
      amount: 5900,
      paid: false,
      refund: true,
    });
  });

  test('does not keep the order from its rest', () => {
    const { after } = when(given(select(), collectedInit(), collected([receipt]), start()), stop());
    if (!isOrder(after)) expect.fail('no order');
    expect(after.purse.settled?.refund?.amount).toBeGreaterThan(0);
    expect(isAtRest(after.purse)).toBe(true);
    const told = command('ReportRefund', { at: NINE + HOUR_LATER, refundId: `refund-${ID}` });
    expect(when(after, told).types).toEqual([]);
  });
});

const HOUR_LATER = 60 * MINUTE;

test('money adds up whatever happens, whoever collects when', () => {
  const story = fc.tuple(stories, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }));
  fc.assert(
    fc.property(story, ([happenings, collects]) => {
      let at = NINE;
      let state: State = given();
      for (const [index, { what, minutes, wh }] of happenings.entries()) {
        at += minutes * MINUTE;
        const said = commandFor(what, at, wh, state);
        const amount = 'purse' in state ? String(state.purse.due.amount / 100) : '0';
        const more = collects[index % collects.length]
          ? {
              ...(what === 'init' && { collector: 'buyer' }),
              ...(what === 'confirm' && { payments: [{ ...receipt, amount }] }),
            }
          : {};
        state = when(state, { ...said, ...more } as Said).after; // the command with more of its own fields
        if (!isOrder(state)) continue;
        const money = ledgerOf(state.purse);
        expect(money.hold).toBe(money.capture + money.refund + money.open);
        expect(Math.min(...[money.hold, money.capture, money.refund, money.open])).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('an old history, which does not say who collects, is ours', () => {
  const { events } = when(given(select()), init());
  expect(events[0]).toMatchObject({ payment: { status: 'open' } });
  expect(JSON.stringify(events[0])).not.toContain('collectedBy');
  expect(when(given(select(), init()), pay()).types).toEqual(['PaymentCompleted']);
});
