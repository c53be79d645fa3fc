import { type Body, fixture, withValue } from './requests.ts';

/** An example reply as this platform writes it: the examples are those of any provider, and ours says some things in its own way. */
export const exampleReply = (name: string): Body =>
  Object.entries(ours[name] ?? {}).reduce((body, [path, value]) => withValue(body, path, value), fixture(name));

/** The same with all times in UTC: an offset says nothing about when. */
export const inUtc = (body: object) =>
  JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*\+05:30$/.test(value) ? new Date(value).toISOString() : value,
  );

const fact = (code: string, name: string, value: string) => ({ descriptor: { name, code }, value });
const available = fact('availability', 'Availability', 'Available');

/** Ours have a code, and always say whether the charge point works. */
const specifications = (...facts: object[]) => [
  {
    descriptor: { name: 'Charging Point Specifications', code: 'charging-point-specifications' },
    list: [...facts, available],
    display: true,
  },
];
const ofBay = specifications(
  fact('charger-type', 'Charger type', 'DC'),
  fact('connector-type', 'Connector type', 'CCS2'),
);

const ofSession = [
  {
    descriptor: { name: 'Charging details', code: 'charging-details' },
    list: [
      fact('energy-delivered', 'Energy delivered', '5.4 kWh'),
      fact('soc', 'State of charge', '65%'),
      fact('start-time', 'Start time', '2026-11-22T04:32:00.000Z'),
      fact('power', 'Power', '48 kW'),
    ],
    display: true,
  },
];

const offerTerms = (...facts: object[]) => [
  { descriptor: { name: 'Terms of the offer', code: 'offer-terms' }, list: facts, display: true },
];

const anyOrder = { 'message.order.fulfillments[0].tags': ofBay };

/** The documents spell the state `charging-start` in terms; and our terms can all be read somewhere. */
const order = {
  ...anyOrder,
  'message.order.cancellation_terms[1].fulfillment_state.descriptor.code': 'charging-start',
  'message.order.cancellation_terms[1].external_ref': {
    mimetype: 'text/html',
    url: 'https://voltstreet.example/terms',
  },
};

const rickshaws = [
  {
    id: 'rickshaws',
    descriptor: { name: 'Rickshaws', short_desc: 'Less for rickshaws' },
    item_ids: ['dc-fast'],
    time: { range: { start: '2026-01-01T00:00:00+05:30' } },
    tags: offerTerms(
      fact('discount', 'Discount', '10%'),
      fact('vehicle-category', 'Vehicle category', 'AUTO_RICKSHAW'),
    ),
  },
];

const rated = [
  {
    descriptor: { name: 'Ratings', code: 'ratings' },
    list: [fact('rating-count', 'Orders that have rated', '12')],
    display: true,
  },
];

const ours: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'on-search': {
    'message.catalog.providers[0].tags': rated,
    'message.catalog.providers[0].offers': rickshaws,
    'message.catalog.descriptor.name': 'Beckn Energy',
    'message.catalog.providers[0].fulfillments[0].tags': ofBay,
    'message.catalog.providers[0].fulfillments[1].tags': specifications(),
    'message.catalog.providers[0].fulfillments[2].tags': specifications(),
  },
  'on-select-provider': {
    'message.order.provider.tags': rated,
    'message.order.provider.offers': rickshaws,
    'message.order.tags': [
      {
        descriptor: { name: 'Catalogue', code: 'catalogue' },
        list: [fact('left', 'Left out', '7 more fit: say more of what is wanted to find them')],
        display: true,
      },
    ],
    'message.order.fulfillments[0].tags': ofBay,
    'message.order.fulfillments[1].tags': specifications(),
    'message.order.fulfillments[2].tags': specifications(),
  },
  // What is only quoted is a draft of ours already, without payments and terms.
  'on-select': {
    'message.order.offers': [
      { id: 'all', descriptor: { name: 'For all' }, tags: offerTerms(fact('discount', 'Discount', '5%')) },
    ],
    'message.order.fulfillments[0].tags': [
      ...ofBay,
      {
        descriptor: { name: 'Required inputs', code: 'required-inputs' },
        list: [fact('block', 'Block', 'Y, N')],
        display: true,
      },
    ],
    'message.order.type': 'DRAFT',
    'message.order.payments': [],
    'message.order.cancellation_terms': [],
  },
  'on-init': order,
  'on-confirm': order,
  'on-update': order,
  'on-status': {
    ...order,
    'message.order.fulfillments[0].tags': [...ofBay, ...ofSession],
    'message.order.fulfillments[0].state.descriptor.long_desc':
      '{"status":"Charging","timestamp":"2026-11-22T04:32:00.000Z"}',
  },
  // A refund is told by its tag; its type is that of the payment that goes back.
  'on-cancel': { ...order, 'message.order.payments[1].type': 'PRE-ORDER' },
};
