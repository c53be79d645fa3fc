import * as z from 'zod';

/** Beckn 1.1 as far as a buyer looks at it. */

const Descriptor = z.looseObject({
  code: z.string().optional(),
  name: z.string().optional(),
  long_desc: z.string().optional(),
});
const Price = z.looseObject({ value: z.string(), currency: z.string() });
const Measured = z.looseObject({ measure: z.looseObject({ value: z.string(), unit: z.string() }) });

const Item = z.looseObject({
  id: z.string(),
  quantity: z.looseObject({ selected: Measured.optional(), allocated: Measured.optional() }).optional(),
});

const TagGroup = z.looseObject({
  descriptor: Descriptor.default({}),
  list: z.array(z.looseObject({ descriptor: Descriptor.default({}), value: z.string().optional() })).default([]),
});
const Tags = z.array(TagGroup);

const Fulfillment = z.looseObject({
  id: z.string(),
  type: z.string().optional(),
  state: z.looseObject({ descriptor: Descriptor }).optional(),
  tags: Tags.default([]),
});

const Payment = z.looseObject({
  id: z.string(),
  url: z.string().optional(),
  collected_by: z.string().optional(),
  status: z.enum(['PAID', 'NOT-PAID']),
  params: z.looseObject({ amount: z.string(), currency: z.string(), transaction_id: z.string().optional() }),
  tags: z.array(z.looseObject({ descriptor: Descriptor.optional() })).default([]),
});
export type Payment = z.infer<typeof Payment>;

const Quote = z.looseObject({
  price: Price,
  breakup: z.array(z.looseObject({ title: z.string().optional(), price: Price })),
});

/** Where nothing is selected yet, nothing is quoted. */
export const NOTHING = { price: { value: '0', currency: '' }, breakup: [] };

const Order = z.looseObject({
  id: z.string().optional(),
  status: z.string().optional(),
  provider: z.looseObject({ id: z.string() }),
  items: z.array(Item),
  fulfillments: z.array(Fulfillment),
  quote: Quote.default(NOTHING),
  payments: z.array(Payment).default([]),
  cancellation: z
    .looseObject({ cancelled_by: z.string(), reason: z.looseObject({ id: z.string() }).optional() })
    .optional(),
});
export type Order = z.infer<typeof Order>;

const Offered = z.looseObject({
  id: z.string(),
  rating: z.string().optional(),
  tags: Tags.default([]),
  fulfillments: z.array(Fulfillment).default([]),
  offers: z.array(z.looseObject({ id: z.string() })).optional(),
});

const Message = z.looseObject({
  order: Order.optional(),
  catalog: z.looseObject({ providers: z.array(Offered) }).optional(),
  tracking: z.looseObject({ url: z.string(), status: z.string() }).optional(),
  support: z
    .looseObject({ phone: z.string().optional(), email: z.string().optional(), url: z.string().optional() })
    .optional(),
  feedback_form: z.looseObject({ form: z.looseObject({ url: z.string() }) }).optional(),
  cancellation_reasons: z.array(z.looseObject({ id: z.string() })).optional(),
  rating_categories: z.array(z.unknown()).optional(),
});

export const Envelope = z.looseObject({
  context: z.looseObject({
    action: z.string(),
    version: z.string(),
    bap_id: z.string(),
    bap_uri: z.string(),
    bpp_id: z.string(),
    bpp_uri: z.string(),
    transaction_id: z.string(),
    message_id: z.string(),
    timestamp: z.iso.datetime({ offset: true }),
  }),
  message: Message.optional(),
  error: z.looseObject({ code: z.string(), message: z.string().optional() }).optional(),
});
export type Envelope = z.infer<typeof Envelope>;

export const Acknowledgement = z.looseObject({
  message: z.looseObject({ ack: z.looseObject({ status: z.enum(['ACK', 'NACK']) }) }),
  error: z.looseObject({ code: z.string(), message: z.string(), paths: z.string().optional() }).optional(),
});

export const stateOf = (order: Order | undefined): string | undefined => order?.fulfillments[0]?.state?.descriptor.code;

/** What is said under a code in the tags of a fulfillment. */
export const taggedIn = (tags: readonly z.infer<typeof TagGroup>[], group: string) =>
  tags
    .filter(({ descriptor }) => descriptor.code === group)
    .flatMap(({ list }) => list.map(({ descriptor, value }) => [descriptor.code, value] as const));
/** The value of a fact in a group of tags. */
export const factOf = (tagged: { readonly tags: z.infer<typeof Tags> } | undefined, group: string, code: string) =>
  tagged?.tags
    .find(({ descriptor }) => descriptor.code === group)
    ?.list.find(({ descriptor }) => descriptor.code === code)?.value;

/** Hundredths, so that sums are exact. */
export const minor = (decimal: string): number => Math.round(Number(decimal) * 100);

export const isRefund = ({ tags }: Payment): boolean => tags.some(({ descriptor }) => descriptor?.code === 'refund');
