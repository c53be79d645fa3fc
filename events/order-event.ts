import * as z from 'zod';

/** Where an event stands: the order's key, the entry of its history and the place in that entry. Consumers look there for the rest. */
export const OrderEvent = z.strictObject({
  id: z.string(),
  business: z.string(),
  buyerId: z.string(),
  transactionId: z.string(),
  sequence: z.int().positive(),
  position: z.int().nonnegative(),
});

export type OrderEvent = z.infer<typeof OrderEvent>;

export type Target = 'notify-status' | 'notify-error' | 'notify-stop-charging';

/** One kind of event on the bus: who says it, what it is called, what it holds, who is told. */
export interface Contract {
  readonly source: string;
  readonly detailType: string;
  readonly target: Target;
  readonly schema: typeof OrderEvent;
  readonly pattern: { readonly source: readonly string[]; readonly 'detail-type': readonly string[] };
}

export const contract = (source: string, detailType: string, target: Target): Contract => ({
  source,
  detailType,
  target,
  schema: OrderEvent,
  pattern: { source: [source], 'detail-type': [detailType] },
});
