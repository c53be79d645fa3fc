import type { OpenInput, WantedCharging } from '../../language/charging.ts';
import { connectorResource } from '../../language/charging.ts';
import type { Place } from '../../language/place.ts';
import { spanOf } from '../../language/window.ts';
import type { Wish } from '../../language/wish.ts';
import { ask, type Refused, refuse, type Step } from '../decision.ts';
import { readAmount, type Wanted } from './amount.ts';
import { chooseItem, fittingConnectors } from './choosing.ts';
import { tooFar } from './coming.ts';
import { givenAt, unknownOffer } from './discounts.ts';
import { atLocations } from './locations.ts';
import { comesToCustomer, type Fulfillment, type Item, offerOf, type Provider } from './offers.ts';
import { openInputs } from './open-inputs.ts';
import { times } from './policy.ts';
import { suitsVehicle, type VehicleTypes, whyUnsuited } from './suited.ts';
import { energyFor, type Offer, type Priced, priced, type Terms } from './terms.ts';
import { chooseWindow, type Window } from './window.ts';

interface Asked {
  readonly at: number;
  readonly buyerId: string;
  readonly wish: Wish;
  readonly wanted: WantedCharging;
  /** What was selected before, where this wish only adds to it. */
  readonly selected?: Terms;
  /** Its price is not promised any more. */
  readonly isExpired?: boolean;
}

export interface Chosen {
  readonly kind: 'chosen';
  readonly terms: Terms;
  readonly open: readonly OpenInput[];
}

/** Turns a wish into priced terms on one connector, or says what is missing. */
export const chooseTerms = (asked: Asked): Step<Chosen | Refused> =>
  offerOf(asked.wish.providerId, (provider) =>
    provider === undefined
      ? refuse('provider-unknown', `provider ${asked.wish.providerId ?? '(none named)'} is not in the catalogue`)
      : chooseFrom(provider, asked),
  );

function chooseFrom(provider: Provider, asked: Asked): Step<Chosen | Refused> {
  const { wish, selected } = asked;
  const choice = chooseItem(provider, wish, selected);
  if ('kind' in choice) return choice;
  const unknown = unknownOffer(provider, wish, selected?.offer);
  if (unknown !== undefined) return unknown;
  const place = wish.fulfillments[0]?.place ?? selected?.place;
  const connectors = connectorsFor(provider, choice.item, asked, place);
  if ('kind' in connectors) return connectors;
  const [first] = connectors;
  const chosen = (terms: Terms): Chosen => ({
    kind: 'chosen',
    terms,
    open: openInputs({ wish, wanted: asked.wanted, connectors, terms }),
  });
  const window = windowFor(asked, provider);
  if ('kind' in window) return window;
  const wanted = choice.quantity === undefined && selected ? selected : readAmount(choice.quantity, provider.currency);
  if ('kind' in wanted) return wanted;

  const termsOn = (connector: Fulfillment) =>
    size(
      {
        ...shared(asked, choice.addOnIds),
        offer: makeOffer(provider, choice.item, connector, asked),
        reserved: window.reserved,
        ...(place && comesToCustomer(connector) && { place }),
      },
      wanted,
      window,
    );
  const terms = termsOn(first);
  if ('kind' in terms) return terms;
  // A connector that was selected before is checked by the hold itself.
  if (selected !== undefined && connectors.length === 1) return chosen(terms);
  const resources = connectors.map(({ id }) => connectorResource(provider.id, id));
  return ask({ kind: 'free', resources, span: terms.span, enough: 1 }, (free) => {
    const connector = connectors.find(({ id }) => free.includes(connectorResource(provider.id, id)));
    if (connector === undefined) return refuseTaken(connectors);
    const final = termsOn(connector);
    return 'kind' in final ? final : chosen(final);
  });
}

/** Those that fit, at the location that is named, and come as far as the place. */
function connectorsFor(
  provider: Provider,
  item: Item,
  asked: Asked,
  place: Place | undefined,
): readonly [Fulfillment, ...Fulfillment[]] | Refused {
  const there = atLocations(provider, item, asked.wish, fittingConnectors(provider, item, asked, asked.selected));
  if ('kind' in there) return there;
  const vehicle = vehicleOf(asked);
  const suited = there.filter(suitsVehicle(vehicle));
  const [first, ...others] = suited.filter((connector) => tooFar(connector, place) === undefined);
  if (first !== undefined) return [first, ...others];
  const why = whyUnsuited(there, vehicle) ?? (suited[0] && tooFar(suited[0], place));
  return refuse('fulfillment-unknown', why ?? `item ${item.id} has no fulfillment that fits: see its fulfillment_ids`);
}

