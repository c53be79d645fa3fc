import type { Action } from '../../lib/beckn/actions.ts';
import { toDecimal } from '../../lib/language/money.ts';
import type { ShownPayment } from '../../lib/language/shown.ts';
import type { Random } from '../memory/random.ts';
import { urlOf } from './buyers.ts';
import type { Trip } from './trips.ts';

/** A message as a well-behaved platform writes it. */
export interface Said {
  readonly context: Record<string, unknown>;
  readonly message: unknown;
}

/** Who we are here. */
export const provider = { id: 'energy.example.net', url: 'https://energy.example.net/bpp' } as const;

/** What a message is about, and when it is written. */
export interface About {
  readonly trip: Trip;
  /** Where the order stands, and what is due for it, where something is. */
  readonly stage: string;
  readonly due?: ShownPayment;
  readonly now: number;
  readonly random: Random;
}

export const saying = (action: Action, messageId: string, about: About): Said => ({
  context: {
    domain: 'dent:0.1.0',
    action,
    location: { country: { name: 'India', code: 'IND' }, city: { code: 'std:080' } },
    version: '1.1.0',
    bap_id: about.trip.buyer,
    bap_uri: urlOf(about.trip.buyer),
    bpp_id: provider.id,
    bpp_uri: provider.url,
    transaction_id: about.trip.transactionId,
    message_id: messageId,
    timestamp: timestamp(about.now),
    ttl: about.random.pick(['PT30S', 'PT10M', undefined]),
  },
  message: messages[action](about),
});

const messages: { readonly [A in Action]: (about: About) => unknown } = {
  search: ({ trip, random }) => ({ intent: random.pick<object>([intent(trip), near, vague, {}]) }),
  select: ({ trip }) => ({ order: selection(trip) }),
  init: ({ trip, random }) => ({ order: initiation(trip, random.below(3) === 0) }),
  confirm: ({ trip, due }) => ({ order: confirmation(trip, due) }),
  status: ({ trip }) => ({ order_id: orderId(trip) }),
  track: ({ trip }) => ({ order_id: orderId(trip) }),
  update: (about) => change(about),
  cancel: ({ trip, random }) => ({
    order_id: orderId(trip),
    cancellation_reason_id: random.pick(['1', '5', '7']),
    descriptor: { short_desc: 'Took the train' },
  }),
  rating: ({ trip }) => ({
    ratings: [
      { id: orderId(trip), rating_category: 'Order', value: '4' },
      { id: trip.place.provider, rating_category: 'Provider', value: '4.5' },
    ],
  }),
  support: ({ trip, random }) => ({
    support: {
      [random.pick(['ref_id', 'order_id'])]: orderId(trip),
      phone: trip.person.phone,
      email: trip.person.email,
    },
  }),
  get_cancellation_reasons: () => ({}),
  get_rating_categories: () => ({}),
};

export const orderId = ({ transactionId }: Pick<Trip, 'transactionId'>): string => `order-${transactionId}`;

const timestamp = (at: number) => new Date(at).toISOString();

const intent = ({ place, quantity, window }: Trip) => ({
  item: {
    descriptor: { code: 'energy' },
    quantity: { required: quantity },
    category: { descriptor: { code: 'green-tariff' } },
  },
  provider: { id: place.provider },
  fulfillment: { type: 'CHARGING', stops: stopsOf(window), tags: chargerTags },
});

const near = {
  descriptor: { name: 'ev charging' },
  location: { gps: '12.930000, 77.610000', radius: { type: 'CONSTANT', value: '30', unit: 'km' } },
  fulfillment: { vehicle: { category: '3-wheeler' } },
};

const vague = { descriptor: { name: 'charging' } };

const chargerTags = [
  {
    descriptor: { name: 'Charging Point', code: 'charging-point' },
    list: [
      { descriptor: { name: 'Charger type', code: 'charger-type' }, value: 'AC' },
      { descriptor: { name: 'State of charge limit', code: 'state-of-charge-limit' }, value: '80' },
    ],
  },
];

