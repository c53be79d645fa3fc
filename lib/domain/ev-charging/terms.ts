import Big from 'big.js';
import { type Minor, percentOf, sum, toMinor } from '../../language/money.ts';
import type { Place } from '../../language/place.ts';
import type { Part } from '../../language/shown.ts';
import type { Span } from '../../language/span.ts';
import { discountsOn } from './discounts.ts';
import type { Discount, Fulfillment, Item, Provider } from './offers.ts';
import { rateOf } from './rates.ts';

/** What is sold, at which prices: a copy of the catalogue at the time of the quote, so that later changes do not touch it. */
export interface Offer {
  readonly provider: Omit<Provider, 'items' | 'fulfillments'>;
  readonly item: Item;
  readonly fulfillment: Fulfillment;
}

/** How the buyer said how much. */
export type Limit =
  | { readonly kind: 'energy' }
  | { readonly kind: 'money'; readonly amount: Minor }
  | { readonly kind: 'time'; readonly milliseconds: number };

export interface Line {
  readonly title: string;
  readonly amount: Minor;
  readonly wh?: number;
  readonly part: Part;
}

export interface Quote {
  readonly total: Minor;
  readonly lines: readonly Line[];
}

export interface Terms {
  readonly offer: Offer;
  readonly span: Span;
  /** A window was asked for; otherwise the customer comes at once. */
  readonly reserved: boolean;
  readonly limit: Limit;
  readonly wh: number;
  readonly addOnIds: readonly string[];
  readonly buyerId: string;
  readonly vehicleMake?: string;
  /** What the customer said that it has to serve. */
  readonly batteryTypes?: readonly string[];
  readonly vehicleTypes?: readonly string[];
  readonly vehicleCategory?: string;
  readonly vehicleEnergyType?: string;
  /** The offers that the buyer has named. */
  readonly offerIds?: readonly string[];
  /** Where the van has to come; only where one comes. */
  readonly place?: Place;
  /** Percent of the battery at which charging stops. */
  readonly stateOfChargeLimit: number;
  readonly quote: Quote;
}

export type Priced = Omit<Terms, 'quote' | 'wh' | 'limit' | 'span'>;

/** The bill for an amount of energy under these terms: what is quoted and what is charged in the end come from here alone. */
export function priced(terms: Priced, wh: number, keepsReservation = terms.reserved): Quote {
  const { provider, item, fulfillment } = terms.offer;
  const energy = toMinor(new Big(rateOf(item, fulfillment)).times(wh).div(1000));
  const addOns = item.addOns.filter(({ id }) => terms.addOnIds.includes(id));
  const sold: Line[] = [
    { title: 'Estimated units consumed', amount: energy, wh, part: 'unit' },
    ...addOns.map(({ name, price }): Line => ({ title: name, amount: toMinor(price), part: 'add-on' })),
    ...(keepsReservation
      ? [{ title: 'Reservation fee', amount: toMinor(provider.reservationFee), part: 'reservation' } as const]
      : []),
  ];
  const net = [...sold, ...discountLines(discountsOn(terms), energy)];
  const tax = percentOf(Math.max(0, sum(net.map(({ amount }) => amount))), provider.taxPercent);
  const lines = [...net, { title: 'Taxes', amount: tax, part: 'tax' } as const];
  return { total: sum(lines.map(({ amount }) => amount)), lines };
}

/** Rounded together, and never more than there is: less energy must not cost more because each was rounded by itself. */
function discountLines(discounts: readonly Discount[], energy: Minor): readonly Line[] {
  let percent = new Big(0);
  let off = 0;
  return discounts.map((discount) => {
    percent = percent.plus(discount.percent);
    const before = off;
    off = Math.min(energy, percentOf(energy, percent.toFixed()));
    return { title: discount.title, amount: before - off, part: 'discount' };
  });
}

/** The most energy, in Wh, whose whole bill stays within the amount; undefined when not even the fees fit. */
export function energyFor(terms: Priced, amount: Minor, mostWh: number): number | undefined {
  const fits = (wh: number) => priced(terms, wh).total <= amount;
  if (!fits(0)) return undefined;
  let low = 0;
  let high = mostWh;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
