import type { Entry, OrderKey } from '../../lib/flow/ports/orders.ts';

/** An entry of a history; all of one number are alike but for what is said more. */
export const entry = (sequence: number, more: Partial<Entry> = {}): Entry => ({
  sequence,
  cause: { action: 'select', messageId: `m-${sequence}`, digest: 'd', delivery: `delivery-${sequence}` },
  at: 1_800_000_000_000 + sequence,
  writtenAt: 1_800_000_000_000 + sequence,
  business: 'ev-charging',
  events: [{ type: 'OrderQuoted' }],
  ...more,
});

export const upTo = (last: number): readonly Entry[] => Array.from({ length: last }, (_, index) => entry(index + 1));

let count = 0;

/** The key of an order that nobody has yet. */
export const newKey = (): OrderKey => ({ buyerId: 'rider.example', transactionId: `order-${++count}-of-many` });

/** The bytes of an item with these attributes, as DynamoDB counts them. */
export const bytesOf = (attributes: Readonly<Record<string, string>>): number =>
  Object.entries(attributes).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);

export const MOST_BYTES = 400 * 1024;