const stopsOf = (window: Trip['window']) =>
  window && [
    { type: 'start', time: { timestamp: timestamp(window.start) } },
    { type: 'end', time: { timestamp: timestamp(window.end) } },
  ];

const vehicle = { make: 'Mira', model: 'E5', category: 'AUTO_RICKSHAW', energy_type: 'EV', registration: 'MH12AB0001' };

function selection({ place, quantity, window, hasExtras }: Trip) {
  const { provider: id, item, fulfillment, addOns, offers } = place;
  return {
    provider: { id },
    items: [
      {
        id: item,
        quantity: { selected: { measure: quantity } },
        ...(hasExtras && { add_ons: addOns.map((addOn) => ({ id: addOn })), tags: [] }),
      },
    ],
    ...(hasExtras && { offers: offers.map((offer) => ({ id: offer })) }),
    fulfillments: [
      {
        id: fulfillment,
        type: 'CHARGING',
        stops: stopsOf(window) ?? [{ type: 'start', location: { gps: '12.745675,77.987393', address: '9 Lake Road' } }],
        ...(hasExtras && { vehicle, tags: chargerTags.map((group) => ({ ...group, list: group.list.slice(1) })) }),
      },
    ],
  };
}

/** Takes what was selected, or says all over again what is wanted. */
function initiation(trip: Trip, saysAll: boolean) {
  const { place, person, isCollected } = trip;
  const chosen = selection(trip);
  const [fulfillment] = chosen.fulfillments;
  const customer = { person: { name: person.name }, contact: { phone: person.phone, email: person.email } };
  return {
    provider: { id: place.provider },
    items: saysAll ? chosen.items : [{ id: place.item }],
    ...(saysAll && { offers: chosen.offers }),
    billing: {
      name: person.name,
      email: person.email,
      phone: person.phone,
      address: '9 Lake Road',
      tax_id: 'GST12',
    },
    fulfillments: [saysAll ? { ...fulfillment, customer } : { id: place.fulfillment, customer, vehicle }],
    ...(isCollected && { payments: [{ collected_by: 'BAP', type: 'PRE-ORDER', status: 'NOT-PAID' }] }),
  };
}

function confirmation(trip: Trip, due: ShownPayment | undefined) {
  const amount = due === undefined ? '100' : toDecimal(due.amount);
  return {
    ...initiation(trip, false),
    quote: {
      price: { value: amount, currency: 'INR' },
      breakup: [{ title: 'Estimated units consumed', price: { value: amount, currency: 'INR' } }],
      ttl: 'PT15M',
    },
    payments: [
      {
        id: due?.id,
        collected_by: trip.isCollected ? 'BAP' : 'BPP',
        params: { amount, currency: 'INR', transaction_id: trip.isCollected ? 'txn-77' : undefined },
        status: 'PAID',
        type: 'PRE-ORDER',
      },
    ],
  };
}

/** Starts what has not begun, ends what is running, or moves it to another time. */
function change({ trip, stage, random, now }: About) {
  const code = stage === 'charging' || stage === 'requested' ? 'end-charging' : 'start-charging';
  const start = trip.window?.start ?? now;
  const moved = { start: start + 10 * 60_000, end: start + 100 * 60_000 };
  const isMoved = trip.window !== undefined && random.below(6) === 0;
  return {
    update_target: isMoved ? 'order.fulfillments[0].stops' : 'order.fulfillments[0].state',
    order: {
      ...(random.below(2) === 0 && { id: orderId(trip) }),
      fulfillments: [
        {
          id: trip.place.fulfillment,
          type: 'CHARGING',
          ...(isMoved ? { stops: stopsOf(moved) } : { state: { descriptor: { code } } }),
        },
      ],
    },
  };
}
