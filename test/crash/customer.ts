import type { Buyers, Heard } from './buyers.ts';
import type { Plan, Window } from './plans.ts';
import { orderIn, stateOf } from './wire.ts';

/** What a customer can do in one transaction; each answers the callback, and throws where it is a refusal. */
export type Customer = ReturnType<typeof customerOf>;

const TAKEN = '40002';

export function customerOf(plan: Plan, transactionId: string, { ask, post }: Buyers) {
  const { providerId, fulfillmentId } = plan.connector;
  const billing = { name: 'Asha Rao', phone: plan.phone, email: 'asha@example.com' };
  const customer = { person: { name: billing.name }, contact: { phone: billing.phone } };
  const item = { id: 'pe-charging-01' };
  const order = {
    provider: { id: providerId },
    items: [item],
    billing,
    // Only who swaps batteries at the customer's looks at the place.
    fulfillments: [{ id: fulfillmentId, customer, stops: [{ type: 'start', location: { gps: '12.75,77.98' } }] }],
  };
  const quantity = { selected: { measure: { value: plan.kWh, unit: 'kWh' } } };

  return {
    select: (window: Window | undefined) =>
      unlessTaken('select', {
        order: {
          ...order,
          items: [{ ...item, quantity }],
          fulfillments: [{ id: fulfillmentId, stops: window && stopsOf(window) }],
        },
      }),
    init: () => unlessTaken('init', { order }),
    pay: (paymentId: string) => touch(`/sandbox/payments/${encodeURIComponent(paymentId)}/pay`),
    confirm: () => into(['payment-completed'], 'confirm', { order }),
    rate: (id: string) => say('rating', { ratings: [{ id, rating_category: 'Order', value: '4' }] }),
    askForHelp: (id: string) => say('support', { support: { order_id: id, phone: billing.phone } }),
    cancel: (id: string) => into(['order-cancelled'], 'cancel', { order_id: id, cancellation_reason_id: '5' }),
    plug: () => touch(`/sandbox/chargers/${providerId}/${item.id}/${fulfillmentId}/plug`),
    unplug: () => touch(`/sandbox/chargers/${providerId}/${item.id}/${fulfillmentId}/unplug`),
    start: (id: string) => into(['charging-started', 'swap-started'], 'update', change(id, 'start-charging')),
    end: (id: string) => into(['charging-ended', 'swap-ended'], 'update', change(id, 'end-charging')),
  };

  function change(id: string, code: string) {
    const fulfillments = [{ id: fulfillmentId, state: { descriptor: { code } } }];
    return { update_target: 'order.fulfillments[0].state', order: { id, fulfillments } };
  }

  async function touch(path: string): Promise<void> {
    await post(path, () => ({ headers: {} }));
  }

  async function into(states: readonly string[], action: string, message: object): Promise<Heard> {
    const heard = await say(action, message);
    const found = orderIn(heard.envelope);
    const state = found && stateOf(found);
    if (state !== undefined && states.includes(state)) return heard;
    throw new Error(`${transactionId}: ${states.join(' or ')} was expected after ${action}, not ${state}`);
  }

  /** Undefined where somebody else has the window. */
  async function unlessTaken(action: string, message: object): Promise<Heard | undefined> {
    const heard = await ask(plan.buyer, action, transactionId, message);
    return heard.envelope.error?.code === TAKEN ? undefined : granted(heard, action);
  }

  async function say(action: string, message: object): Promise<Heard> {
    return granted(await ask(plan.buyer, action, transactionId, message), action);
  }

  function granted(heard: Heard, action: string): Heard {
    const { error } = heard.envelope;
    if (error === undefined) return heard;
    throw new Error(`${transactionId} (${plan.ending}): ${action} was refused, ${error.code} ${error.message}`);
  }
}

const stopsOf = ({ start, end }: Window) => [
  { type: 'start', time: { timestamp: new Date(start).toISOString() } },
  { type: 'end', time: { timestamp: new Date(end).toISOString() } },
];
