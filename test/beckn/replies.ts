import type { ReplyAction } from '../../lib/beckn/actions.ts';
import type {
  Context,
  Fulfillment,
  Item,
  Order,
  Payment,
  ProtocolError,
  Provider,
  Quantity,
  Quote,
  Reply,
  ReplyBody,
  Stop,
  TagGroup,
} from '../../lib/beckn/message.ts';

/** What the platform says about an EV charging order; the fixtures of the same names are how that is written. */

const kWh = (value: string): Quantity => ({ value, unit: 'kWh' });
const inr = (value: string) => ({ value, currency: 'INR' });
const now = '2026-11-21T14:30:02+05:30';

const provider: Provider = {
  id: 'voltstreet.example',
  descriptor: {
    name: 'Volt Street',
    shortDesc: 'Volt Street Charging Pvt Ltd',
    images: ['https://voltstreet.example/logo.png'],
  },
};

const tags: TagGroup[] = [
  {
    descriptor: { name: 'Charging Point Specifications' },
    list: [
      { descriptor: { name: 'Charger type', code: 'charger-type' }, value: 'DC' },
      { descriptor: { name: 'Connector type', code: 'connector-type' }, value: 'CCS2' },
    ],
  },
];

const offered: Item = {
  id: 'dc-fast',
  descriptor: { code: 'energy' },
  price: { value: '20', currency: 'INR/kWH' },
  available: kWh('80'),
  fulfillmentIds: ['bay-7'],
};

const selected: Item = { ...offered, selected: kWh('12') };

const planned: Stop[] = [
  { type: 'start', at: '2026-11-22T10:00:00+05:30' },
  { type: 'end', at: '2026-11-22T10:45:00+05:30' },
];

const booked: Stop[] = [
  {
    type: 'start',
    location: { gps: { lat: 18.531, lon: 73.844 } },
    at: '2026-11-22T10:00:00+05:30',
    range: { start: '2026-11-22T10:00:00+05:30', end: '2026-11-22T10:10:00+05:30' },
    instructions: { name: 'How to charge', shortDesc: 'Plug in at bay 7, then start in your app' },
  },
  {
    type: 'end',
    at: '2026-11-22T10:45:00+05:30',
    range: { start: '2026-11-22T10:45:00+05:30', end: '2026-11-22T10:55:00+05:30' },
  },
];

const fulfillment = (code: string, name: string, stops: readonly Stop[]): Fulfillment => ({
  id: 'bay-7',
  type: 'CHARGING',
  state: { code, name, updatedAt: now },
  customer: { name: 'Asha Rao', phone: '+91-9800000001' },
  vehicle: { make: 'Mira', model: 'E5', energyType: 'EV', registration: 'MH12AB0001' },
  stops,
  tags,
});

const quote: Quote = {
  price: inr('292.64'),
  lines: [
    { title: 'Estimated units consumed', price: inr('240'), quantity: kWh('12') },
    { title: 'Free tyre check', price: inr('0') },
    { title: 'Reservation fee', price: inr('8') },
    { title: 'Taxes', price: inr('44.64') },
  ],
  ttl: 'PT15M',
};

const payment = (paid: boolean): Payment => ({
  id: 'pay-917',
  url: 'https://pay.example.net/917',
  amount: inr('292.64'),
  paid,
  type: 'PRE-ORDER',
  collectedBy: 'BPP',
  window: { start: '2026-11-21T14:30:00+05:30', end: '2026-11-21T14:45:00+05:30' },
});

const terms = {
  billing: { name: 'Asha Rao', email: 'asha@rider.example.org', phone: '+91-9800000001' },
  cancellationTerms: [
    {
      stateCode: 'payment-completed',
      fee: { amount: inr('8') },
      termsUrl: 'https://voltstreet.example/terms',
    },
    { stateCode: 'charging-started', fee: { percentage: '30' } },
  ],
};

const order = (code: string, name: string): Order => ({
  id: 'vs-2026-000917',
  status: 'ACTIVE',
  type: 'DEFAULT',
  provider,
  items: [selected],
  fulfillments: [{ ...fulfillment(code, name, booked), tracking: true }],
  quote,
  payments: [payment(true)],
  ...terms,
  createdAt: '2026-11-21T14:30:00+05:30',
  updatedAt: now,
});

