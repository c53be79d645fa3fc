import { describe, expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import type { Event } from '../../../lib/domain/ev-charging/events.ts';
import type { Provider } from '../../../lib/domain/ev-charging/offers.ts';
import { search, shelve } from '../../../lib/domain/ev-charging/search.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import type { Place } from '../../../lib/language/place.ts';
import {
  answered,
  command,
  confirm,
  given,
  granted,
  MINUTE,
  NINE,
  party,
  pay,
  provider,
  when,
  wish,
  within,
} from './given.ts';

const VAN = 'v1';
const center = { lat: 12.9, lon: 77.6 };
const home = { gps: { lat: 12.95, lon: 77.6 }, address: '12 River Road' };
const office = { gps: { lat: 12.9, lon: 77.65 } };
const farAway = { gps: { lat: 13.9, lon: 77.6 } };

/** A van beside the connectors, sold under the same item. */
const offer = {
  ...provider,
  fulfillments: [
    ...provider.fulfillments,
    {
      id: VAN,
      type: 'MOBILE-BATTERY-SWAP',
      gps: { lat: 12.91, lon: 77.61 },
      mapUrl: 'https://voltgrid.example/vans/1',
      serviceArea: { center, radiusKm: 20 },
      powerKw: 30,
      chargerNumber: '7',
    },
  ],
  items: provider.items.map((item) => ({ ...item, fulfillmentIds: [...item.fulfillmentIds, VAN] })),
} satisfies Provider;

const outside = { ...granted, offer, free: ['f1', 'f2', VAN].map((id) => `ev-charging#${provider.id}#${id}`) };

const select = (place?: Place, more: { id?: string; type?: string } = { id: VAN }, answers: object = {}) =>
  command(
    'Select',
    { at: NINE, buyerId: 'b', wish: wish({ value: '4', unit: 'kWh' }, { ...more, place }), wanted: {} },
    { ...outside, ...answers },
  );

const init = (place?: Place, id = VAN, quantity?: { value: string; unit: string }) =>
  command(
    'Initiate',
    { at: NINE + MINUTE, buyerId: 'b', wish: wish(quantity, { id, place }), wanted: {}, party },
    outside,
  );

const fulfillmentOf = (state: State) => shown(state)?.fulfillments[0];
const placeOf = (state: State) => fulfillmentOf(state)?.place;

describe('what comes to the customer', () => {
  test('may be selected before anybody says where to', () => {
    const { after } = when(given(), select());
    expect(after.stage).toBe('quoted');
    expect(placeOf(after)).toEqual({ mapUrl: 'https://voltgrid.example/vans/1' });
  });

  test('is not held before anybody says where to', () => {
    const { refused, words } = when(given(select()), init());
    expect(refused).toBe('not-allowed');
    expect(words).toBe(
      'fulfillment v1 comes to the customer: name the gps or the address of the place where it begins',
    );
    expect(when(given(), init(undefined, VAN, { value: '4', unit: 'kWh' })).refused).toBe('not-allowed');
  });

  test.each<[string, State, Place | undefined, Place]>([
    ['select', given(select(home)), undefined, home],
    ['init', given(select()), home, home],
    ['init, of two places', given(select(home)), office, office],
    ['init, by an address alone', given(select()), { address: 'Dock 4' }, { address: 'Dock 4' }],
  ])('comes to the place that was named in %s', (_, quoted, place, expected) => {
    const held = when(quoted, init(place)).after;
    expect(held.stage).toBe('initiated');
    const booked = [pay(), confirm()].reduce((state, step) => when(state, step).after, held);
    expect(booked.stage).toBe('booked');
    for (const state of [held, booked])
      expect(placeOf(state)).toEqual({ mapUrl: 'https://voltgrid.example/vans/1', ...expected });
  });

  test('is where the catalogue has it, for who tracks it', () => {
    const booked = given(select(home), init(), pay(), confirm());
    expect(shown(booked)?.tracking).toEqual({ active: false, gps: { lat: 12.91, lon: 77.61 } });
    expect(fulfillmentOf(booked)?.instructions?.shortDesc).toContain('Van number 7 comes to you');
  });

  test.each([
    ['select', given(), select(farAway)],
    ['init', given(select(home)), init(farAway)],
  ])('does not come to places outside of its area: %s', (_, state, step) => {
    const { refused, words } = when(state, step);
    expect(refused).toBe('fulfillment-unknown');
    expect(words).toBe('this place is 112 km from 12.9,77.6: fulfillment v1 comes to places within 20 km of there');
  });

  test('comes everywhere where the catalogue has no area', () => {
    const fulfillments = offer.fulfillments.map((one) => ({ ...one, serviceArea: undefined }));
    expect(when(given(), select(farAway, { id: VAN }, { offer: { ...offer, fulfillments } })).refused).toBeUndefined();
  });

  test('is offered with its area, which is no place of an order', () => {
    const looked = { query: { labels: [] }, wanted: {}, at: NINE, most: 10 };
    const found = answered(search([shelve(offer)], looked), { 'out-of-order': [] });
    if (isAsking(found)) expect.fail('nothing more has to be asked');
    const areas = found.providers[0]?.fulfillments?.map(({ id, place }) => [id, place?.area]) ?? [];
    expect(Object.fromEntries(areas)).toEqual({ [VAN]: { center, radiusMeters: 20_000 } });
    expect(placeOf(given(select(home)))).not.toHaveProperty('area');
  });

  test('is not chosen for a place that it does not reach', () => {
    const free = ['f2', VAN].map((id) => `ev-charging#${provider.id}#${id}`);
    const chosen = (place: Place) => fulfillmentOf(when(given(), select(place, {}, { free })).after)?.id;
    expect(chosen(farAway)).toBe('f2');
    expect(when(given(), select(farAway, {}, { free: free.slice(1) })).refused).toBe('unavailable');
    expect(fulfillmentOf(when(given(), select(home, {}, { free: free.slice(1) })).after)?.id).toBe(VAN);
  });
});

test('a place means nothing where the customer comes', () => {
  const { after } = when(given(select(farAway, { id: 'f1' })), init(farAway, 'f1'));
  expect(after).toMatchObject({ stage: 'initiated' });
  expect(after).not.toHaveProperty('terms.place');
  expect(placeOf(after)).toMatchObject({ id: 'l1', gps: center });
});

test('the place is forgotten with the customer', () => {
  const quoted = when(given(), select(home));
  const initiated = when(quoted.after, init(office));
  const erased = [...quoted.events, ...initiated.events].map((event) => evCharging.erase(event) as Event); // its own
  expect(erased.map(({ type }) => type)).toEqual(['OrderQuoted', 'OrderInitiated']);
  for (const event of erased) expect(event).toHaveProperty('terms.place', { address: 'erased' });
});

describe('a booking of a van', () => {
  const booked = () => given(select(home), init(home), pay(), confirm());
  const later = (place?: Place) =>
    command('Reschedule', { at: NINE + 5 * MINUTE, window: within({ end: NINE + 180 * MINUTE }), place }, outside);

  test.each([undefined, home, { gps: home.gps }, { address: home.address }])('is moved where it says %j', (place) => {
    expect(when(booked(), later(place)).types).toEqual(['BookingMoved']);
  });

  test.each([office, { address: '1 Other Road' }])('is not moved to another place: %j', (place) => {
    expect(when(booked(), later(place))).toMatchObject({ types: [], refused: 'update-impossible' });
  });
});
