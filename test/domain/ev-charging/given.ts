import { expect } from 'vitest';
import { type Step as Asked, type Decision, isAsking } from '../../../lib/domain/decision.ts';
import type { Effect } from '../../../lib/domain/effects.ts';
import { type Command, type CommandOf, reported } from '../../../lib/domain/ev-charging/commands.ts';
import type { Event } from '../../../lib/domain/ev-charging/events.ts';
import { follows } from '../../../lib/domain/ev-charging/follows.ts';
import { growth } from '../../../lib/domain/ev-charging/growth.ts';
import { life } from '../../../lib/domain/ev-charging/life.ts';
import type { Provider } from '../../../lib/domain/ev-charging/offers.ts';
import { initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import { decide, evolve as evolveBy } from '../../../lib/domain/life.ts';
import type { WantedCharging } from '../../../lib/language/charging.ts';
import type { Need, Needs } from '../../../lib/language/needs.ts';
import type { Wish } from '../../../lib/language/wish.ts';

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
      rates: [{ price: '18', chargerType: 'DC' }],
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

type Fields<Type extends Command['type']> = Omit<CommandOf<Type>, 'type' | 'orderId' | 'caseId'>;

/** What the outside answers, where a test says so. */
export type Answers = Partial<{ readonly [Kind in keyof Needs]: Needs[Kind]['gets'] }>;

/** A command with the answers that its decision will get. */
export type Said<Type extends Command['type'] = Command['type']> = CommandOf<Type> & { readonly outside: Answers };

export const command = <Type extends Command['type']>(type: Type, fields: Fields<Type>, outside: Answers = {}) =>
  ({ type, orderId: ORDER, caseId: CASE, outside, ...fields }) as unknown as Said<Type>; // Omit forgets how type and fields belong together

/** Asks the answers that the command came with, until one is missing. */
export function answered<Answer>(step: Asked<Answer>, answers: Answers): Asked<Answer> {
  if (!isAsking(step)) return step;
  const { need } = step;
  return need.kind in answers ? answered(step.resume(answers[need.kind] as never), answers) : step; // what it gets
}

/** The first that an order of that state says to a command: what happened, why not, or what it has to know. */
export const decideOn = ({ outside: _, ...said }: Said, state: State): Decision<Event> =>
  decide({ life, reported }, said as Command, state);

const decided = (said: Said, state: State) => answered(decideOn(said, state), said.outside);

export const evolve = (state: State, event: Event): State => evolveBy(growth, state, event);

/** What must follow from an event that happens to an order of that state. */
export function effectsOf(event: Event, before: State): readonly Effect[] {
  // The entry under an event's own type takes that event.
  const follow = follows[event.type] as ((...of: [Event, State, State]) => readonly Effect[]) | undefined;
  return follow?.(event, before, evolve(before, event)) ?? [];
}

export const party = {
  billing: { name: 'Asha', phone: '+91-9000000001', email: 'asha@example.org' },
  customer: { name: 'Asha', phone: '+91-9000000001' },
};

/** The energy item of the provider; `more` says more of its fulfillment. */
export const wish = (
  quantity?: { value: string; unit: string },
  more: Partial<Wish['fulfillments'][number]> = {},
): Wish => ({
  providerId: provider.id,
  items: [{ id: 'i1', quantity, addOnIds: [], labels: [] }],
  fulfillments: [{ labels: [], ...more }],
});

/** From and until, as a buyer says it. */
export const within = ({ start, end }: { start?: number; end?: number }) => ({
  start: start === undefined ? undefined : { instant: new Date(start).toISOString() },
  end: end === undefined ? undefined : { instant: new Date(end).toISOString() },
});

/** Everything free, everything granted. */
export const granted = {
  offer: provider,
  free: provider.fulfillments.map(({ id }) => `ev-charging#${provider.id}#${id}`),
  hold: 'held',
  'payment-link': 'https://pay.example/1',
  'payment-status': 'open',
  'start-session': { accepted: true, reading: { status: 'charging', energyWh: 0 } },
  'stop-session': { status: 'ended', energyWh: 1500 },
  'read-session': { status: 'waiting', energyWh: 0 },
} as const satisfies Answers;

export const select = (
  at = NINE,
  quantity = { value: '4', unit: 'kWh' },
  more: Partial<Wish['fulfillments'][number]> = {},
  wanted: WantedCharging = {},
) => command('Select', { at, buyerId: 'bap.example', wish: wish(quantity, more), wanted }, granted);

export const init = (
  at = NINE + MINUTE,
  more: Partial<Wish['fulfillments'][number]> = {},
  wanted: WantedCharging = {},
) =>
  command(
    'Initiate',
    { at, buyerId: 'bap.example', wish: wish(undefined, { id: 'f1', ...more }), wanted, party },
    granted,
  );

export const pay =
  (at = NINE + 2 * MINUTE, amount?: number) =>
  (state: State) =>
    command(
      'ReportPayment',
      {
        at,
        paymentId: 'purse' in state ? state.purse.due.id : `pay-${CASE}-1-5900`,
        outcome: 'paid',
        amount: amount ?? ('purse' in state ? state.purse.due.amount : 0),
      },
      granted,
    );

export const confirm = (at = NINE + 3 * MINUTE) => command('Confirm', { at }, granted);

export const start = (at = NINE + 4 * MINUTE, answers: Answers = {}) =>
  command('StartCharging', { at }, { ...granted, ...answers });

export const stop = (at = NINE + 10 * MINUTE, answers: Answers = {}) =>
  command('StopCharging', { at }, { ...granted, ...answers });

/** Asks for another window, as far as it is said. */
export const reschedule = (window: { start?: number; end?: number }, at: number, answers: Answers = {}) =>
  command('Reschedule', { at, window: within(window) }, { ...granted, ...answers });

/** The charge point stops before the plug was in. */
export const nothing: Answers = { 'stop-session': { status: 'ended', energyWh: 0 } };

export const waiting: Answers = { 'start-session': { accepted: true, reading: { status: 'waiting', energyWh: 0 } } };

export type Step = Said | ((state: State) => Said);

/** The state after commands that are all granted. */
export function given(...steps: readonly Step[]): State {
  return steps.reduce<State>((state, step) => {
    const decision = decided(typeof step === 'function' ? step(state) : step, state);
    if (decision.kind !== 'events') expect.fail(`the story does not hold: ${JSON.stringify(decision)}`);
    return decision.events.reduce(evolve, state);
  }, initialState);
}

export function when(state: State, step: Step) {
  const decision = decided(typeof step === 'function' ? step(state) : step, state);
  const events: readonly Event[] = decision.kind === 'ask' ? [] : (decision.events ?? []);
  let after = state;
  const effects: Effect[] = [];
  for (const event of events) {
    effects.push(...effectsOf(event, after));
    after = evolve(after, event);
  }
  return {
    events,
    effects,
    types: events.map(({ type }) => type),
    refused: decision.kind === 'refused' ? decision.refusal.reason : undefined,
    words: decision.kind === 'refused' ? decision.refusal.message : undefined,
    needs: (decision.kind === 'ask' ? decision.need : undefined) satisfies Need | undefined,
    after,
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
