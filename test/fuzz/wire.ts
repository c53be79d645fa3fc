import * as z from 'zod';
import type { Callback } from '../../lib/flow/ports/callbacks.ts';

/** As much of a callback as is judged here. */

/** What an amount looks like, in hundredths at the finest. */
const Amount = z.string().regex(/^-?\d+(\.\d{1,2})?$/);
const Price = z.object({ value: Amount, currency: z.literal('INR') });

const Order = z.object({
  quote: z.object({ price: Price, breakup: z.array(z.object({ price: Price })) }).optional(),
  payments: z.array(z.object({ params: z.object({ amount: Amount }) })).optional(),
});

export const Envelope = z.object({
  context: z.object({
    action: z.string(),
    bap_id: z.string(),
    bap_uri: z.string(),
    bpp_id: z.string(),
    bpp_uri: z.string(),
    transaction_id: z.string(),
    message_id: z.string(),
    timestamp: z.iso.datetime(),
  }),
  message: z.object({ order: Order.optional() }).optional(),
  error: z.object({ code: z.string(), message: z.string().max(1000) }).optional(),
});

interface Written {
  readonly message?: unknown;
  readonly error?: { readonly code: unknown; readonly message: unknown };
}

const read = new WeakMap<Callback, Written>();

/** What is written in a callback, parsed once. */
export function readOf(callback: Callback): Written {
  const known = read.get(callback) ?? JSON.parse(callback.body);
  read.set(callback, known);
  return known;
}

export const minor = (decimal: string): number => Math.round(Number(decimal) * 100);
