import type { OrderKey } from '../../lib/flow/ports/orders.ts';

/** The order that partners are asked about. */
export const key: OrderKey = { buyerId: 'bap.example', transactionId: 't1' };
