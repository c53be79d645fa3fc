import type { Engine } from '../engine.ts';
import type { Leaving, Returning } from '../node.ts';
import type { Weather } from '../weather.ts';

export interface Payment {
  readonly id: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly until: string;
  status: 'open' | 'paid' | 'declined';
}

export interface Refund {
  readonly id: string;
  readonly payment_id: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
}

/** What the webhook is told, until it has taken it. */
export type Notice = { readonly type: string; readonly payment_id: string; readonly refund_id?: string } & Pick<
  Payment,
  'reference' | 'amount' | 'currency'
>;

/** A payment provider: keeps what it did, tells it late, twice, or only to who asks. */
export function paymentProvider(engine: Engine, weather: () => Weather, tell: (notice: Notice) => void) {
  const payments = new Map<string, Payment>();
  const refunds = new Map<string, Refund>();

  return {
    payments,
    refunds,

    restart(): void {
      payments.clear();
      refunds.clear();
    },

    site({ method, url, body }: Leaving): Returning | undefined {
      if (engine.random.often(weather().outsiders)) return trouble(engine);
      const [, kind, id] = url.pathname.split('/').map(decodeURIComponent);
      if (method === 'GET') return found(payments.get(id ?? ''));
      const asked = JSON.parse(body);
      if (kind === 'payments') {
        const known: Payment = payments.get(asked.id) ?? { ...asked, status: 'open' };
        payments.set(known.id, known);
        return found(known);
      }
      if (!refunds.has(asked.id)) {
        refunds.set(asked.id, asked);
        // A refund takes a while, and is told in the end.
        engine.after(60_000 + engine.random.below(3_600_000), () =>
          tell({ type: 'refund.completed', payment_id: asked.payment_id, refund_id: asked.id, ...money(asked) }),
        );
      }
      return { status: 200, body: '{}' };
    },

    /** Somebody pays, or tries to. */
    pay(payment: Payment, outcome: 'paid' | 'declined'): void {
      if (payment.status === 'paid') return;
      payment.status = outcome;
      const notice = { type: `payment.${outcome}`, payment_id: payment.id, ...money(payment) };
      if (engine.random.often(weather().silent)) return;
      for (let copies = engine.random.often(weather().twice) ? 2 : 1; copies > 0; copies--)
        engine.after(engine.random.below(engine.random.often(weather().slow) ? 120_000 : 300), () => tell(notice));
    },
  };
}

const money = ({ reference, amount, currency }: Pick<Payment, 'reference' | 'amount' | 'currency'>) => ({
  reference,
  amount,
  currency,
});

const found = (payment: Payment | undefined): Returning =>
  payment === undefined
    ? { status: 404, body: '{}' }
    : {
        status: 200,
        body: JSON.stringify({
          id: payment.id,
          status: payment.status,
          url: `https://pay.example.org/${encodeURIComponent(payment.id)}`,
        }),
      };

/** What somebody answers who is not well; nothing at all, now and then. */
export function trouble(engine: Engine): Returning | undefined {
  const answers: readonly [Returning | undefined, ...(Returning | undefined)[]] = [
    undefined,
    { status: 500, body: 'oops' },
    { status: 503, body: '' },
    { status: 502, body: '<html>' },
    { status: 429, body: '{}' },
  ];
  return engine.random.pick(answers);
}