const refund: Payment = {
  id: 'refund-917',
  amount: inr('175.23'),
  paid: false,
  type: 'POST-FULFILLMENT',
  collectedBy: 'BPP',
  refund: true,
};

export const replies = {
  'on-search': {
    action: 'on_search',
    catalog: {
      descriptor: { name: 'Charging in Pune' },
      providers: [
        {
          ...provider,
          rating: '4.6',
          categories: [{ id: 'green', descriptor: { code: 'green-tariff', name: 'Green tariff' } }],
          locations: [{ id: 'l-1', gps: { lat: 18.531, lon: 73.844 } }],
          items: [
            {
              ...offered,
              categoryIds: ['green'],
              locationIds: ['l-1'],
              addOns: [{ id: 'dc-fast-tyres', name: 'Free tyre check', price: inr('0') }],
            },
          ],
          fulfillments: [
            { id: 'bay-7', type: 'CHARGING', stops: planned, tags },
            {
              id: 'swap-1',
              type: 'BATTERY-SWAP',
              stops: [
                { type: 'start', location: { gps: { lat: 18.5402, lon: 73.8301 }, address: '12 River Road, Pune' } },
              ],
              tags: [],
            },
            {
              id: 'van-1',
              type: 'MOBILE-BATTERY-SWAP',
              stops: [{ type: 'start', location: { mapUrl: 'https://voltstreet.example/van/1' } }],
              tags: [],
            },
          ],
        },
      ],
    },
  },
  'on-select': {
    action: 'on_select',
    order: {
      provider,
      items: [
        selected,
        { id: 'dc-fast-tyres', descriptor: { name: 'Free tyre check', code: 'add-on-item' }, price: inr('0') },
      ],
      fulfillments: [{ id: 'bay-7', type: 'CHARGING', stops: planned, tags }],
      quote,
    },
  },
  'on-init': {
    action: 'on_init',
    order: {
      type: 'DRAFT',
      provider,
      items: [selected],
      fulfillments: [fulfillment('order-initiated', 'Order initiated', planned)],
      quote,
      payments: [payment(false)],
      ...terms,
    },
  },
  'on-confirm': { action: 'on_confirm', order: order('payment-completed', 'Payment completed') },
  'on-update': { action: 'on_update', order: order('charging-started', 'Charging started') },
  'on-status': { action: 'on_status', order: order('charging-started', 'Vehicle 65% charged') },
  'on-cancel': {
    action: 'on_cancel',
    order: {
      ...order('charger-error', 'Charger error'),
      status: 'CANCELLED',
      items: [{ ...selected, allocated: kWh('5') }],
      quote: {
        price: inr('-175.23'),
        lines: [{ title: 'payment refund', price: inr('-175.23'), quantity: kWh('7') }],
      },
      payments: [payment(true), refund],
      cancellation: {
        by: 'PROVIDER',
        at: now,
        reason: { id: '11', code: 'charger-error', description: 'The charger failed' },
      },
    },
  },
  'on-track': {
    action: 'on_track',
    tracking: {
      id: 'track-917',
      url: 'https://energy.example.net/track/917',
      active: true,
      gps: { lat: 18.531, lon: 73.844 },
    },
  },
  'on-rating': { action: 'on_rating', feedbackForm: { url: 'https://energy.example.net/forms/917' } },
  'on-support': {
    action: 'on_support',
    support: {
      reference: { form: 'order_id', id: 'vs-2026-000917' },
      ticketId: 'ticket-31',
      phone: '1800 5550100',
      email: 'care@energy.example.net',
      url: 'https://energy.example.net/help',
    },
  },
  'cancellation-reasons': {
    action: 'cancellation_reasons',
    reasons: [{ id: '3', code: 'plans-changed', description: 'Plans have changed' }],
  },
  'rating-categories': { action: 'rating_categories', categories: ['Order', 'Provider'] },
} as const satisfies Record<string, ReplyBody>;

export const us = { id: 'energy.example.net', uri: 'https://energy.example.net/bpp' };

type Said = ReplyBody | { readonly action: ReplyAction; readonly error: ProtocolError };

export const replyTo = (context: Context, messageId: string, body: Said): Reply => ({
  context,
  messageId,
  timestamp: now,
  ...body,
});
