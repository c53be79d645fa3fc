import { describe, expect, test } from 'vitest';
import type { Provider } from '../../../lib/domain/ev-charging/offers.ts';
import { suitsVehicle, type VehicleTypes, whyUnsuited } from '../../../lib/domain/ev-charging/suited.ts';
import { command, given, granted, init, NINE, party, provider, select, when, wish } from './given.ts';

/** Two stations that swap, beside the connectors and a swap of which nobody knows the batteries. */
const [charger, , unknown] = provider.fulfillments;
if (charger === undefined || unknown === undefined) throw new Error('the provider charges and swaps');
const large = { ...unknown, id: 's1', batteryTypes: ['LFP-48V', 'LFP 72V'], vehicleTypes: ['2-wheeler', '3-wheeler'] };
const small = { ...unknown, id: 's2', batteryTypes: ['LFP-48V'], vehicleTypes: ['2-wheeler'] };

describe('a vehicle', () => {
  test.each<[string, VehicleTypes, readonly string[]]>([
    ['nobody tells anything of', {}, ['f1', 'f3', 's1', 's2']],
    ['with a battery', { batteryTypes: ['lfp48v'] }, ['f1', 's1', 's2']],
    ['with a battery that one station has', { batteryTypes: ['LFP-72V'] }, ['f1', 's1']],
    ['with a battery that nobody has', { batteryTypes: ['LFP-96V'] }, ['f1']],
    ['with one of several batteries', { batteryTypes: ['LFP-96V', 'LFP-72V'] }, ['f1', 's1']],
    ['of a type', { vehicleTypes: ['3 Wheeler'] }, ['f1', 'f3', 's1']],
    ['of a type with a battery', { vehicleTypes: ['3-wheeler'], batteryTypes: ['LFP-48V'] }, ['f1', 's1']],
  ])('%s is served where it can be', (_, vehicle, expected) => {
    const served = [charger, unknown, large, small].filter(suitsVehicle(vehicle));
    expect(served.map(({ id }) => id)).toEqual(expected);
  });

  test('is charged only with those batteries that a charger names', () => {
    expect(suitsVehicle({ batteryTypes: ['NMC'] })({ ...charger, batteryTypes: ['LFP'] })).toBe(false);
  });
});

describe('why not', () => {
  test.each<[string, VehicleTypes, string | undefined]>([
    ['a battery', { batteryTypes: ['NMC'] }, 'fulfillment s1, s2 has batteries of type LFP-48V, LFP 72V, not NMC'],
    [
      'a type',
      { vehicleTypes: ['4-wheeler'] },
      'fulfillment s1, s2 is for vehicles of type 2-wheeler, 3-wheeler, not 4-wheeler',
    ],
    ['nothing', { batteryTypes: ['LFP-48V'] }, undefined],
  ])('is said of %s', (_, vehicle, words) => expect(whyUnsuited([large, small], vehicle)).toBe(words));

  test('is said of a battery and a type that are not to be had together', () => {
    const car = { ...small, vehicleTypes: ['4-wheeler'] };
    expect(
      whyUnsuited([{ ...large, batteryTypes: ['NMC'] }, car], { batteryTypes: ['NMC'], vehicleTypes: ['4-wheeler'] }),
    ).toBe('none of fulfillment s1, s2 is for both NMC and 4-wheeler');
  });

  test('is said where nobody knows the batteries, and does not come back whole when it is long', () => {
    const words = whyUnsuited([unknown], { batteryTypes: ['x'.repeat(900)] });
    expect(words).toBe(`fulfillment f3 has batteries of type nobody knows which, not ${'x'.repeat(60)}`);
  });
});

describe('a swap', () => {
  const offer: Provider = {
    ...provider,
    fulfillments: [charger, small, large],
    items: provider.items.map((item) => (item.id === 'i2' ? { ...item, fulfillmentIds: ['s2', 's1'] } : item)),
  };
  const outside = { ...granted, offer, free: ['s1', 's2'].map((id) => `ev-charging#${provider.id}#${id}`) };
  const swap = { ...wish(), items: [{ id: 'i2', quantity: { value: '4', unit: 'kWh' }, addOnIds: [], labels: [] }] };
  const asked = (wanted: VehicleTypes, id?: string) =>
    command(
      'Select',
      { at: NINE, buyerId: 'b', wish: { ...swap, fulfillments: [{ id, labels: [] }] }, wanted },
      outside,
    );

  test('is had where the battery is', () => {
    const { after } = when(given(), asked({ batteryTypes: ['LFP-72V'] }));
    expect(after).toMatchObject({ stage: 'quoted', terms: { offer: { fulfillment: { id: 's1' } } } });
  });

  test('is refused for a battery that is not there', () => {
    const { refused, words } = when(given(), asked({ batteryTypes: ['LFP-72V'] }, 's2'));
    expect([refused, words]).toEqual([
      'fulfillment-unknown',
      'fulfillment s2 has batteries of type LFP-48V, not LFP-72V',
    ]);
  });

  test('is for the battery of the selection, unless the init says another', () => {
    const quoted = when(given(), asked({ batteryTypes: ['LFP-72V'] })).after;
    const wanting = (wanted: VehicleTypes, id: string) =>
      command(
        'Initiate',
        { at: NINE, buyerId: 'b', wish: { ...swap, fulfillments: [{ id, labels: [] }] }, wanted, party },
        outside,
      );
    expect(when(quoted, wanting({}, 's2')).refused).toBe('fulfillment-unknown');
    expect(when(quoted, wanting({}, 's1')).refused).toBeUndefined();
    expect(when(quoted, wanting({ batteryTypes: ['LFP-48V'] }, 's2')).refused).toBeUndefined();
  });
});

test('a charge is sold to who names a battery', () => {
  const wanted = { batteryTypes: ['LFP-48V'], vehicleTypes: ['4-wheeler'] };
  const quoted = when(given(), select(NINE, { value: '4', unit: 'kWh' }, {}, wanted));
  expect(quoted.refused).toBeUndefined();
  expect(when(quoted.after, init()).types).toEqual(['OrderInitiated']);
});
