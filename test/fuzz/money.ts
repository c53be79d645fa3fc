import { keyIn } from '../../lib/flow/order/order-id.ts';
import { sum, toMinor } from '../../lib/language/money.ts';
import type { Scene } from './scene.ts';

/** What partners have said of payments: by order and payment, the most that was ever told to have come in. */
export class Till {
  private readonly came = new Map<string, Map<string, number>>();

  take(reference: string, paymentId: string, amount: number): void {
    const own = this.came.get(reference) ?? new Map<string, number>();
    own.set(paymentId, Math.max(amount, own.get(paymentId) ?? 0));
    this.came.set(reference, own);
  }

  /** Of an order: money that is neither charged nor back nor open, and money that goes back and never came. */
  async amiss(reference: string, scene: Scene): Promise<readonly string[]> {
    const key = keyIn(reference);
    const ledger = key && (await scene.order(key))?.standing().ledger;
    if (ledger === undefined) return [];
    const { hold, capture, refund, open } = ledger;
    const amounts = [hold, capture, refund, open];
    const back = new Map(
      scene.calls.flatMap(({ key: of, call }) =>
        call.kind === 'refund' && of.buyerId === key?.buyerId && of.transactionId === key.transactionId
          ? [[call.refundId, call.amount] as const]
          : [],
      ),
    );
    const came = this.cameFor(reference, scene);
    const faults = {
      'is not whole minor units': !amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0),
      'is not what was charged, goes back and is open': hold !== capture + refund + open,
      'goes back without ever having come': sum([...back.values()]) > came,
    };
    const told = `${amounts.join(', ')} (paid, charged, back, open), ${sum([...back.values()])} of ${came} went back`;
    return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [`money of ${reference} ${fault}: ${told}`] : []));
  }

  private cameFor(reference: string, { world }: Scene): number {
    const paid = [...world.payments.values()].filter((one) => one.reference === reference && one.status === 'paid');
    const all = new Map(paid.map(({ id, amount }) => [id, toMinor(amount)]));
    for (const [id, amount] of this.came.get(reference) ?? []) all.set(id, Math.max(amount, all.get(id) ?? 0));
    return sum([...all.values()]);
  }
}
