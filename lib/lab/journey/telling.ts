import { sum, toDecimal, toMinor } from './money.ts';
import { type Exchange, isRefund, nameOf, type Order, readEnvelope } from './wire.ts';

/** How a journey reads on a terminal. */

export type Tone = 'title' | 'plain' | 'quiet' | 'good' | 'bad';
export type Print = (line: string, tone: Tone) => void;

export const arrow = (from: string, to: string, what: string, outcome: string): string =>
  `  ${from.padEnd(8)} → ${to.padEnd(9)} ${what.padEnd(25)} ${outcome}`.trimEnd();

/** Beneath the outcomes. */
export const aside = (text: string): string => arrow('', '', '', text).replace('→', ' ');

const colours = { title: 1, plain: 0, quiet: 2, good: 32, bad: 31 } as const satisfies Record<Tone, number>;

/** Colours are for people: a file or a pipe gets none. */
export const printer =
  (output: NodeJS.WriteStream): Print =>
  (line, tone) =>
    output.write(output.isTTY ? `\u001b[${colours[tone]}m${line}\u001b[0m\n` : `${line}\n`);

/** A callback in one line. */
export function tell(exchange: Exchange): string {
  if (exchange.verdict !== 'ACK') return `refused: ${exchange.reason ?? exchange.verdict}`;
  const { data, error } = readEnvelope(exchange);
  if (data === undefined) return `cannot be read: ${error?.message.slice(0, 200)}`;
  if (data.error !== undefined) return `error ${data.error.code}: ${data.error.message}`;
  const { order, catalog, tracking, support, feedback_form: form, cancellation_reasons: reasons } = data.message ?? {};
  if (order !== undefined) return tellOrder(order);
  if (catalog !== undefined) return catalog.providers.map(({ id }) => id).join(', ') || 'nobody';
  if (tracking !== undefined) return `${tracking.status} ${tracking.url}`;
  if (support !== undefined) return [support.phone, support.email].join(' ');
  if (form !== undefined) return 'thanks, with a form for more';
  if (reasons !== undefined) return `${reasons.length} reasons`;
  return '';
}

function tellOrder(order: Order): string {
  const { code, name } = order.fulfillments[0]?.state?.descriptor ?? {};
  const state = [code, name === undefined || isSameWord(name, code) ? undefined : `(${name})`];
  const payments = order.payments.map(
    (payment) => `${isRefund(payment) ? 'refund ' : ''}${payment.params.amount} ${payment.status}`,
  );
  return [state.filter(isSaid).join(' '), tellQuote(order), payments.join(', ')].filter(isSaid).join('; ');
}

/** `40 INR = 32 energy + 8 reservation`; what costs nothing is left out. */
function tellQuote({ quote }: Order): string {
  const lines = quote.breakup
    .filter(({ price }) => toMinor(price.value) !== 0)
    .map((line) => `${line.price.value} ${nameOf(line)}`);
  return `${quote.price.value} ${quote.price.currency} = ${lines.join(' + ')}`;
}

const isSaid = (part: string | undefined): boolean => part !== undefined && part !== '';

const isSameWord = (name: string, code = ''): boolean => lettersOf(name) === lettersOf(code);

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');

export function tellBill(order: Order, bill: Bill): readonly string[] {
  const { currency } = order.quote.price;
  const row = (name: string, amount: number) => `  ${name.padEnd(40)} ${toDecimal(amount).padStart(10)} ${currency}`;
  return [
    ...order.quote.breakup.map((line) => row(nameOf(line), toMinor(line.price.value))),
    row('paid', bill.paid),
    row('charged', bill.charged),
    row('refunded', bill.refunded),
  ];
}

export interface Bill {
  readonly paid: number;
  readonly charged: number;
  readonly refunded: number;
}

/** A cancelled order's quote is the refund, as a negative price; any other order's quote is what was charged. */
export function billOf(order: Order): Bill {
  const amounts = (refund: boolean) =>
    order.payments
      .filter((payment) => payment.status === 'PAID' && isRefund(payment) === refund)
      .map(({ params }) => toMinor(params.amount));
  const paid = sum(amounts(false));
  const price = toMinor(order.quote.price.value);
  return { paid, charged: order.status === 'CANCELLED' ? paid + price : price, refunded: sum(amounts(true)) };
}
