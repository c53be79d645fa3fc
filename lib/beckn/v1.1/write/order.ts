import type { Billing, Cancellation, CancellationTerm, Order, Quote, QuoteLine } from '../../message.ts';
import { writeFulfillment } from './fulfillment.ts';
import { writeItem, writeMeasure, writePrice } from './item.ts';
import { writePayment } from './payment.ts';
import { writeProvider } from './provider.ts';

export const writeOrder = (order: Order) => ({
  id: order.id,
  status: order.status,
  type: order.type,
  provider: writeProvider(order.provider),
  items: order.items.map(writeItem),
  fulfillments: order.fulfillments.map(writeFulfillment),
  billing: order.billing && writeBilling(order.billing),
  quote: order.quote && writeQuote(order.quote),
  payments: order.payments?.map(writePayment),
  cancellation_terms: order.cancellationTerms?.map(writeTerm),
  cancellation: order.cancellation && writeCancellation(order.cancellation),
  created_at: order.createdAt,
  updated_at: order.updatedAt,
});

const writeBilling = ({ name, email, phone, address, taxId }: Billing) => ({
  name,
  email,
  phone,
  address,
  tax_id: taxId,
});

const writeQuote = ({ id, price, lines, ttl }: Quote) => ({
  id,
  price: writePrice(price),
  breakup: lines.map(writeLine),
  ttl,
});

/** The core reads the title, the documents' replies have the name of an item. */
const writeLine = ({ title, price, quantity }: QuoteLine) => ({
  title,
  item: { descriptor: { name: title }, quantity: quantity && { selected: writeMeasure(quantity) } },
  price: writePrice(price),
});

const writeTerm = ({ stateCode, fee, termsUrl }: CancellationTerm) => ({
  fulfillment_state: { descriptor: { code: stateCode } },
  cancellation_fee: 'amount' in fee ? { amount: writePrice(fee.amount) } : { percentage: fee.percentage },
  external_ref: termsUrl === undefined ? undefined : { mimetype: 'text/html', url: termsUrl },
});

const writeCancellation = ({ by, at, reason }: Cancellation) => ({
  time: at,
  cancelled_by: by,
  reason: { id: reason.id, descriptor: { code: reason.code, short_desc: reason.description } },
});
