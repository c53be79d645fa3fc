import type { ReplyAction } from '../../lib/beckn/actions.ts';
import type { Context, ProtocolError, Reply, ReplyBody } from '../../lib/beckn/message.ts';
import type { ChargingShown } from '../../lib/language/charging.ts';
import type {
  Found,
  Shown,
  ShownDiscount,
  ShownFulfillment,
  ShownItem,
  ShownPayment,
  ShownProvider,
  ShownQuote,
} from '../../lib/language/shown.ts';

/** What the platform says about an EV charging order; `exampleReply` of the same name is how that is written. */

type Charge = ShownFulfillment<'ev-charging'>;

const at = (time: string) => Date.parse(`${time}+05:30`);
const kWh = (amount: number) => ({ amount: amount * 1000, unit: 'Wh' }) as const;
const now = '2026-11-21T14:30:02+05:30';

const provider: ShownProvider<'ev-charging'> = {
  id: 'voltstreet.example',
  words: {
    name: 'Volt Street',
    shortDesc: 'Volt Street Charging Pvt Ltd',
    images: ['https://voltstreet.example/logo.png'],
  },
};

const connector: ChargingShown = { isSwap: false, chargerType: 'DC', connectorType: 'CCS2', isAvailable: true };
const swap: ChargingShown = { isSwap: true, isAvailable: true };

const offered: ShownItem = {
  id: 'dc-fast',
  words: { code: 'energy' },
  price: { rate: '20', per: 'kWh' },
  currency: 'INR',
  available: kWh(80),
  fulfillmentIds: ['bay-7'],
};

const rickshaws: ShownDiscount = {
  id: 'rickshaws',
  words: { name: 'Rickshaws', shortDesc: 'Less for rickshaws' },
  percent: '10',
  itemIds: ['dc-fast'],
  valid: { start: at('2026-01-01T00:00:00') },
  conditions: [
    { code: 'vehicle-make', name: 'Vehicle make' },
    { code: 'vehicle-category', name: 'Vehicle category', value: 'AUTO_RICKSHAW' },
  ],
};

const selected: ShownItem = { ...offered, selected: kWh(12) };

const planned: Charge = {
  id: 'bay-7',
  type: 'CHARGING',
  own: connector,
  span: { start: at('2026-11-22T10:00:00'), end: at('2026-11-22T10:45:00') },
};

const charge = (phase: ChargingShown['phase'], headline: string): Charge => ({
  ...planned,
  own: {
    ...connector,
    phase,
    vehicle: { make: 'Mira', model: 'E5', energyType: 'EV', registration: 'MH12AB0001' },
  },
  headline,
  updatedAt: Date.parse(now),
  customer: { name: 'Asha Rao', phone: '+91-9800000001' },
});

const booked = (phase: ChargingShown['phase'], headline: string): Charge => ({
  ...charge(phase, headline),
  tracking: true,
  place: { gps: { lat: 18.531, lon: 73.844 } },
  arrival: { start: at('2026-11-22T10:00:00'), end: at('2026-11-22T10:10:00') },
  departure: { start: at('2026-11-22T10:45:00'), end: at('2026-11-22T10:55:00') },
  instructions: { name: 'How to charge', shortDesc: 'Plug in at bay 7, then start in your app' },
});

const quote: ShownQuote = {
  total: 292_64,
  lines: [
    { part: 'unit', title: 'Estimated units consumed', amount: 240_00, quantity: kWh(12) },
    { part: 'add-on', title: 'Free tyre check', amount: 0 },
    { part: 'reservation', title: 'Reservation fee', amount: 8_00 },
    { part: 'tax', title: 'Taxes', amount: 44_64 },
  ],
  ttlMilliseconds: 15 * 60_000,
};

const payment = (paid: boolean): ShownPayment => ({
  id: 'pay-917',
  url: 'https://pay.example.net/917',
  amount: 292_64,
  paid,
  window: { start: at('2026-11-21T14:30:00'), end: at('2026-11-21T14:45:00') },
  refund: false,
});

const refund: ShownPayment = { id: 'refund-917', amount: 175_23, paid: false, refund: true };

