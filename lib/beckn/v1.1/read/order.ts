import * as z from 'zod';
import type { Billing, Contact, Vehicle } from '../../../language/party.ts';
import type { Wish, WishedFulfillment, WishedItem } from '../../../language/wish.ts';
import { list, optional, required } from './leaf.ts';
import { Payment } from './payment.ts';
import { LinePrice, Price } from './price.ts';
import { SelectedQuantity } from './quantity.ts';
import { Stops } from './stops.ts';
import { Email, Id, Name, Phone, Prose } from './text.ts';
import { Descriptor, Tags } from './words.ts';

const Identified = z.object({ id: required(Id) });

const Provider = z.preprocess(
  (received) => (Array.isArray(received) ? received[0] : received),
  z.object({ id: optional(Id), locations: list(z.object({ id: optional(Id) })).nullish() }),
);

const Item = z.object({
  id: required(Id),
  price: Price.nullish(),
  quantity: SelectedQuantity.nullish(),
  add_ons: list(Identified).nullish(),
  location_ids: list(required(Id)).nullish(),
  fulfillment_ids: list(required(Id)).nullish(),
  fulfillments: list(required(Id)).nullish(),
  tags: Tags.nullish(),
});
type Item = z.infer<typeof Item>;

export const VehicleWire = z
  .object({
    make: optional(Name),
    model: optional(Name),
    category: optional(Name),
    energy_type: optional(Name),
    registration: optional(Name),
  })
  .transform(({ energy_type: energyType, ...vehicle }): Vehicle => ({ ...vehicle, energyType }));

const Customer = z
  .object({
    person: z.object({ name: optional(Name) }).nullish(),
    contact: z.object({ phone: optional(Phone), email: optional(Email) }).nullish(),
  })
  .transform(({ person, contact }): Contact => ({ ...contact, name: person?.name }));

const Fulfillment = z
  .object({
    id: optional(Id),
    type: optional(Name),
    state: z.object({ descriptor: Descriptor.nullish(), code: optional(Name), name: optional(Name) }).nullish(),
    stops: Stops.nullish(),
    customer: Customer.nullish(),
    vehicle: VehicleWire.nullish(),
    tags: Tags.nullish(),
  })
  .transform(
    ({ id, type, state, stops, customer, vehicle, tags }): WishedFulfillment => ({
      id,
      type,
      state: state?.descriptor?.code ?? state?.descriptor?.name ?? state?.code ?? state?.name,
      window: stops?.window,
      customer: customer ?? undefined,
      vehicle: vehicle ?? undefined,
      place: stops?.place,
      locationIds: stops?.locationIds,
      labels: tags ?? [],
    }),
  );

const BillingWire = z
  .object({
    name: optional(Name),
    email: optional(Email),
    phone: optional(Phone),
    number: optional(Phone),
    address: optional(Prose),
    tax_id: optional(Name),
  })
  .transform(
    ({ name, email, phone, number, address, tax_id: taxId }): Billing => ({
      name,
      email,
      phone: phone ?? number,
      address,
      taxId,
    }),
  );

const Quote = z.object({
  price: Price.nullish(),
  breakup: list(z.object({ price: LinePrice.nullish() })).nullish(),
});

export const Order = z
  .object({
    id: optional(Id),
    order_id: optional(Id),
    provider: Provider.nullish(),
    providers: Provider.nullish(),
    items: list(Item).nullish(),
    offers: list(z.object({ id: optional(Id) })).nullish(),
    fulfillments: list(Fulfillment).nullish(),
    billing: BillingWire.nullish(),
    quote: Quote.nullish(),
    payments: list(Payment).nullish(),
  })
  .transform(
    ({ id, order_id, provider, providers, items, offers, fulfillments, billing, payments }): Wish => ({
      id: id ?? order_id,
      providerId: provider?.id ?? providers?.id,
      locationIds: (provider ?? providers)?.locations?.flatMap((location) => location.id ?? []),
      items: (items ?? []).map(requestedItem),
      offerIds: offers?.flatMap(({ id }) => id ?? []),
      fulfillments: fulfillments ?? fulfillmentNamedBy(items ?? []),
      billing: billing ?? undefined,
      payments: payments ?? undefined,
    }),
  );

const requestedItem = ({ id, quantity, add_ons, location_ids, tags }: Item): WishedItem => ({
  id,
  quantity: quantity ?? undefined,
  addOnIds: (add_ons ?? []).map((addOn) => addOn.id),
  locationIds: location_ids ?? undefined,
  labels: tags ?? [],
});

/** Items name the fulfillments by which they can be had: one name is a choice, more of them are not. */
function fulfillmentNamedBy(items: readonly Item[]): WishedFulfillment[] {
  const ids = new Set(items.flatMap((item) => item.fulfillment_ids ?? item.fulfillments ?? []));
  return ids.size === 1 ? [...ids].map((id) => ({ id, labels: [] })) : [];
}
