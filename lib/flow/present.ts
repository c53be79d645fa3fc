import type {
  CancellationTerm,
  Descriptor,
  Fulfillment,
  Item,
  Payment,
  Order as PresentedOrder,
  Price,
  Provider,
  Quantity,
  Stop,
} from '../beckn/message.ts';
import type { Order } from '../domain/domain.ts';
import { type Minor, toDecimal } from '../domain/money.ts';
import type { Span } from '../domain/order/needs.ts';
import type {
  CancellationTermView,
  FulfillmentView,
  ItemView,
  OrderView,
  PaymentView,
  PlaceView,
  ProviderView,
  Words,
} from '../domain/order/view.ts';

/** What a domain shows, in the words of the protocol. */
export function presentOrder(view: OrderView): PresentedOrder {
  const { currency } = view;
  return {
    id: view.id,
    status: view.status && STATUS[view.status],
    type: view.draft ? 'DRAFT' : 'DEFAULT',
    provider: presentProvider(view.provider),
    items: view.items.map(presentItem),
    fulfillments: [presentFulfillment(view.fulfillment)],
    billing: view.billing,
    quote: {
      price: price(view.quote.total, currency),
      lines: view.quote.lines.map(({ title, amount, wh }) => ({
        title,
        price: price(amount, currency),
        quantity: wh === undefined ? undefined : kWh(wh),
      })),
      ttl: view.quote.ttlMilliseconds === undefined ? undefined : `PT${view.quote.ttlMilliseconds / 60_000}M`,
    },
    payments: view.payments.map((payment) => presentPayment(payment, currency)),
    cancellationTerms: view.cancellationTerms.map((term) => presentTerm(term, currency)),
    cancellation: view.cancellation && {
      by: view.cancellation.by === 'buyer' ? 'CONSUMER' : 'PROVIDER',
      at: instant(view.cancellation.at),
      reason: view.cancellation.reason,
    },
    createdAt: view.createdAt === undefined ? undefined : instant(view.createdAt),
    updatedAt: view.updatedAt === undefined ? undefined : instant(view.updatedAt),
  };
}

/** An order that has just been changed, and so can be seen. */
export function showOrder(order: Order): PresentedOrder {
  const view = order.view();
  if (view === undefined) throw new Error('there is no order to show');
  return presentOrder(view);
}

const STATUS = { active: 'ACTIVE', complete: 'COMPLETE', cancelled: 'CANCELLED' } as const;

export const presentProvider = (view: ProviderView): Provider => ({
  id: view.id,
  descriptor: descriptor(view.words),
  rating: view.rating,
  categories: view.categories?.map(({ id, words }) => ({ id, descriptor: descriptor(words) })),
  locations: view.locations,
  items: view.items?.map(presentItem),
  fulfillments: view.fulfillments?.map(presentFulfillment),
});

const presentItem = (view: ItemView): Item => ({
  id: view.id,
  descriptor: descriptor(view.words),
  price:
    'rate' in view.price
      ? { value: view.price.rate, currency: `${view.currency}/${view.price.unit}` }
      : price(view.price.amount, view.currency),
  available: view.availableWh === undefined ? undefined : kWh(view.availableWh),
  selected: view.selectedWh === undefined ? undefined : kWh(view.selectedWh),
  allocated: view.deliveredWh === undefined ? undefined : kWh(view.deliveredWh),
  categoryIds: view.categoryIds,
  fulfillmentIds: view.fulfillmentIds,
  locationIds: view.locationIds,
  addOns: view.addOns?.map(({ id, name, amount }) => ({ id, name, price: price(amount, view.currency) })),
});

function presentFulfillment(view: FulfillmentView): Fulfillment {
  const { state, span, arrival, departure, place } = view;
  const start: Stop = {
    type: 'start',
    location: location(place),
    at: span && instant(span.start),
    range: arrival && range(arrival),
    instructions: view.instructions && descriptor(view.instructions),
  };
  const end: Stop = { type: 'end', at: span && instant(span.end), range: departure && range(departure) };
  return {
    id: view.id,
    type: view.type,
    state: state && { ...state, updatedAt: state.updatedAt === undefined ? undefined : instant(state.updatedAt) },
    tracking: view.tracking,
    customer: view.customer,
    vehicle: view.vehicle,
    stops: span === undefined ? [start] : [start, end],
    tags:
      view.facts.length === 0
        ? []
        : [
            {
              descriptor: { name: 'Charging Point Specifications', code: 'charging-point-specifications' },
              list: view.facts.map(({ name, code, value }) => ({ descriptor: { name, code }, value })),
              display: true,
            },
          ],
  };
}

const presentPayment = (view: PaymentView, currency: string): Payment => ({
  id: view.id,
  url: view.url,
  amount: price(view.amount, currency),
  paid: view.paid,
  type: 'PRE-ORDER',
  collectedBy: 'BPP',
  window: view.window && range(view.window),
  refund: view.refund,
});

const presentTerm = ({ stateCode, fee, termsUrl }: CancellationTermView, currency: string): CancellationTerm => ({
  stateCode,
  fee: 'percent' in fee ? { percentage: fee.percent } : { amount: price(fee.amount, currency) },
  termsUrl,
});

const descriptor = ({ name, code, shortDesc, images }: Words): Descriptor => ({
  name,
  code,
  shortDesc,
  images: images && images.length > 0 ? images : undefined,
});

const location = (place: PlaceView | undefined) =>
  place === undefined || (place.id ?? place.gps ?? place.mapUrl ?? place.address) === undefined ? undefined : place;

const price = (minor: Minor, currency: string): Price => ({ value: toDecimal(minor), currency });

const kWh = (wh: number): Quantity => ({ value: String(wh / 1000), unit: 'kWh' });

const range = ({ start, end }: Span) => ({ start: instant(start), end: instant(end) });

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
