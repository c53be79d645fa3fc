import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import { seededProviders } from '../../../lib/domain/ev-charging/seed.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { sum, toDecimal, toMinor } from '../../../lib/language/money.ts';
import type { Quantity, Wish } from '../../../lib/language/wish.ts';
import {
  command,
  confirm,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  party,
  pay,
  provider,
  select,
  start,
  stop,
  when,
  wish,
  within,
} from './given.ts';
import { commandFor, stories } from './happenings.ts';

const [chargezone] = seededProviders;
if (chargezone === undefined) throw new Error('no seed');
const window = { start: NINE + HOUR, end: NINE + HOUR + 30 * MINUTE };

const wishOf = (more: Partial<Wish['fulfillments'][number]>, quantity?: Quantity): Wish => ({
  providerId: chargezone.id,
  items: [{ id: 'pe-charging-01', quantity, addOnIds: [], labels: [] }],
  fulfillments: [{ id: '1', labels: [], ...more }],
});
const reserve = command(
  'Select',
  {
    at: NINE,
    buyerId: 'bap.example',
    wish: wishOf({ window: within(window) }, { value: '4', unit: 'kWh' }),
    wanted: {},
  },
  { offer: chargezone, free: ['ev-charging#chargezone.in#1'] },
);
const reserved = command(
  'Initiate',
  { at: NINE, buyerId: 'bap.example', wish: wishOf({}), wanted: {}, party },
  { ...granted, offer: chargezone },
);
const booked = () => given(reserve, reserved, pay(NINE + MINUTE), confirm());
const charging = () => given(reserve, reserved, pay(NINE + MINUTE), confirm(), start(window.start));

const quote = (state: State) => {
  const seen = shown(state);
  if (seen === undefined) throw new Error('nothing to see');
  expect(sum(seen.quote.lines.map(({ amount }) => amount))).toBe(seen.quote.total);
  return seen.quote.total;
};

describe('the sums of the documents', () => {
  test('4 kWh at 8 INR with a reservation of 8 cost 40', () => expect(quote(booked())).toBe(toMinor('40')));

  test('a buyer who cancels a paid reservation gets the energy back and pays the reservation: -32', () => {
    const { after } = when(booked(), command('Cancel', { at: NINE + 2 * MINUTE, reasonId: '5' }));
    expect(quote(after)).toBe(toMinor('-32'));
  });

  test('a buyer who cancels while charging pays the energy and 30 % of what was paid: -12 after 2 of 4 kWh', () => {
    const stopped = { 'stop-session': { status: 'ended', energyWh: 2000 } } as const;
    const { after } = when(charging(), command('Cancel', { at: window.start + MINUTE }, stopped));
    expect(quote(after)).toBe(toMinor('-12'));
  });

  test('a charger that fails costs the buyer only what was delivered: -24 after 2 of 4 kWh', () => {
    const failed = command('ReportSession', {
      at: window.start + MINUTE,
      sessionId: 'session-case1-1',
      status: 'faulted',
      wh: 2000,
      why: 'fault',
    });
    const { after } = when(charging(), failed);
    expect(quote(after)).toBe(toMinor('-24'));
    expect(shown(after)?.fulfillments[0]?.own.phase).toBe('faulted');
  });

  test('who does not come pays the reservation: -32', () => {
    const due = window.start + 10 * MINUTE;
    const { after } = when(booked(), command('Elapse', { at: due, purpose: 'arrival', due }));
    expect(quote(after)).toBe(toMinor('-32'));
    expect(shown(after)?.cancellation?.reason.id).toBe('no_show');
  });

  test('the bill is for what was delivered: 1.5 of 4 kWh cost 20 with the reservation, and 20 go back', () => {
    const { after } = when(charging(), stop(window.start + 2 * MINUTE));
    expect(quote(after)).toBe(toMinor('20'));
    expect(shown(after)?.payments.at(-1)).toMatchObject({ refund: true, amount: toMinor('20'), paid: false });
  });
});

describe('a limit in money', () => {
  test('is never exceeded, and less than one Wh below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150_000 }), fc.boolean(), (minor, withWindow) => {
        const more = withWindow ? { window: within(window) } : {};
        const { refused, after } = when(
          given(),
          select(NINE, { value: toDecimal(minor), unit: 'INR' }, { id: 'f1', ...more }),
        );
        if (refused !== undefined) return;
        const total = quote(after);
        expect(total).toBeLessThanOrEqual(minor);
        const capped = after.stage === 'quoted' && after.terms.wh >= 10_000;
        if (!capped) expect(minor - total).toBeLessThanOrEqual(2);
      }),
    );
  });
});

const nothing = { hold: 0, capture: 0, refund: 0, open: 0 };
const ledgerIn = (state: State) => evCharging.replay([], { state }).standing().ledger ?? nothing;

describe('whatever happens to an order', () => {
  test('money is neither made nor lost, and every quote is the sum of its lines', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let at = NINE;
        let state: State = given();
        let came = 0;
        for (const { what, minutes, wh } of story) {
          at += minutes * MINUTE;
          state = when(state, commandFor(what, at, wh, state)).after;
          if (state.stage !== 'new') quote(state);
          const { hold, capture, refund, open } = ledgerIn(state);
          expect(hold).toBe(capture + refund + open);
          expect(Math.min(hold, capture, refund, open)).toBeGreaterThanOrEqual(0);
          expect(hold).toBeGreaterThanOrEqual(came);
          came = hold;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('offers differ by charger type', () => {
  const on = (id: string) =>
    given(
      command(
        'Select',
        { at: NINE, buyerId: 'b', wish: wish({ value: '2', unit: 'kWh' }, { id }), wanted: {} },
        granted,
      ),
    );
  expect(quote(on('f1'))).toBe(toMinor('29.5'));
  expect(quote(on('f2'))).toBe(toMinor('42.48'));
});

test('discounts are for whom they are meant', () => {
  const discounts = [{ title: 'Zed drivers', percent: '10', vehicleMake: 'Zed' }];
  const outside = { ...granted, offer: { ...provider, discounts } };
  const quoted = given({ ...select(NINE, undefined, { id: 'f1' }), outside });
  expect(quote(quoted)).toBe(toMinor('59'));
  const ordered = (make: string) => when(quoted, { ...init(NINE, {}, { vehicle: { make } }), outside }).after;
  expect(quote(ordered('Other'))).toBe(toMinor('59'));
  expect(quote(ordered('ZED'))).toBe(toMinor('53.1'));
});
