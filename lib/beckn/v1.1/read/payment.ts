import * as z from 'zod';
import type { Collector, SaidPayment } from '../../../language/payment.ts';
import { Decimal } from './decimal.ts';
import { optional } from './leaf.ts';
import { Id, Name } from './text.ts';

const Params = z.object({ transaction_id: optional(Id), amount: optional(Decimal), currency: optional(Name) });

/** What a sender says of a payment; of other things than who collects it, and whether it is paid, nothing is taken. */
export const Payment = z
  .object({
    id: optional(Id),
    collected_by: optional(Name),
    status: optional(Name),
    params: Params.nullish(),
  })
  .transform(
    ({ id, collected_by, status, params }): SaidPayment => ({
      id,
      collectedBy: collectors.get(collected_by?.toUpperCase() ?? ''),
      isPaid: status?.toUpperCase() === 'PAID',
      transactionId: params?.transaction_id,
      amount: params?.amount,
      currency: params?.currency,
    }),
  );

/** The core's text writes them small, its examples large. */
const collectors: ReadonlyMap<string, Collector> = new Map([
  ['BAP', 'buyer'],
  ['BPP', 'provider'],
]);
