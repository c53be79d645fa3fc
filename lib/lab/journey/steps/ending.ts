import { expect } from '../expectation.ts';
import { toDecimal, toMinor } from '../money.ts';
import type { Scene } from '../scene.ts';
import type { Step } from '../story.ts';
import { type Bill, billOf, tellBill } from '../telling.ts';
import { isRefund, type Order } from '../wire.ts';
import { confirmed } from './charging.ts';
import { expectState, expectSum, granted, orderOf } from './expecting.ts';
import { passTime } from './time.ts';

/** How an order ends, and what comes after. */

export const cancel =
  (reasonId: string, why: string): Step =>
  async (scene) => {
    const { body } = granted(
      await scene.ask('get_cancellation_reasons', 'cancellation_reasons', {}),
      'cancellation_reasons',
    );
    const ids = body.cancellation_reasons?.map(({ id }) => id) ?? [];
    expect(ids.includes(reasonId), `reason ${reasonId} to be offered`, `the reasons are ${ids.join(', ')}`);
    const message = {
      order_id: confirmed(scene).id,
      cancellation_reason_id: reasonId,
      descriptor: { short_desc: why },
    };
    const order = orderOf(await scene.ask('cancel', 'on_cancel', message), 'on_cancel');
    expectState(order, 'order-cancelled');
  };

/** Who cancelled, and for which reason. */
export const expectCancelledBy =
  (who: 'CONSUMER' | 'PROVIDER', reasonId?: string): Step =>
  async ({ order }) => {
    expect(order?.status === 'CANCELLED', 'a cancelled order', `it is ${order?.status}`);
    const { cancelled_by: by, reason } = order.cancellation ?? {};
    expect(by === who, `a cancellation by the ${who}`, `it is by ${by}`);
    expect(reasonId === undefined || reason?.id === reasonId, `the reason ${reasonId}`, `it is ${reason?.id}`);
  };

/** Waits until refunds have gone through, then checks that all the money is somewhere. */
export const settle =
  (expected: Partial<Record<keyof Bill, string>> = {}): Step =>
  async (scene) => {
    const order = await withRefundDone(scene);
    expectSum(order);
    const bill = billOf(order);
    for (const line of tellBill(order, bill)) scene.print(line, 'good');
    const { paid, charged, refunded } = bill;
    expect(
      paid === charged + refunded,
      `paid ${toDecimal(paid)} to be charged and refunded`,
      `charged are ${toDecimal(charged)}, refunded ${toDecimal(refunded)}`,
    );
    for (const name of ['paid', 'charged', 'refunded'] as const) {
      const amount = expected[name];
      expect(
        amount === undefined || toMinor(amount) === bill[name],
        `${amount} ${name}`,
        `it is ${toDecimal(bill[name])}`,
      );
    }
  };

/** Some, but not all of it was delivered and is paid for. */
export const expectPartlyDelivered = (): Step => async (scene) => {
  const { quantity } = confirmed(scene).items[0] ?? {};
  const delivered = Number(quantity?.allocated?.measure.value ?? 0);
  const ordered = Number(quantity?.selected?.measure.value ?? 0);
  expect(delivered > 0 && delivered < ordered, `more than 0 and less than ${ordered} delivered`, `it is ${delivered}`);
};

export const rate =
  (value: string): Step =>
  async (scene) => {
    const message = { ratings: [{ id: confirmed(scene).id, rating_category: 'Order', value }] };
    const { body } = granted(await scene.ask('rating', 'on_rating', message), 'on_rating');
    expect(body.feedback_form !== undefined, 'a feedback form', 'on_rating has none');
  };

export const askSupport = (): Step => async (scene) => {
  const { phone, email } = scene.customer;
  const message = { support: { order_id: confirmed(scene).id, phone, email } };
  const { body } = granted(await scene.ask('support', 'on_support', message), 'on_support');
  expect(body.support?.phone !== undefined, 'a phone number to call', 'on_support has none');
};

const REFUND_TRIES = 4;
const REFUND_MINUTES = 2;
const TELLING_MILLISECONDS = 3000;

async function withRefundDone(scene: Scene): Promise<Order> {
  const isDone = () => !hasOpenRefund(confirmed(scene));
  for (let attempt = 0; attempt < REFUND_TRIES && !isDone(); attempt++) {
    await passTime(REFUND_MINUTES)(scene);
    await scene.listen(isDone, TELLING_MILLISECONDS);
  }
  if (confirmed(scene).payments.some(isRefund))
    await scene.hear('on_status', 'refunded', ({ order }) => hasDoneRefund(order));
  return confirmed(scene);
}

const hasOpenRefund = ({ payments }: Order): boolean =>
  payments.some((payment) => isRefund(payment) && payment.status !== 'PAID');

const hasDoneRefund = (order: Order | undefined): boolean =>
  order?.payments.some((payment) => isRefund(payment) && payment.status === 'PAID') ?? false;
