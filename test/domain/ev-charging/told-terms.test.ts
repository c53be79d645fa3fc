import { describe, expect, test } from 'vitest';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import { isOrder, type State } from '../../../lib/domain/ev-charging/state.ts';
import { paidInto } from '../../../lib/domain/parts/purse.ts';
import { percentOf } from '../../../lib/language/money.ts';
import type { Wish } from '../../../lib/language/wish.ts';
import {
  command,
  confirm,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  pay,
  provider,
  type Said,
  select,
  start,
  waiting,
  when,
  within,
} from './given.ts';

const span = { start: NINE + HOUR, end: NINE + 2 * HOUR };
const [item] = provider.items;
const dear = { ...provider, discounts: [{ title: 'Partners', percent: '12.5' }] };

/** Whose tax, add-on and discount make the sums uneven. */
function beginning(isReserved: boolean): readonly Said[] {
  const wish = (said: Said<'Select'>): Wish => ({
    ...said.wish,
    items: [{ id: item?.id ?? '', quantity: { value: '4', unit: 'kWh' }, addOnIds: ['a1'], labels: [] }],
  });
  const outside = { ...granted, offer: dear };
  const asked = select(NINE, undefined, { id: 'f1', ...(isReserved && { window: within(span) }) });
  return [
    { ...asked, wish: wish(asked), outside },
    { ...init(), outside },
  ];
}

const drafted = (isReserved: boolean) => given(...beginning(isReserved));
const paid = (isReserved: boolean) => given(...beginning(isReserved), pay());
const booked = (isReserved: boolean) => given(...beginning(isReserved), pay(), confirm());
const begun = (isReserved: boolean) => (isReserved ? span.start : NINE + 4 * MINUTE);
const on = (state: State, ...said: readonly Said[]) => said.reduce((now, one) => when(now, one).after, state);

const requested = (isReserved: boolean) => on(booked(isReserved), start(begun(isReserved), waiting));
const charging = (isReserved: boolean) => on(booked(isReserved), start(begun(isReserved)));
const refusedStart = (isReserved: boolean) =>
  on(booked(isReserved), start(begun(isReserved), { 'start-session': { accepted: false, why: 'broken' } }));

const costs = (state: State, stage: string) => {
  const seen = shown(state);
  const cancellation = seen?.cancellationTerms.find((term) => term.stage === stage);
  const refund = seen?.refundTerms?.find((term) => term.stage === stage);
  return { fee: cancellation?.fee, by: cancellation?.by ?? Number.NaN, refund };
};

/** What was charged and goes back in truth. */
function happened(after: State) {
  if (!isOrder(after) || after.purse.settled === undefined) return expect.fail(`the order is ${after.stage}`);
  const { charged, refund } = after.purse.settled;
  expect(charged + (refund?.amount ?? 0)).toBe(paidInto(after.purse));
  return { charged, back: refund?.amount ?? 0 };
}

const cancelled = (state: State, wh = 0) =>
  when(state, command('Cancel', { at: begun(true) }, { 'stop-session': { status: 'ended', energyWh: wh } })).after;

const elapsed = (state: State, due: number) =>
  when(state, command('Elapse', { at: due, purpose: 'arrival', due })).after;

describe.each([
  ['a reservation', true],
  ['who comes at once', false],
])('the terms that are told for %s', (_, isReserved) => {
  test('are told before anything is paid, and stay the same until something is delivered', () => {
    const [quoted] = beginning(isReserved);
    const terms = (state: State) =>
      ['booked', 'no-show', 'charging'].map((stage) => ({ ...costs(state, stage), by: 0 }));
    const first = terms(given(...(quoted ? [quoted] : [])));
    expect(first[0]?.refund?.isRefunded).toBe(true);
    for (const later of [drafted, paid, booked, requested, charging]) expect(terms(later(isReserved))).toEqual(first);
  });

  test.each([
    ['paid', paid],
    ['booked', booked],
    ['waiting for its plug', requested],
  ])('hold for a buyer who cancels an order that is %s', (_, state) => {
    const { fee, refund } = costs(drafted(isReserved), 'booked');
    const { charged, back } = happened(cancelled(state(isReserved)));
    expect(fee).toEqual({ amount: charged });
    expect(refund).toEqual({ stage: 'booked', isRefunded: back > 0, amount: back });
    expect(charged > 0).toBe(isReserved);
  });

  test('hold for who does not come', () => {
    const { fee, refund } = costs(drafted(isReserved), 'no-show');
    const { by } = costs(booked(isReserved), 'no-show');
    expect(elapsed(booked(isReserved), by - 1).stage).toBe('booked');
    const { charged, back } = happened(elapsed(booked(isReserved), by));
    expect(fee).toEqual({ amount: charged });
    expect(refund).toEqual({ stage: 'no-show', isRefunded: true, amount: back });
  });

  test('give nobody less time than was told', () => {
    expect(costs(drafted(isReserved), 'no-show').by).toBe((isReserved ? span.start : NINE + MINUTE) + 10 * MINUTE);
    expect(costs(booked(isReserved), 'no-show').by).toBeGreaterThanOrEqual(costs(drafted(isReserved), 'no-show').by);
  });

  test.each([0, 1, 1500, 3999, 4000, 9000])('hold for a buyer who cancels while charging, after %i Wh', (wh) => {
    const { fee, refund } = costs(drafted(isReserved), 'charging');
    expect(fee).toEqual({ percent: '30' });
    expect(refund).toEqual({ stage: 'charging', isRefunded: true });
    const delivered = happened(when(charging(isReserved), fault(isReserved, wh)).after).charged;
    const { charged } = happened(cancelled(charging(isReserved), wh));
    const total = paidInto((charging(isReserved) as Extract<State, { stage: 'charging' }>).purse); // it is charging
    expect(charged).toBe(Math.min(delivered + percentOf(total, '30'), total));
  });

  test('give everything back that a broken charger did not deliver', () => {
    const { refund } = costs(drafted(isReserved), 'faulted');
    expect(refund).toEqual({ stage: 'faulted', isRefunded: true });
    expect(happened(when(charging(isReserved), fault(isReserved, 0)).after).charged).toBe(0);
  });

  test('cost nothing after the charger has refused to start', () => {
    const state = refusedStart(isReserved);
    for (const stage of ['booked', 'no-show'])
      expect(costs(state, stage)).toMatchObject({ fee: { amount: 0 }, refund: { isRefunded: true } });
    expect(happened(cancelled(state)).charged).toBe(0);
    expect(happened(elapsed(state, costs(state, 'no-show').by)).charged).toBe(0);
    expect(costs(state, 'booked').refund?.amount).toBe(happened(cancelled(state)).back);
  });

  test('cost nothing before anything is paid', () => {
    expect(happened(cancelled(drafted(isReserved)))).toEqual({ charged: 0, back: 0 });
  });
});

test('who has plugged in has until the end of the window', () => {
  const plugged = on(booked(true), command('ReportConnector', { at: span.start, condition: 'plugged' }));
  const { by } = costs(plugged, 'no-show');
  expect(costs(elapsed(plugged, by), 'no-show').by).toBe(span.end);
});

const fault = (isReserved: boolean, wh: number) =>
  command('ReportSession', {
    at: begun(isReserved) + MINUTE,
    sessionId: 'session-case1-1',
    status: 'faulted',
    wh,
    why: 'fault',
  });
