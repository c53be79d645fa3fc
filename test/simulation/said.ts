import { orderIdOf } from '../../lib/flow/order/order-id.ts';
import { provider } from '../crash/asking.ts';
import type { Customer, Word } from './story.ts';
import { BEGINNING } from './world.ts';

const MINUTE = 60_000;

/** What a customer says on the wire. */
export function said(customer: Customer, word: Word): { readonly action: string; readonly message: object } {
  const { transactionId, connector, window, kWh, phone } = customer;
  const orderId = orderIdOf({ buyerId: '', transactionId });
  const stopsOf = ({ start, end }: Customer['window']) => [
    { type: 'start', time: { timestamp: new Date(BEGINNING + start * MINUTE).toISOString() } },
    { type: 'end', time: { timestamp: new Date(BEGINNING + end * MINUTE).toISOString() } },
  ];
  const selection = {
    provider: { id: provider.id },
    items: [{ id: 'energy', quantity: { selected: { measure: { value: kWh, unit: 'kWh' } } } }],
    fulfillments: [{ id: connector, stops: stopsOf(window) }],
  };
  const billing = { name: 'Meera Iyer', phone };
  const change = (code: string) => ({
    update_target: 'order.fulfillments[0].state',
    order: { id: orderId, fulfillments: [{ id: connector, state: { descriptor: { code } } }] },
  });
  switch (word) {
    case 'select':
      return { action: 'select', message: { order: selection } };
    case 'init':
      return { action: 'init', message: { order: { ...selection, billing } } };
    case 'confirm':
      return { action: 'confirm', message: { order: { ...selection, billing } } };
    case 'start':
      return { action: 'update', message: change('start-charging') };
    case 'end':
      return { action: 'update', message: change('end-charging') };
    case 'move': {
      const later = { start: window.start + 5, end: window.end + 5 };
      return {
        action: 'update',
        message: {
          update_target: 'order.fulfillments[0].stops',
          order: { id: orderId, fulfillments: [{ id: connector, stops: stopsOf(later) }] },
        },
      };
    }
    case 'cancel':
      return { action: 'cancel', message: { order_id: orderId, cancellation_reason_id: '5' } };
    case 'rate':
      return { action: 'rating', message: { ratings: [{ id: orderId, rating_category: 'Order', value: '4' }] } };
    case 'help':
      return { action: 'support', message: { support: { order_id: orderId, ref_id: orderId } } };
    case 'status':
      return { action: 'status', message: { order_id: orderId } };
    default:
      return word satisfies never;
  }
}
