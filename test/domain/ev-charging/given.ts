import { expect } from 'vitest';
import type { Provider } from '../../../lib/domain/ev-charging/catalog.ts';
import type { Command, CommandOf } from '../../../lib/domain/ev-charging/commands.ts';
import { decide } from '../../../lib/domain/ev-charging/decide.ts';
import { evolve } from '../../../lib/domain/ev-charging/evolve.ts';
import { type Event, initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import type { Answers } from '../../../lib/domain/order/needs.ts';

/** A world for the domain's tests: one provider, one Monday morning, one buyer. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const NINE = Date.parse('2027-03-01T09:00:00+05:30');
export const ORDER = 'order-t1';
export const CASE = 'case1';

export const provider: Provider = {
  id: 'voltgrid.example',
  name: 'Voltgrid',
  code: 'VOLTGRID',
  images: [],
  rating: '4.1',
  currency: 'INR',
  categories: [{ id: 'c1', code: 'green-tariff', name: 'green tariff' }],
  locations: [{ id: 'l1', gps: { lat: 12.9, lon: 77.6 } }],
  fulfillments: [
    {
      id: 'f1',
      type: 'CHARGING',
      locationId: 'l1',
      chargerType: 'AC',
      connectorType: 'Type2',
      powerKw: 20,
      chargerNumber: '1',
    },
    {
      id: 'f2',
      type: 'CHARGING',
      locationId: 'l1',
      chargerType: 'DC',
      connectorType: 'CCS2',
      powerKw: 60,
      chargerNumber: '2',
    },
    { id: 'f3', type: 'BATTERY-SWAP', gps: { lat: 13, lon: 77.7 }, powerKw: 30, chargerNumber: '3' },
  ],
  items: [
    {
      id: 'i1',
      code: 'energy',
      rate: '12.5',
      rates: { DC: '18' },
      availableWh: 80_000,
      categoryIds: ['c1'],
      locationIds: ['l1'],
      fulfillmentIds: ['f1', 'f2'],
      addOns: [{ id: 'a1', name: 'Tea', price: '15' }],
    },
    {
      id: 'i2',
      code: 'battery',
      rate: '20',
      availableWh: 50_000,
      categoryIds: ['c1'],
      locationIds: [],
      fulfillmentIds: ['f3'],
      addOns: [],
    },
  ],
  reservationFee: '25',
  taxPercent: '18',
  discounts: [],
  support: { phone: '1800 1', email: 'help@voltgrid.example', url: 'https://voltgrid.example/help' },
  termsUrl: 'https://voltgrid.example/terms',
};

type Fields<Type extends Command['type']> = Omit<CommandOf<Type>, 'type' | 'orderId' | 'caseId' | 'answers'>;

export const command = <Type extends Command['type']>(type: Type, fields: Fields<Type>, answers: Answers = {}) =>
  ({ type, orderId: ORDER, caseId: CASE, answers, ...fields }) as CommandOf<Type>; // Omit forgets how type and fields belong together

export const party = {
  billing: { name: 'Asha', phone: '+91-9000000001', email: 'asha@example.org' },
  customer: { name: 'Asha', phone: '+91-9000000001' },
};

export const wish = (quantity?: { value: string; unit: string }, more: object = {}) => ({
  providerId: provider.id,
  items: [{ id: 'i1', quantity, addOnIds: [], labels: [] }],
  labels: [],
  ...more,
});

/** Everything free, everything granted. */
export const granted: Answers = {
  free: provider.fulfillments.map(({ id }) => `ev-charging#${provider.id}#${id}`),
  hold: 'held',
  paymentLink: 'https://pay.example/1',
  paymentStatus: 'open',
  started: { accepted: true, reading: { status: 'charging', energyWh: 0 } },
  stopped: { reading: { status: 'ended', energyWh: 1500 } },
};

export const select = (at = NINE, quantity = { value: '4', unit: 'kWh' }, more: object = {}) =>
  command('Select', { at, buyerId: 'bap.example', wish: wish(quantity, more), offered: provider }, granted);

export const init = (at = NINE + MINUTE, more: object = {}) =>
  command(
    'Initiate',
    { at, buyerId: 'bap.example', wish: { ...wish(), fulfillmentId: 'f1', ...more }, offered: provider, party },
    granted,
  );

export const pay =
  (at = NINE + 2 * MINUTE, amount?: number) =>
  (state: State) =>
    command(
      'ReportPayment',
      {
        at,
        paymentId: 'payment' in state ? state.payment.id : `pay-${CASE}-1-5900`,
        outcome: 'paid',
        amount: amount ?? ('payment' in state ? state.payment.amount : 0),
      },
      granted,
    );

export const confirm = (at = NINE + 3 * MINUTE) => command('Confirm', { at }, granted);

export const start = (at = NINE + 4 * MINUTE, answers: Answers = {}) =>
  command(
    'ChangeState',
    { at, target: 'order.fulfillments[0].state', state: 'start-charging' },
    { ...granted, ...answers },
  );

export const stop = (at = NINE + 10 * MINUTE, answers: Answers = {}) =>
  command('ChangeState', { at, target: 'fulfillment', state: 'end-charging' }, { ...granted, ...answers });

export const waiting: Answers = { started: { accepted: true, reading: { status: 'waiting', energyWh: 0 } } };

export type Step = Command | ((state: State) => Command);

/** The state after commands that are all granted. */
export function given(...steps: readonly Step[]): State {
  return steps.reduce<State>((state, step) => {
    const decision = decide(typeof step === 'function' ? step(state) : step, state);
    if (decision.kind !== 'events') expect.fail(`the story does not hold: ${JSON.stringify(decision)}`);
    return decision.events.reduce(evolve, state);
  }, initialState);
}

export function when(state: State, step: Step) {
  const decision = decide(typeof step === 'function' ? step(state) : step, state);
  const events: readonly Event[] = decision.kind === 'events' ? decision.events : [];
  return {
    decision,
    events,
    types: events.map(({ type }) => type),
    refused: decision.kind === 'refused' ? decision.refusal.reason : undefined,
    needs: decision.kind === 'need' ? decision.need : undefined,
    after: events.reduce(evolve, state),
  };
}

/** An order in each stage of its life. */
export const stages = {
  new: () => given(),
  quoted: () => given(select()),
  initiated: () => given(select(), init()),
  paid: () => given(select(), init(), pay()),
  booked: () => given(select(), init(), pay(), confirm()),
  requested: () => given(select(), init(), pay(), confirm(), start(NINE + 4 * MINUTE, waiting)),
  charging: () => given(select(), init(), pay(), confirm(), start()),
  ended: () => given(select(), init(), pay(), confirm(), start(), stop()),
  cancelled: () => given(select(), init(), pay(), command('Cancel', { at: NINE + 5 * MINUTE })),
} as const satisfies Record<State['stage'], () => State>;
