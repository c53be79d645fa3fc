import { describe, expect, test } from 'vitest';
import type { Wish } from '../../../lib/language/wish.ts';
import { command, given, granted, NINE, party, provider, select, when, wish } from './given.ts';

describe('a location that is named', () => {
  const { fulfillments, locations } = provider;
  const two = {
    ...provider,
    locations: [...locations, { id: 'l2', gps: { lat: 13.1, lon: 77.9 } }, { id: 'l3', gps: { lat: 13.2, lon: 77.9 } }],
    fulfillments: fulfillments.map((one) => (one.id === 'f2' ? { ...one, locationId: 'l2' } : one)),
  };
  const asked = wish({ value: '4', unit: 'kWh' });
  const [line] = asked.items;
  const [place] = asked.fulfillments;
  if (line === undefined || place === undefined) throw new Error('the wish names an item and a fulfillment');

  /** The connector that is taken, or the refusal. */
  const taken = (more: Partial<Wish>) => {
    const said = { at: NINE, buyerId: 'b', wish: { ...asked, ...more }, wanted: {} };
    const { after, refused, words } = when(given(), command('Select', said, { ...granted, offer: two }));
    return after.stage === 'quoted' ? after.terms.offer.fulfillment.id : `${refused}: ${words}`;
  };

  test.each<[string, Partial<Wish>]>([
    ['at the provider', { locationIds: ['l2'] }],
    ['at the item', { items: [{ ...line, locationIds: ['l2'] }] }],
    ['at the fulfillment', { fulfillments: [{ ...place, locationIds: ['l2'] }] }],
    [
      'at the item with all others, and alone at the provider',
      {
        locationIds: ['l2'],
        items: [{ ...line, locationIds: ['l1', 'l2'] }],
      },
    ],
  ])('is where the connector is taken: %s', (_, more) => expect(taken(more)).toBe('f2'));

  test('is any of those that the item has', () => {
    expect(taken({ items: [{ ...line, locationIds: ['l2', 'l1'] }] })).toBe('f1');
    expect(taken({ items: [{ ...line, locationIds: [] }] })).toBe('f1');
  });

  test('is refused where the provider has none of that name', () => {
    expect(taken({ locationIds: ['l9'] })).toBe(
      'location-unknown: provider voltgrid.example has no location l9: see its locations',
    );
  });

  test('is refused where nothing that fits is there', () => {
    expect(taken({ locationIds: ['l3'] })).toBe(
      'fulfillment-unknown: nothing of item i1 that fits is at location l3: choose another location or fulfillment',
    );
    expect(taken({ locationIds: ['l2'], fulfillments: [{ ...place, id: 'f1' }] })).toMatch(
      /^fulfillment-unknown: .* l2/,
    );
  });

  test('is that of the item where a connector has none of its own', () => {
    const van = { ...two, fulfillments: fulfillments.map((one) => ({ ...one, locationId: undefined })) };
    const said = { at: NINE, buyerId: 'b', wish: { ...asked, locationIds: ['l1'] }, wanted: {} };
    expect(when(given(), command('Select', said, { ...granted, offer: van })).refused).toBeUndefined();
  });

  test('is not changed by init', () => {
    const quoted = given(select());
    const said = { at: NINE, buyerId: 'bap.example', wish: { ...wish(), locationIds: ['l2'] }, wanted: {}, party };
    expect(when(quoted, command('Initiate', said, { ...granted, offer: two })).refused).toBe('fulfillment-unknown');
  });
});
