import { describe, expect, it } from 'vitest';
import { decode } from '../../../lib/beckn/codec.ts';
import { fixture, requests, sentAt } from '../requests.ts';

const customer = { name: 'Asha Rao', phone: '+91-9800000001' };

const understood: Record<keyof typeof requests, object> = {
  search: {
    query: {
      item: { code: 'energy' },
      category: { code: 'green-tariff' },
      quantity: { value: '7.5', unit: 'kWh' },
      near: { center: { lat: 18.531, lon: 73.844 }, radiusMeters: 3000 },
      locationIds: [],
      labels: [],
    },
  },
  select: {
    order: {
      providerId: 'voltstreet.example',
      items: [{ id: 'dc-fast', quantity: { value: '12', unit: 'kWh' }, addOnIds: ['dc-fast-tyres'], labels: [] }],
      fulfillments: [
        {
          id: 'bay-7',
          window: {
            start: { instant: '2026-11-22T04:30:00.000Z' },
            end: { instant: '2026-11-22T05:15:00.000Z' },
          },
          locationIds: [],
          labels: [{ group: 'Charging Point', name: 'Connector type', value: 'CCS2' }],
        },
      ],
    },
  },
  init: {
    order: {
      providerId: 'voltstreet.example',
      items: [{ id: 'dc-fast', addOnIds: [], labels: [] }],
      billing: { ...customer, email: 'asha@rider.example.org' },
      fulfillments: [
        {
          id: 'bay-7',
          customer,
          vehicle: { make: 'Mira', model: 'E5', category: 'CAR', energyType: 'EV', registration: 'MH12AB0001' },
          labels: [],
        },
      ],
    },
  },
  confirm: {
    order: {
      providerId: 'voltstreet.example',
      items: [{ id: 'dc-fast', addOnIds: [], labels: [] }],
      billing: { ...customer, email: 'asha@rider.example.org' },
      fulfillments: [{ id: 'bay-7', customer, labels: [] }],
      payments: [{ collectedBy: 'provider', isPaid: true, amount: '259.60', currency: 'INR' }],
    },
  },
  'update-start': {
    target: 'order.fulfillments[0].state',
    order: { items: [], fulfillments: [{ id: 'bay-7', type: 'CHARGING', state: 'start-charging', labels: [] }] },
  },
  'update-end': {
    target: 'order.fulfillments[0].state',
    order: { items: [], fulfillments: [{ id: 'bay-7', state: 'end-charging', labels: [] }] },
  },
  status: { orderId: 'vs-2026-000917' },
  track: { orderId: 'vs-2026-000917' },
  cancel: { orderId: 'vs-2026-000917', reasonId: '3', description: 'Took the train' },
  rating: { ratings: [{ id: 'vs-2026-000917', category: 'charger', value: '4' }] },
  support: {
    reference: {
      form: 'order_id',
      id: 'vs-2026-000917',
      phone: '+919800000001',
      email: 'asha@rider.example.org',
    },
  },
  'get-cancellation-reasons': {},
  'get-rating-categories': {},
};

describe('decoding a request', () => {
  it.each(Object.entries(requests))('understands %s', (name, action) => {
    const { context, ...body } = decode(action, fixture(name), sentAt);
    expect(body).toEqual({ action, ...Reflect.get(understood, name) });
    expect(context).toMatchObject({ domain: 'ev-charging', version: '1.1', action });
  });

  it('keeps of the context what replies need', () => {
    const { context } = decode('select', fixture('select'), sentAt);
    expect(context).toEqual({
      domain: 'ev-charging',
      version: '1.1',
      action: 'select',
      transactionId: '0b0f7f0c-3c55-4b4e-9d0b-6f2f3a9f6a11',
      messageId: '5f0c2f5e-7a1d-4f43-8e55-000000000002',
      timestamp: '2026-11-21T09:00:00.000Z',
      expires: '2026-11-21T09:01:00.000Z',
      buyer: { id: 'rider.example.org', uri: 'https://rider.example.org/beckn' },
      received: {
        domain: 'dent:0.1.0',
        action: 'select',
        version: '1.1.0',
        location: { country: { name: 'India', code: 'IND' }, city: { code: 'std:020' } },
        city: 'std:020',
        bap_id: 'rider.example.org',
        bap_uri: 'https://rider.example.org/beckn',
        bpp_id: 'energy.example.net',
        bpp_uri: 'https://energy.example.net/bpp',
        transaction_id: '0b0f7f0c-3c55-4b4e-9d0b-6f2f3a9f6a11',
        message_id: '5f0c2f5e-7a1d-4f43-8e55-000000000002',
      },
    });
  });
});