const termsUrl = 'https://voltstreet.example/terms';

const terms = {
  billing: { name: 'Asha Rao', email: 'asha@rider.example.org', phone: '+91-9800000001' },
  cancellationTerms: [
    { stage: 'booked', fee: { amount: 8_00 }, termsUrl },
    { stage: 'charging', fee: { percent: '30' }, termsUrl },
  ],
};

const draft = {
  business: 'ev-charging',
  draft: true,
  currency: 'INR',
  provider,
  items: [selected],
  quote,
  payments: [],
  cancellationTerms: [],
  feedback: { questions: [], isGiven: true },
} as const;

const order = (phase: ChargingShown['phase'], headline: string): Shown<'ev-charging'> => ({
  ...draft,
  ...terms,
  id: 'vs-2026-000917',
  status: 'active',
  draft: false,
  fulfillments: [booked(phase, headline)],
  payments: [payment(true)],
  createdAt: at('2026-11-21T14:30:00'),
  updatedAt: Date.parse(now),
});

const found: Found<'ev-charging'> = {
  business: 'ev-charging',
  providers: [
    {
      ...provider,
      rating: '4.6',
      ratings: 12,
      categories: [{ id: 'green', words: { code: 'green-tariff', name: 'Green tariff' } }],
      locations: [{ id: 'l-1', gps: { lat: 18.531, lon: 73.844 } }],
      items: [
        {
          ...offered,
          categoryIds: ['green'],
          locationIds: ['l-1'],
          addOns: [{ id: 'dc-fast-tyres', name: 'Free tyre check', amount: 0 }],
        },
      ],
      offers: [rickshaws],
      fulfillments: [
        planned,
        {
          id: 'swap-1',
          type: 'BATTERY-SWAP',
          own: swap,
          place: { gps: { lat: 18.5402, lon: 73.8301 }, address: '12 River Road, Pune' },
        },
        {
          id: 'van-1',
          type: 'MOBILE-BATTERY-SWAP',
          own: swap,
          place: { mapUrl: 'https://voltstreet.example/van/1' },
        },
      ],
    },
  ],
};

export const replies = {
  'on-search': { action: 'on_search', found: [found] },
  'on-select-provider': { action: 'on_select', offered: { ...found, left: 7 } },
  'on-select': {
    action: 'on_select',
    order: {
      ...draft,
      items: [
        selected,
        {
          id: 'dc-fast-tyres',
          words: { name: 'Free tyre check', code: 'add-on-item' },
          price: { amount: 0 },
          currency: 'INR',
        },
      ],
      offers: [{ id: 'all', words: { name: 'For all' }, percent: '5', valid: {}, conditions: [] }],
      fulfillments: [{ ...planned, own: { ...connector, open: [{ input: 'block', choices: ['Y', 'N'] }] } }],
    },
  },
  'on-init': {
    action: 'on_init',
    order: { ...draft, ...terms, fulfillments: [charge('initiated', 'Order initiated')], payments: [payment(false)] },
  },
  'on-confirm': { action: 'on_confirm', order: order('booked', 'Payment completed') },
  'on-update': { action: 'on_update', order: order('charging', 'Charging started') },
  'on-status': {
    action: 'on_status',
    order: {
      ...order('charging', 'Vehicle 65% charged'),
      fulfillments: [
        {
          ...booked('charging', 'Vehicle 65% charged'),
          own: {
            ...charge('charging', '').own,
            session: { energyWh: 5400, stateOfCharge: 65, startedAt: at('2026-11-22T10:02:00'), powerKw: 48 },
            connector: { status: 'charging', at: at('2026-11-22T10:02:00') },
          },
        },
      ],
    },
  },
  'on-cancel': {
    action: 'on_cancel',
    order: {
      ...order('faulted', 'Charger error'),
      status: 'cancelled',
      items: [{ ...selected, allocated: kWh(5) }],
      quote: {
        total: -175_23,
        lines: [{ part: 'refund', title: 'payment refund', amount: -175_23, quantity: kWh(7) }],
      },
      payments: [payment(true), refund],
      cancellation: {
        by: 'provider',
        at: Date.parse(now),
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