/** Said once, it counts for what follows. */
const vehicleOf = ({ wanted, selected }: Asked): VehicleTypes => ({
  batteryTypes: wanted.batteryTypes ?? selected?.batteryTypes,
  vehicleTypes: wanted.vehicleTypes ?? selected?.vehicleTypes,
});

function windowFor({ wish, selected, at }: Asked, { zone }: Provider): Window | Refused {
  const said = wish.fulfillments[0]?.window;
  if (said !== undefined || selected === undefined) return chooseWindow(said && spanOf(said, at, zone), at);
  const { span, reserved } = selected;
  return reserved ? { ...span, reserved } : { start: at, reserved };
}

function shared(asked: Asked, addOnIds: readonly string[]) {
  const { buyerId, wish, wanted, selected } = asked;
  const target = wanted.stateOfChargeLimit ?? selected?.stateOfChargeLimit ?? 100;
  return {
    addOnIds,
    buyerId,
    vehicleMake: wanted.vehicle?.make ?? selected?.vehicleMake,
    ...vehicleOf(asked),
    vehicleCategory: wanted.vehicle?.category ?? selected?.vehicleCategory,
    vehicleEnergyType: wanted.vehicle?.energyType ?? selected?.vehicleEnergyType,
    offerIds: wish.offerIds ?? selected?.offerIds,
    stateOfChargeLimit: target >= 1 && target <= 100 ? target : 100,
  };
}

/** The price that was quoted stands for the connector that it was quoted for. */
function makeOffer(provider: Provider, item: Item, fulfillment: Fulfillment, asked: Asked): Offer {
  const { selected, isExpired = false, at } = asked;
  const promised = isExpired ? undefined : selected?.offer;
  if (promised?.item.id === item.id && promised.fulfillment.id === fulfillment.id) return promised;
  const { items: _items, fulfillments: _fulfillments, locations, ...rest } = provider;
  const here = ({ id }: { readonly id: string }) => id === fulfillment.locationId;
  // Not the whole catalogue: an order is written down with it.
  return {
    provider: { ...rest, locations: locations.filter(here), discounts: givenAt(provider.discounts, at) },
    item: { ...item, fulfillmentIds: [fulfillment.id], locationIds: item.locationIds.filter((id) => here({ id })) },
    fulfillment,
  };
}

/** How much energy in which window that comes to, with its price. */
function size(asked: Priced, wanted: Wanted, window: Window): Terms | Refused {
  const { item, fulfillment } = asked.offer;
  const deliverable = (milliseconds: number) => Math.floor((fulfillment.powerKw * milliseconds) / 3600);
  const length = window.end === undefined ? undefined : window.end - window.start;
  const most = Math.min(item.availableWh, deliverable(length ?? times.longestWindow));
  const wh = energyWanted();
  if (wh === undefined) return refuse('not-allowed', 'this amount does not cover the fees: name a higher one');
  const { minimumWh: least = 0 } = item;
  if (wh < least) return refuse('not-allowed', `at least ${least / 1000} kWh are sold here: name a higher amount`);
  if (wh < 1) return refuse('unavailable', 'this amount does not buy any energy: name a higher one');
  if (wh > most) return refuse('unavailable', `at most ${most / 1000} kWh can be delivered here in that window`);
  const needed = Math.ceil((wh * 3600) / fulfillment.powerKw);
  const end = window.end ?? window.start + Math.ceil((needed + times.walkInSlack) / times.step) * times.step;
  return { ...asked, limit: wanted.limit, wh, span: { start: window.start, end }, quote: priced(asked, wh) };

  function energyWanted(): number | undefined {
    switch (wanted.limit.kind) {
      case 'money':
        return energyFor(asked, wanted.limit.amount, most);
      case 'time':
        return deliverable(wanted.limit.milliseconds);
      case 'energy':
        return wanted.wh ?? Math.min(most, deliverable(length ?? times.unsaid));
    }
  }
}

const MOST_NAMED = 5;

const named = (connectors: readonly Fulfillment[]): string => {
  const names = connectors.slice(0, MOST_NAMED).map(({ id }) => `connector ${id}`);
  const others = connectors.length - names.length;
  return [...names, ...(others > 0 ? [`${others} more`] : [])].join(', ');
};

const refuseTaken = (connectors: readonly Fulfillment[]): Refused =>
  refuse('unavailable', `taken for this window: ${named(connectors)}; choose another window or connector`);
