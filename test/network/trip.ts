import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hands } from './local-network.ts';
import type { Callback, Overrides, Peer, Sent } from './peer.ts';
import { isRefund, type Order, type Payment, stateOf } from './wire.ts';

export interface Wish {
  readonly provider: string;
  readonly item: string;
  readonly fulfillment: string;
  readonly quantity?: { readonly value: string; readonly unit: string };
  readonly addOns?: readonly string[];
  readonly window?: { readonly start: number; readonly end: number };
  readonly phone?: string;
}

export const chargezone = { provider: 'chargezone.in', item: 'pe-charging-01', fulfillment: '1' } as const;
export const swapStation = { provider: 'log9.in', item: 'pe-charging-01', fulfillment: '3' } as const;
export const kWh = (value: string) => ({ value, unit: 'kWh' });

const MINUTE = 60_000;

/** A window of so many minutes that begins in so many minutes of business time. */
export async function windowIn(network: Hands, startsIn: number, lasts: number) {
  const start = (await network.now()) + startsIn * MINUTE;
  return { start, end: start + lasts * MINUTE };
}

/** One transaction of a buyer, from what is looked for to what is rated. */
export class Trip {
  readonly transactionId: string;
  readonly peer: Peer;
  readonly network: Hands;
  readonly wish: Wish;

  constructor(peer: Peer, network: Hands, wish: Wish, transactionId: string = randomUUID()) {
    this.transactionId = transactionId;
    this.peer = peer;
    this.network = network;
    this.wish = wish;
  }

  ask(action: string, message: object): Promise<Callback> {
    return this.peer.ask(action, message, this.here);
  }

  send(action: string, message: object, headers?: Overrides['headers']): Promise<Sent> {
    return this.peer.send(action, message, { ...this.here, headers });
  }

  /** What was not asked for, about this transaction. */
  hear(action: string, fits: (order: Order) => boolean): Promise<Callback> {
    return this.peer.nextCallback(
      ({ context, message }) =>
        context.transaction_id === this.transactionId &&
        context.action === action &&
        message?.order !== undefined &&
        fits(message.order),
    );
  }

  hearState(action: string, state: string): Promise<Callback> {
    return this.hear(action, (order) => stateOf(order) === state);
  }

  select = () => this.ask('select', { order: this.selection });
  init = () => this.ask('init', { order: this.initiation });
  confirm = (draft: Order | undefined) => this.ask('confirm', { order: this.confirmation(draft) });
  update = (code: string) => this.ask('update', this.change(code));

  /** Select, init, the payment on the page, confirm. */
  async book(): Promise<Order & { readonly id: string }> {
    await this.select();
    const draft = await this.init();
    await this.network.pay(draft.message?.order?.payments[0]?.id ?? '');
    await this.hearState('on_status', 'payment-completed');
    const { message, error } = await this.confirm(draft.message?.order);
    const id = message?.order?.id;
    if (message?.order === undefined || id === undefined)
      throw new Error(`not confirmed: ${error?.code} ${error?.message}`);
    return { ...message.order, id };
  }

  handle(verb: string) {
    const { provider, item, fulfillment } = this.wish;
    return this.network.handle([provider, item, fulfillment], verb);
  }

  /** The refund as it is owed and, once business time has passed, as it is told to be done. */
  async refunded(owed: Order | undefined): Promise<{ readonly owed?: Payment; readonly done?: Payment }> {
    const told = this.hear('on_status', ({ payments }) =>
      payments.some((one) => isRefund(one) && one.status === 'PAID'),
    );
    // What is still being worked off when the clock moves may fall due after that.
    for (let tries = 0; tries < 3 && (await Promise.race([told, sleep(tries * 500)])) === undefined; tries++)
      await this.network.advance('PT2M');
    return { owed: owed?.payments.find(isRefund), done: (await told).message?.order?.payments.find(isRefund) };
  }

  get selection() {
    const { provider, item, quantity, addOns = [], fulfillment, window } = this.wish;
    const stops = window && [
      { type: 'start', time: { timestamp: new Date(window.start).toISOString() } },
      { type: 'end', time: { timestamp: new Date(window.end).toISOString() } },
    ];
    return {
      provider: { id: provider },
      items: [
        { id: item, quantity: quantity && { selected: { measure: quantity } }, add_ons: addOns.map((id) => ({ id })) },
      ],
      fulfillments: [{ id: fulfillment, stops }],
    };
  }

  get initiation() {
    const { provider, item, fulfillment } = this.wish;
    return {
      provider: { id: provider },
      items: [{ id: item }],
      billing: this.customer,
      fulfillments: [
        { id: fulfillment, customer: { person: { name: 'Meera Iyer' }, contact: { phone: this.customer.phone } } },
      ],
    };
  }

  get customer() {
    const phone = this.wish.phone ?? `+91-9${this.transactionId.replaceAll(/\D/g, '').padEnd(9, '7').slice(0, 9)}`;
    return { name: 'Meera Iyer', email: 'meera.iyer@mail.example', phone };
  }

  confirmation(draft: Order | undefined) {
    const payments = draft?.payments.map(({ id, params }) => ({
      id,
      params,
      type: 'PRE-ORDER',
      status: 'PAID',
      collected_by: 'BPP',
    }));
    return { ...this.initiation, quote: draft?.quote, payments };
  }

  change = (code: string) => ({
    update_target: 'order.fulfillments[0].state',
    order: { fulfillments: [{ id: this.wish.fulfillment, state: { descriptor: { code } } }] },
  });

  private get here() {
    return { context: { transaction_id: this.transactionId } };
  }
}
