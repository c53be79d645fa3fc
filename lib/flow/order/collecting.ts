import type { Request } from '../../beckn/message.ts';
import type { Collector, SaidPayment } from '../../language/payment.ts';

/** Who shall collect: the buyer platform, if it asks for it and may; the protocol lets the provider's side overrule it. */
export const collectorIn = ({ context, order: { payments = [] } }: Request<'init'>): Collector =>
  context.buyer.collects === true && payments.find(({ collectedBy }) => collectedBy)?.collectedBy === 'buyer'
    ? 'buyer'
    : 'provider';

/** What is said of payments by who may collect them. What anybody else says of payments is no proof. */
export const paymentsIn = ({ context, order }: Request<'confirm'>): readonly SaidPayment[] | undefined =>
  context.buyer.collects === true ? order.payments : undefined;
