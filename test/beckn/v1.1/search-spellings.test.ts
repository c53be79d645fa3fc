import { describe, expect, it } from 'vitest';
import { decode } from '../../../lib/beckn/codec.ts';
import { fixture, sentAt, withValue } from '../requests.ts';

const searching = (value: unknown) => decode('search', withValue(fixture('search'), 'message', value), sentAt);

describe('search', () => {
  const near = (value: object) => searching({ intent: value });
  const center = { lat: 12.9, lon: 77.5 };

  it.each([
    ['a location and a radius', { location: { gps: '12.9,77.5', radius: { value: '2', unit: 'km' } } }, 2000],
    [
      'a circle in the location',
      { location: { circle: { gps: '12.9,77.5', radius: { value: 2, unit: 'KM' } } } },
      2000,
    ],
    [
      'a circle at a stop',
      { fulfillment: { stops: [{ location: { circle: { gps: '12.9, 77.5', radius: { value: '2' } } } }] } },
      2000,
    ],
    ['a radius in metres', { location: { gps: '12.9,77.5', radius: { value: '500', unit: 'm' } } }, 500],
    ['a radius in miles', { location: { gps: '12.9,77.5', radius: { value: '1', unit: 'mi' } } }, 1609.344],
    ['a bare radius', { location: { gps: '12.9,77.5', radius: '3' } }, 3000],
    ['no radius', { location: { gps: '12.9,77.5' } }, 10_000],
  ])('says where in %s', (_form, intent, radiusMeters) => {
    expect(near(intent)).toHaveProperty('query.near', { center, radiusMeters });
  });

  it.each([
    ['required', { required: { value: '4.0', unit: 'kWH' } }],
    ['required, as a measure', { required: { measure: { value: '4.0', unit: 'kWh' } } }],
    ['selected', { selected: { measure: { value: '4.0', unit: 'kwh' } } }],
    ['available', { available: { measure: { value: '4.0', unit: 'kWh' } } }],
    ['available, as a text', { available: '4.0' }],
  ])('says how much in quantity.%s', (_form, quantity) => {
    expect(near({ item: { quantity } })).toHaveProperty('query.quantity', { value: '4.0', unit: 'kWh' });
  });

  it.each([
    ['the location', { location: { id: 'l-2' } }, [['l-2']]],
    ['the provider', { provider: { locations: [{ id: 'l-2' }, { gps: '12.9,77.5' }, { id: 3 }] } }, [['l-2', '3']]],
    ['the item', { item: { location_ids: ['l-2', 'l-3'] } }, [['l-2', 'l-3']]],
    ['a stop', { fulfillment: { stops: [{ type: 'start', location: { id: 'l-2' } }] } }, [['l-2']]],
    ['several of them', { location: { id: 'l-2' }, item: { location_ids: ['l-2', 'l-3'] } }, [['l-2'], ['l-2', 'l-3']]],
    ['none', { location: { gps: '12.9,77.5' }, provider: { id: 'p-1', locations: [] } }, []],
  ])('names its location in %s', (_where, intent, locationIds) => {
    expect(near(intent)).toHaveProperty('query.locationIds', locationIds);
  });

  it.each([
    ['the item', { item: { category: { descriptor: { code: 'green' } } } }],
    ['the intent', { category: { descriptor: { code: 'green' } } }],
  ])('has its category in %s', (_where, intent) => {
    expect(near(intent)).toHaveProperty('query.category.code', 'green');
  });

  it('reads texts, providers, types, windows and tags', () => {
    const intent = {
      descriptor: { name: 'fast charging' },
      provider: { id: 'p-1', descriptor: { name: 'Volt Street' }, rating: 4.5 },
      fulfillment: {
        type: 'CHARGING',
        stops: [{ type: 'start', time: { timestamp: '2026-11-22T04:30:00Z' } }],
        vehicle: { category: '2-wheeler', energy_type: 'EV' },
        tags: [{ list: [{ descriptor: { code: 'connector-type' }, value: 'CCS2' }] }],
      },
    };
    expect(near(intent)).toMatchObject({
      query: {
        text: 'fast charging',
        provider: { id: 'p-1', name: 'Volt Street', rating: '4.5' },
        fulfillmentType: 'CHARGING',
        window: { start: { instant: '2026-11-22T04:30:00.000Z' } },
        vehicle: { category: '2-wheeler', energyType: 'EV' },
        labels: [{ code: 'connector-type', value: 'CCS2' }],
      },
    });
  });

  it.each([[{}], [{ intent: {} }], [{ intent: null }]])('asks for everything with %j', (value) => {
    expect(searching(value)).toHaveProperty('query.labels', []);
  });
});
