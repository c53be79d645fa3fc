import * as z from 'zod';

/** As much of a callback as the buyers of this test look at. */

const Price = z.object({ value: z.string() });
const Tag = z.object({ descriptor: z.object({ code: z.string().optional() }) });

const Payment = z.object({
  id: z.string(),
  status: z.string(),
  params: z.object({ amount: z.string() }),
  tags: z.array(Tag).default([]),
});

const Fulfillment = z.object({
  id: z.string(),
  state: z.object({ descriptor: z.object({ code: z.string() }) }).optional(),
  stops: z.array(z.object({ time: z.object({ timestamp: z.string().optional() }).optional() })),
});

const Order = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  provider: z.object({ id: z.string() }),
  fulfillments: z.tuple([Fulfillment]),
  quote: z.object({ price: Price, breakup: z.array(z.object({ price: Price })) }),
  payments: z.array(Payment).default([]),
});
export type Order = z.infer<typeof Order>;

export const Envelope = z.object({
  context: z.object({ transaction_id: z.string(), message_id: z.string() }),
  message: z.object({ order: Order.optional() }).optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type Envelope = z.infer<typeof Envelope>;

export const orderIn = ({ message }: Envelope): Order | undefined => message?.order;

export const stateOf = ({ fulfillments: [{ state }] }: Order): string => state?.descriptor.code ?? '';

export const isRefund = ({ tags }: Order['payments'][number]): boolean =>
  tags.some(({ descriptor }) => descriptor.code?.toLowerCase() === 'refund');

/** Decimal strings in whole hundredths. */
export const minor = (decimal: string): number => Math.round(Number(decimal) * 100);

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
