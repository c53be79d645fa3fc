import * as z from 'zod';
import { ask, type Step } from '../decision.ts';

/** What a charging provider offers. A fulfillment is one physical place: a connector, a swap station, a service van. */

const Id = z.string().min(1).max(255);
const Decimal = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const Gps = z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

export const chargerTypes = ['AC', 'DC'] as const;
const ChargerType = z.enum(chargerTypes);
const FulfillmentType = z.enum(['CHARGING', 'BATTERY-SWAP', 'MOBILE-BATTERY-SWAP']);

const Fulfillment = z.strictObject({
  id: Id,
  type: FulfillmentType,
  locationId: Id.optional(),
  gps: Gps.optional(),
  mapUrl: z.url().optional(),
  /** How far a van comes; absent: everywhere. */
  serviceArea: z.strictObject({ center: Gps, radiusKm: z.number().positive().max(5000) }).optional(),
  chargerType: ChargerType.optional(),
  connectorType: z.string().optional(),
  powerKw: z.number().positive().max(500),
  powerRating: z.string().optional(),
  chargerNumber: z.string(),
  /** For people, in their language: what to do on arrival. */
  instructions: z.string().min(1).max(1000).optional(),
  /** The batteries that are swapped here, in the provider's words. */
  batteryTypes: z.array(z.string().min(1).max(100)).min(1).optional(),
  /** Absent: for all that fit otherwise. */
  vehicleTypes: z.array(z.string().min(1).max(100)).min(1).optional(),
});

const Rate = z.strictObject({
  price: Decimal,
  chargerType: ChargerType.optional(),
  locationId: Id.optional(),
  fulfillmentType: FulfillmentType.optional(),
});

const Item = z.strictObject({
  id: Id,
  code: z.string(),
  name: z.string().optional(),
  /** Price of a kWh where none of the rates is meant. */
  rate: Decimal,
  /** The first whose conditions are all met counts; or, as older catalogues have it, the prices of charger types. */
  rates: z.union([z.array(Rate), z.partialRecord(ChargerType, Decimal)]).optional(),
  availableWh: z.int().positive(),
  /** Less is not sold. */
  minimumWh: z.int().positive().optional(),
  categoryIds: z.array(Id),
  locationIds: z.array(Id),
  fulfillmentIds: z.array(Id).min(1),
  addOns: z.array(z.strictObject({ id: Id, name: z.string(), price: Decimal })),
});

const Time = z.iso.datetime({ offset: true });

/** Percent of the price of the energy. */
const Discount = z.strictObject({
  id: Id.optional(),
  title: z.string(),
  shortDesc: z.string().optional(),
  percent: Decimal,
  /** Absent: on all. */
  itemIds: z.array(Id).min(1).optional(),
  /** Only for such vehicles, only for buyers of this platform; absent: for all. */
  vehicleMake: z.string().optional(),
  vehicleCategory: z.string().optional(),
  vehicleEnergyType: z.string().optional(),
  buyerId: z.string().optional(),
  /** Only for who names it in the order. */
  onRequest: z.boolean().optional(),
  /** It is given to quotes of that time. */
  validFrom: Time.optional(),
  validUntil: Time.optional(),
});

export const Provider = z.strictObject({
  id: Id,
  name: z.string(),
  code: z.string().optional(),
  shortDesc: z.string().optional(),
  images: z.array(z.url()),
  rating: Decimal.optional(),
  /** How many ratings that one sums up. */
  ratingCount: z.int().nonnegative().optional(),
  currency: z.string().length(3),
  /** IANA name; the zone of times that buyers say without one. */
  zone: z.string().optional(),
  categories: z.array(z.strictObject({ id: Id, code: z.string(), name: z.string() })),
  locations: z.array(z.strictObject({ id: Id, gps: Gps, address: z.string().optional() })),
  fulfillments: z.array(Fulfillment),
  items: z.array(Item),
  /** Charged when a window is reserved; nothing for who comes at once. */
  reservationFee: Decimal,
  taxPercent: Decimal,
  discounts: z.array(Discount),
  support: z.strictObject({ phone: z.string(), email: z.string(), url: z.url() }),
  termsUrl: z.url(),
});

export type Provider = z.infer<typeof Provider>;
export type Item = Provider['items'][number];
export type Fulfillment = Provider['fulfillments'][number];
export type Discount = Provider['discounts'][number];

/** Asks for a provider's entry: it was checked when the catalogue was loaded. */
export const offerOf = <Answer>(
  providerId: string | undefined,
  then: (provider: Provider | undefined) => Step<Answer>,
): Step<Answer> => ask({ kind: 'offer', providerId }, (entry) => then(entry as Provider | undefined)); // by this business

export const gpsOf = (provider: Pick<Provider, 'locations'>, fulfillment: Fulfillment) =>
  fulfillment.gps ?? provider.locations.find(({ id }) => id === fulfillment.locationId)?.gps;

/** The customer stays, and a van comes. */
export const comesToCustomer = ({ type }: Pick<Fulfillment, 'type'>): boolean => type === 'MOBILE-BATTERY-SWAP';

export const isSwap = (fulfillment: Fulfillment): boolean => fulfillment.type !== 'CHARGING';
