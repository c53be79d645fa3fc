import type { BusinessName } from '../../../language/business.ts';
import type { Billing } from '../../../language/party.ts';
import type { Shown, ShownLine, ShownQuote, ShownRefundTerm, ShownTerm } from '../../../language/shown.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialects } from '../dialects/dialects.ts';
import { writeFulfillment } from './fulfillment.ts';
import { writeItem } from './item.ts';
import { writeInstant, writeMeasure, writePrice } from './measure.ts';
import { writeOffers } from './offer.ts';
import { writePayment } from './payment.ts';
import { writeProvider } from './provider.ts';

const STATUS = { active: 'ACTIVE', complete: 'COMPLETE', cancelled: 'CANCELLED' } as const;

export function writeOrder<B extends BusinessName>(order: Shown<B>) {
  const dialect: Dialect<B> = dialects[order.business];
  const { currency } = order;
  return {
    id: order.id,
    status: order.status && STATUS[order.status],
    type: order.draft ? 'DRAFT' : 'DEFAULT',
    provider: writeProvider(order.provider, dialect),
    items: order.items.map(writeItem),
    offers: writeOffers(order.offers),
    fulfillments: order.fulfillments.map((fulfillment) => writeFulfillment(fulfillment, dialect)),
    billing: order.billing && writeBilling(order.billing),
    quote: writeQuote(order.quote, currency),
    payments: order.payments.map((payment) => writePayment(payment, currency)),
    cancellation_terms: order.cancellationTerms.map((term) => writeTerm(term, currency, dialect)),
    refund_terms: order.refundTerms?.map((term) => writeRefundTerm(term, currency, dialect)),
    cancellation: order.cancellation && writeCancellation(order.cancellation),
    created_at: writeInstant(order.createdAt),
    updated_at: writeInstant(order.updatedAt),
  };
}

const writeBilling = ({ name, email, phone, address, taxId }: Billing) => ({
  name,
  email,
  phone,
  address,
  tax_id: taxId,
});

const writeQuote = ({ total, lines, ttlMilliseconds }: ShownQuote, currency: string) => ({
  price: writePrice(total, currency),
  breakup: lines.map((line) => writeLine(line, currency)),
  ttl: ttlMilliseconds === undefined ? undefined : `PT${ttlMilliseconds / 60_000}M`,
});

/** The core reads the title, the documents' replies have the name of an item. */
const writeLine = ({ title, amount, quantity }: ShownLine, currency: string) => ({
  title,
  item: { descriptor: { name: title }, quantity: quantity && { selected: writeMeasure(quantity) } },
  price: writePrice(amount, currency),
});

const writeTerm = <B extends BusinessName>(
  { stage, fee, termsUrl, by }: ShownTerm,
  currency: string,
  dialect: Dialect<B>,
) => ({
  fulfillment_state: { descriptor: { code: dialect.termState(stage) } },
  cancel_by: by === undefined ? undefined : { timestamp: writeInstant(by) },
  cancellation_fee: 'amount' in fee ? { amount: writePrice(fee.amount, currency) } : { percentage: fee.percent },
  external_ref: { mimetype: 'text/html', url: termsUrl },
});

/** The schema of the core has the state of a country here, with a code of its own; a state of fulfillment is what is meant. */
function writeRefundTerm<B extends BusinessName>(
  { stage, isRefunded, amount }: ShownRefundTerm,
  currency: string,
  dialect: Dialect<B>,
) {
  const code = dialect.termState(stage);
  return {
    fulfillment_state: { code, descriptor: { code } },
    refund_eligible: isRefunded,
    refund_amount: amount === undefined ? undefined : writePrice(amount, currency),
  };
}

const writeCancellation = ({ by, at, reason }: NonNullable<Shown['cancellation']>) => ({
  time: writeInstant(at),
  cancelled_by: by === 'buyer' ? 'CONSUMER' : 'PROVIDER',
  reason: { id: reason.id, descriptor: { code: reason.code, short_desc: reason.description } },
});
