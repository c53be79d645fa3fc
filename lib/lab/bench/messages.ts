import { randomUUID } from 'node:crypto';
import { contextOf } from '../../beckn/sending.ts';

export const PROVIDER_ID = 'bpp.beckn-energy.local';

export interface Buyer {
  readonly id: string;
  readonly url: string;
}

export type Sent = keyof typeof messages;

/** A message as the documents write it, in a transaction of its own where none is given. */
export function newMessage(
  action: Sent,
  {
    buyer,
    providerUrl,
    transactionId = randomUUID(),
  }: { readonly buyer: Buyer; readonly providerUrl: string; readonly transactionId?: string },
): { readonly messageId: string; readonly body: string } {
  const messageId = randomUUID();
  const provider = { id: PROVIDER_ID, url: providerUrl };
  const context = contextOf({ action, buyer, provider, transactionId, messageId, at: new Date() });
  return { messageId, body: JSON.stringify({ context, message: messages[action] }) };
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

/** All that is charging within 50 km of where the stations of the bench stand. */
const intent = {
  item: { descriptor: { code: 'energy' } },
  location: { gps: '12.97, 77.59', radius: { type: 'CONSTANT', value: '50', unit: 'km' } },
};

const messages = { select: { order }, search: { intent } };
