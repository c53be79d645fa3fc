import { randomUUID } from 'node:crypto';
import { contextOf } from '../../beckn/sending.ts';

export const PROVIDER_ID = 'bpp.beckn-energy.local';

export interface Buyer {
  readonly id: string;
  readonly url: string;
}

/** A select as the documents write it, in a transaction of its own. */
export function newSelect(buyer: Buyer, providerUrl: string): { readonly messageId: string; readonly body: string } {
  const messageId = randomUUID();
  const context = contextOf({
    action: 'select',
    buyer,
    provider: { id: PROVIDER_ID, url: providerUrl },
    transactionId: randomUUID(),
    messageId,
    at: new Date(),
  });
  return { messageId, body: JSON.stringify({ context, message: { order } }) };
}

const order = {
  provider: { id: 'chargezone.in' },
  items: [
    {
      id: 'pe-charging-01',
      quantity: { selected: { measure: { value: '40', unit: 'kWh' } } },
      add_ons: [{ id: 'pe-charging-01-addon-1' }],
    },
  ],
  fulfillments: [
    {
      id: '1',
      tags: [
        {
          descriptor: { name: 'Charging Point' },
          list: [
            { descriptor: { name: 'Charger type' }, value: 'AC' },
            { descriptor: { name: 'Connector type' }, value: 'CCS2' },
            { descriptor: { name: 'Power Rating' }, value: 'greater than 50kW' },
          ],
        },
      ],
    },
  ],
};
