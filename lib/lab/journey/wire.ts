import * as z from 'zod';

/** As much of the network's messages as a buyer looks at. */

const Descriptor = z.object({ code: z.string(), name: z.string() }).partial();
const Price = z.object({ value: z.string(), currency: z.string() });
const Tags = z.array(z.object({ descriptor: Descriptor.optional() })).default([]);

const Breakup = z.object({
  title: z.string().optional(),
  item: z.object({ descriptor: Descriptor }).partial().optional(),
  price: Price,
});

const Payment = z.object({
  id: z.string(),
  url: z.string().optional(),
  status: z.string(),
  params: z.object({ amount: z.string(), currency: z.string() }),
  tags: Tags,
});

const Measured = z.object({ measure: z.object({ value: z.string(), unit: z.string() }) });

const Item = z.object({
  id: z.string(),
  price: z.object({ value: z.string(), currency: z.string() }).partial().optional(),
  quantity: z.object({ selected: Measured, allocated: Measured }).partial().optional(),
  add_ons: z.array(z.object({ id: z.string() })).default([]),
});

const Stop = z.object({
  type: z.string().optional(),
  location: z.object({ gps: z.string(), address: z.string() }).partial().optional(),
});

const Fulfillment = z.object({
  id: z.string(),
  type: z.string().optional(),
  state: z.object({ descriptor: Descriptor }).optional(),
  stops: z.array(Stop).default([]),
});

const Cancellation = z.object({ cancelled_by: z.string(), reason: z.object({ id: z.string() }).optional() });

export const Order = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  provider: z.object({ id: z.string() }),
  items: z.array(Item),
  fulfillments: z.array(Fulfillment),
  quote: z.object({ price: Price, breakup: z.array(Breakup) }),
  payments: z.array(Payment).default([]),
  cancellation: Cancellation.optional(),
  updated_at: z.string().optional(),
});

export type Order = z.infer<typeof Order>;

export const Catalogue = z.object({
  providers: z.array(z.object({ id: z.string(), items: z.array(Item).default([]) })).default([]),
});

const Refusal = z.object({ code: z.coerce.string(), message: z.string().default('') });
export type Refusal = z.infer<typeof Refusal>;

const Body = z
  .object({
    order: Order,
    catalog: Catalogue,
    tracking: z.object({ url: z.string(), status: z.string() }),
    feedback_form: z.looseObject({}),
    support: z.object({ phone: z.string(), email: z.string(), url: z.string() }).partial(),
    cancellation_reasons: z.array(z.object({ id: z.string() })),
  })
  .partial();

export type Body = z.infer<typeof Body>;

const Envelope = z.object({ message: Body.optional(), error: Refusal.optional() });

/** A message of a transaction, as the buyer sandbox lists it. */
export const Exchange = z.object({
  time: z.string(),
  direction: z.enum(['sent', 'received']),
  action: z.string(),
  message_id: z.string().optional(),
  verdict: z.string(),
  reason: z.string().optional(),
  message: z.unknown(),
});

export type Exchange = z.infer<typeof Exchange>;

export const readEnvelope = (exchange: Exchange) => Envelope.safeParse(exchange.message);

export const stateOf = ({ fulfillments }: Order): string | undefined => fulfillments[0]?.state?.descriptor.code;

export const hasEnded = (order: Order | undefined): boolean =>
  order?.status === 'COMPLETE' || order?.status === 'CANCELLED';

export const isRefund = ({ tags }: Order['payments'][number]): boolean =>
  tags.some(({ descriptor }) => descriptor?.code?.toLowerCase() === 'refund');

export const nameOf = ({ title, item }: Order['quote']['breakup'][number]): string =>
  title ?? item?.descriptor?.name ?? 'unnamed';
