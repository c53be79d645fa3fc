import Big from 'big.js';
import { toMinor } from '../../language/money.ts';
import type { Quantity } from '../../language/wish.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Limit } from './terms.ts';

// No objects: a buyer may call a unit `constructor`.
const whPer: ReadonlyMap<string, number> = new Map([
  ['wh', 1],
  ['kwh', 1000],
  ['mwh', 1_000_000],
]);
const minutesPer: ReadonlyMap<string, number> = new Map([
  ['min', 1],
  ['mins', 1],
  ['minute', 1],
  ['minutes', 1],
  ['h', 60],
  ['hr', 60],
  ['hour', 60],
  ['hours', 60],
]);
const MILLISECONDS_PER_MINUTE = 60_000;

export interface Wanted {
  readonly limit: Limit;
  readonly wh?: number;
}

/** How much is wanted: energy, money in the provider's currency, or time. Nothing said: as much as the window allows. */
export function readAmount(amount: Quantity | undefined, currency: string): Wanted | Refused {
  if (amount === undefined) return { limit: { kind: 'energy' } };
  const value = new Big(amount.value);
  const unit = amount.unit.trim().toLowerCase();
  if (value.lte(0)) return refuse('unavailable', `a quantity above 0 was expected, not ${amount.value}`);
  const whPerUnit = whPer.get(unit);
  if (whPerUnit !== undefined)
    return { limit: { kind: 'energy' }, wh: value.times(whPerUnit).round(0, Big.roundHalfUp).toNumber() };
  const minutes = minutesPer.get(unit);
  if (minutes !== undefined)
    return {
      limit: { kind: 'time', milliseconds: value.times(minutes).times(MILLISECONDS_PER_MINUTE).round(0).toNumber() },
    };
  if (unit === currency.toLowerCase())
    return { limit: { kind: 'money', amount: toMinor(value.round(2, Big.roundDown)) } };
  return refuse(
    'unavailable',
    `a quantity in kWh, min or ${currency} was expected, not in ${amount.unit.slice(0, 20)}`,
  );
}
