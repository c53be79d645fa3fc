import { expect, StoryFailed } from '../expectation.ts';
import type { Answer, Scene } from '../scene.ts';
import type { Step } from '../story.ts';
import { arrow } from '../telling.ts';
import { stateOf } from '../wire.ts';
import { expectPrice, expectState, granted, orderOf } from './expecting.ts';
import { type Place, places, type Spot, type Visit } from './places.ts';

/** From the search to the confirmed order. */

export interface Wish extends Visit {
  readonly providerId: string;
  readonly itemId: string;
  readonly kWh: string;
  readonly addOnIds?: readonly string[];
  /** Offers that are asked for. */
  readonly offerIds?: readonly string[];
  /** Where the van has to come, for who has one come. */
  readonly comesTo?: Spot;
  /** What it has to cost. */
  readonly price: string;
}

export const search =
  (intent: object, providerId: string): Step =>
  async (scene) => {
    const { body } = granted(await scene.ask('search', 'on_search', { intent }), 'on_search');
    const ids = body.catalog?.providers.map(({ id }) => id) ?? [];
    expect(
      ids.includes(providerId),
      `${providerId} in the catalogue`,
      `there were ${ids.join(', ') || 'no providers'}`,
    );
  };

/** Select and init, at the first place and time that is free: the chargers are shared with other journeys. */
export const book =
  (wish: Wish): Step =>
  async (scene) => {
    for await (const place of places(scene, wish)) {
      const selected = await scene.ask('select', 'on_select', { order: selection(wish, place) });
      if (isTaken(selected)) continue;
      const quoted = orderOf(selected, 'on_select');
      expectPrice(quoted, wish.price);

      const initiated = await scene.ask('init', 'on_init', { order: initiation(scene, wish, place) });
      if (isTaken(initiated)) continue;
      const draft = orderOf(initiated, 'on_init');
      expectState(draft, 'order-initiated');
      expectPrice(draft, wish.price);
      const [payment] = draft.payments;
      const due = payment?.params.amount ?? 'nothing';
      expect(due === draft.quote.price.value, `a payment of ${draft.quote.price.value}`, `${due} is asked for`);
      scene.connector = { ...wish, fulfillmentId: draft.fulfillments[0]?.id ?? place.fulfillmentId };
      scene.begins = place.window?.start;
      return;
    }
    throw new StoryFailed('a free charger', 'all were taken, now and later');
  };

/** The customer pays on the page that on_init names; the provider tells by itself. */
export const pay = (): Step => async (scene) => {
  const payment = scene.order?.payments[0];
  expect(payment !== undefined, 'a payment to make', 'on_init named none');
  await scene.network.pay(payment.id);
  const { amount, currency } = payment.params;
  scene.print(arrow('customer', 'pay page', 'pay', `${amount} ${currency}`), 'plain');
  await scene.hear(
    'on_status',
    'payment-completed',
    ({ order }) => order !== undefined && stateOf(order) === 'payment-completed',
  );
};

export const confirm = (): Step => async (scene) => {
  const draft = scene.order;
  expect(draft !== undefined, 'an order to confirm', 'there is none');
  const { provider, items, fulfillments, quote, payments } = draft;
  const message = {
    order: {
      provider: { id: provider.id },
      items: items.map(({ id }) => ({ id })),
      billing: scene.customer,
      fulfillments: fulfillments.map(({ id }) => ({ id, customer: customerOf(scene) })),
      quote,
      payments: payments.map(({ id, params }) => ({
        id,
        params,
        status: 'PAID',
        type: 'PRE-ORDER',
        collected_by: 'BPP',
      })),
    },
  };
  const order = orderOf(await scene.ask('confirm', 'on_confirm', message), 'on_confirm');
  expectState(order, 'payment-completed');
  expect(order.id !== undefined, 'an order id', 'on_confirm has none');
};

/** Where the van is to come, as the order has it. */
export const expectPlace =
  ({ gps, address }: Spot): Step =>
  async ({ order }) => {
    const { location } = order?.fulfillments[0]?.stops.find(({ type }) => type === 'start') ?? {};
    expect(
      location?.gps === gps && location.address === address,
      `the order to be for ${gps}, ${address}`,
      `it is for ${location?.gps ?? 'no position'}, ${location?.address ?? 'no address'}`,
    );
  };

const TAKEN = '40002';

const isTaken = ({ refusal }: Answer): boolean => refusal?.code === TAKEN;

const selection = (wish: Wish, place: Place) => ({
  provider: { id: wish.providerId },
  items: [
    {
      id: wish.itemId,
      quantity: { selected: { measure: { value: wish.kWh, unit: 'kWh' } } },
      add_ons: (wish.addOnIds ?? []).map((id) => ({ id })),
    },
  ],
  offers: wish.offerIds?.map((id) => ({ id })),
  fulfillments: [{ id: place.fulfillmentId, ...(place.window && { stops: stopsOf(place.window) }) }],
});

const initiation = (scene: Scene, { providerId, itemId, comesTo }: Wish, { fulfillmentId }: Place) => ({
  provider: { id: providerId },
  items: [{ id: itemId }],
  billing: scene.customer,
  fulfillments: [
    {
      id: fulfillmentId,
      customer: customerOf(scene),
      ...(comesTo && { stops: [{ type: 'start', location: comesTo }] }),
    },
  ],
});

const stopsOf = ({ start, end }: { readonly start: Date; readonly end: Date }) => [
  { type: 'start', time: { timestamp: start.toISOString() } },
  { type: 'end', time: { timestamp: end.toISOString() } },
];

const customerOf = ({ customer: { name, phone, email } }: Scene) => ({ person: { name }, contact: { phone, email } });
