import { confirm } from '../../functions/confirm.ts';
import { init } from '../../functions/init.ts';
import { rating } from '../../functions/rating.ts';
import { search } from '../../functions/search.ts';
import { select } from '../../functions/select.ts';
import { update } from '../../functions/update.ts';
import type { Action, ActionOf } from '../../lib/beckn/actions.ts';
import { decode } from '../../lib/beckn/codec.ts';
import type { Changing } from '../../lib/flow/order/action.ts';
import { type Message, processChange, processRead } from '../../lib/flow/order/process.ts';
import { report } from '../../lib/flow/order/report.ts';
import { notify } from '../../lib/flow/out/notify.ts';
import { openWorld } from '../memory/ports.ts';

/** Runs inside a house with a workshop: the functions' own definitions over ports without anything behind them. Says what came back. */

const AT = Date.parse('2027-03-01T09:00:00Z');
const key = { buyerId: 'cyclist.example', transactionId: 'flat-tyre' };
const order = {
  provider: { id: 'spokes.example' },
  items: [{ id: 'service' }],
  billing: { name: 'Asha', phone: '+91-9800000001' },
};
const id = `order-${key.transactionId}`;
const changing = { select, init, confirm, update, rating };

const world = openWorld([{ id: 'spokes.example', name: 'Spokes', itemId: 'service', price: '450' }]);
const ports = world.process();

await processRead({ ...heard('search', { intent: {} }), at: AT }, search, ports);
await change('select', { order });
await change('init', { order });
const [{ id: paymentId } = { id: '' }] = world.payments.values();
const told = { type: 'ReportPayment', paymentId, outcome: 'paid', amount: 45_000 };
const { emitted } = await report({ key, at: AT, from: 'payments', delivery: 'd-pay', command: told }, ports);
await emitted;
for (const { detailType, detail } of world.announced)
  if ('sequence' in detail && 'position' in detail)
    await notify({ id: '1', business: '', ...key, sequence: Number(detail.sequence), position: 0 }, detailType, ports);
await change('confirm', { order });
await change('update', {
  update_target: 'fulfillment',
  order: { id, fulfillments: [{ state: { descriptor: { code: 'collected' } } }] },
});
await change('rating', { ratings: [{ id, rating_category: 'Order', value: '5' }] });

for (const { action, body } of world.callbacks) console.log(`${action}: ${brief(JSON.parse(body))}`);

/** As the door hands it on. */
function heard<A extends Action>(action: A, message: unknown): Omit<Message<never>, 'at'> {
  const context = {
    domain: 'service:1.1.0',
    action,
    version: '1.1.0',
    bap_id: key.buyerId,
    bap_uri: 'https://cyclist.example',
    transaction_id: key.transactionId,
    message_id: `m-${action}`,
    timestamp: new Date(AT).toISOString(),
  };
  const request = decode(action, { context, message }, new Date(AT)) as never; // of this very action
  return { delivery: `d-${action}`, digest: action, request };
}

async function change<A extends ActionOf<'change'> & keyof typeof changing>(action: A, message: unknown) {
  const definition: unknown = changing[action];
  const { emitted } = await processChange(
    { ...heard(action, message), at: AT } as Message<A>,
    definition as Changing<A>,
    ports,
  );
  await emitted;
}

interface Said {
  readonly message?: {
    readonly catalog?: { readonly providers: readonly { readonly descriptor: { readonly name: string } }[] };
    readonly order?: {
      readonly quote: { readonly price: { readonly value: string } };
      readonly fulfillments: readonly { readonly state?: { readonly descriptor: { readonly code: string } } }[];
      readonly payments: readonly { readonly status: string }[];
    };
    readonly feedback_form?: unknown;
  };
  readonly error?: { readonly message: string };
}

function brief({ message, error }: Said): string {
  if (error !== undefined) return `refused, ${error.message}`;
  if (message?.catalog !== undefined) return message.catalog.providers.map(({ descriptor }) => descriptor.name).join();
  if (message?.order === undefined) return message?.feedback_form === undefined ? 'nothing' : 'a form';
  const { fulfillments, payments, quote } = message.order;
  return [fulfillments[0]?.state?.descriptor.code, payments[0]?.status ?? quote.price.value].join(', ');
}
