import type { ShownDiscount } from '../../language/shown.ts';
import type { Wish } from '../../language/wish.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Discount, Item, Provider } from './offers.ts';
import { sameWord } from './same-word.ts';

/** Discounts as buyers know them: as offers. */

/** Of discounts, those that are given at a time. */
export const givenAt = (discounts: readonly Discount[], at: number): Discount[] =>
  discounts.filter(
    ({ validFrom, validUntil }) =>
      (timeOf(validFrom) ?? at) <= at && at < (timeOf(validUntil) ?? Number.POSITIVE_INFINITY),
  );

/** What a provider offers to a buyer at a time, for these items. */
export const offeredTo = (
  { discounts }: Pick<Provider, 'discounts'>,
  itemIds: readonly string[],
  { at, buyerId }: { readonly at: number; readonly buyerId?: string },
): readonly ShownDiscount[] =>
  givenAt(discounts, at)
    .filter((one) => isFor(one.buyerId, buyerId))
    .filter((one) => itemIds.some((id) => isOn(one, id)))
    .map(shownDiscount);

/** What a discount may depend on. */
interface Sale {
  readonly offer: { readonly provider: Pick<Provider, 'discounts'>; readonly item: Pick<Item, 'id'> };
  readonly buyerId: string;
  readonly vehicleMake?: string;
  readonly vehicleCategory?: string;
  readonly vehicleEnergyType?: string;
  readonly offerIds?: readonly string[];
}

/** What is taken off. */
export const discountsOn = ({ offer, ...terms }: Sale): readonly Discount[] =>
  offer.provider.discounts.filter(
    (one) =>
      isOn(one, offer.item.id) &&
      isFor(one.buyerId, terms.buyerId) &&
      isSaid(one.vehicleMake, terms.vehicleMake) &&
      isSaid(one.vehicleCategory, terms.vehicleCategory) &&
      isSaid(one.vehicleEnergyType, terms.vehicleEnergyType) &&
      (one.onRequest !== true || terms.offerIds?.includes(idOf(one)) === true),
  );

/** Who names an offer that the provider does not have has read something else than its catalogue. */
export function unknownOffer(
  { id, discounts }: Provider,
  { offerIds = [] }: Wish,
  promised?: Sale['offer'],
): Refused | undefined {
  const known = new Set([...discounts, ...(promised?.provider.discounts ?? [])].map(idOf));
  const unknown = offerIds.find((one) => !known.has(one));
  return unknown === undefined ? undefined : refuse('offer-unknown', `provider ${id} has no offer ${unknown}`);
}

export const shownDiscount = (discount: Discount): ShownDiscount => {
  const { title, shortDesc, percent, itemIds, validFrom, validUntil } = discount;
  return {
    id: idOf(discount),
    words: { name: title, shortDesc },
    itemIds,
    valid: { start: timeOf(validFrom), end: timeOf(validUntil) },
    percent,
    conditions: [
      { code: 'vehicle-make', name: 'Vehicle make', value: discount.vehicleMake },
      { code: 'vehicle-category', name: 'Vehicle category', value: discount.vehicleCategory },
      { code: 'vehicle-energy-type', name: 'Vehicle energy type', value: discount.vehicleEnergyType },
      { code: 'platform', name: 'Buyer platform', value: discount.buyerId },
      { code: 'on-request', name: 'Only for who names it', value: discount.onRequest ? 'true' : undefined },
    ],
  };
};

const timeOf = (written: string | undefined): number | undefined =>
  written === undefined ? undefined : Date.parse(written);

const idOf = ({ id, title }: Discount): string => id ?? title;

const isOn = ({ itemIds }: Discount, itemId: string): boolean => itemIds === undefined || itemIds.includes(itemId);

const isFor = (meant: string | undefined, buyerId: string | undefined) => meant === undefined || meant === buyerId;

const isSaid = (wanted: string | undefined, said: string | undefined) => wanted === undefined || sameWord(wanted, said);
