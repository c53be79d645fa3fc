import { expect, test } from 'vitest';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { command, given, granted, MINUTE, NINE, party, provider, select, when, wish } from './given.ts';

const dearer = { ...provider, items: provider.items.map((item) => ({ ...item, rate: '80', rates: [] })) };

/** The init after so many minutes, which says how much once more, while everything has become dearer. */
function initiated(minutes: number, state: State) {
  const order = wish({ value: '4', unit: 'kWh' }, { id: 'f1' });
  const said = { at: NINE + minutes * MINUTE, buyerId: 'bap.example', wish: order, wanted: {}, party };
  return when(state, command('Initiate', said, { ...granted, offer: dearer })).after;
}

const total = (state: State) => shown(state)?.quote.total;

const quoted = given(select());
const dear = initiated(0, given());

test('a quoted price stands for as long as the quote', () => {
  expect(total(initiated(15, quoted))).toBe(total(quoted));
});

test('after that what is sold costs what it costs then, whoever says how much', () => {
  expect(total(dear)).not.toBe(total(quoted));
  expect(total(initiated(16, quoted))).toBe(total(dear));
});
