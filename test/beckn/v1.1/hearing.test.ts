import { describe, expect, it } from 'vitest';
import { contracts } from '../../../events/contracts.ts';
import { businessesOn, hearing } from '../../../lib/beckn/v1.1/hearing.ts';
import type { BusinessName } from '../../../lib/language/business.ts';

const charger = { code: 'charger-type', value: 'DC' };
const connector = { name: 'Connector type', value: 'CCS2' };

describe('what is wanted', () => {
  const { wanted } = hearing('ev-charging');

  it('is labelled beside the fulfillment or beside an item', () => {
    const items = [
      { id: 'i1', addOnIds: [], labels: [] },
      { id: 'i2', addOnIds: [], labels: [connector] },
    ];
    expect(wanted({ items, fulfillments: [{ labels: [charger] }] })).toEqual({
      chargerType: 'DC',
      connectorType: 'CCS2',
    });
  });

  it('is what the fulfillment says, where an item says something else', () => {
    const items = [{ id: 'i1', addOnIds: [], labels: [{ ...charger, value: 'AC' }] }];
    expect(wanted({ items, fulfillments: [{ labels: [charger] }] })).toMatchObject({ chargerType: 'DC' });
    expect(wanted({ items, fulfillments: [] })).toMatchObject({ chargerType: 'AC' });
  });

  it('is labelled anywhere in a search', () => {
    expect(wanted({ labels: [connector, charger] })).toEqual({ chargerType: 'DC', connectorType: 'CCS2' });
  });

  it('is for the vehicle of an order', () => {
    const vehicle = { make: 'Mira' };
    expect(wanted({ items: [], fulfillments: [{ labels: [], vehicle }] })).toEqual({ vehicle });
  });
});

describe('what is told', () => {
  it('is heard as the business understands it', () => {
    const order = { items: [], fulfillments: [{ id: 'bay-7', state: 'end-charging', labels: [] }] };
    const { told } = hearing('ev-charging');
    expect(told('fulfillment', order)).toEqual({ type: 'StopCharging', fulfillmentId: 'bay-7' });
    expect(told('billing', order)).toHaveProperty('unheard.reason', 'update-target-unknown');
  });
});

describe('what buyers are told of', () => {
  const businesses = Object.keys(contracts) as BusinessName[]; // Object.keys forgets the key type
  const published = businesses.flatMap((business) =>
    Object.values(contracts[business]).map(({ detailType, target }) => [business, detailType, target] as const),
  );
  const callbacks = {
    'notify-status': 'on_status',
    'notify-error': 'on_cancel',
    'notify-stop-charging': 'on_update',
  } as const;

  it.each(published)('is, in %s, %s by the callback of its target %s', (business, type, target) => {
    expect(hearing(business).tells(type)).toBe(callbacks[target]);
  });

  it.each(['OrderConfirmed', 'ChargingLimitReached', '', 'constructor', 'toString'])('is not the event %s', (type) => {
    expect(hearing('ev-charging').tells(type)).toBeUndefined();
  });
});

describe('the businesses on a network', () => {
  it('are those that trade there', () => {
    expect(businessesOn('ev-charging')).toEqual(['ev-charging']);
  });

  it.each(['retail', ''])('are none on "%s"', (network) => {
    expect(businessesOn(network)).toEqual([]);
  });
});
