import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Html, html, page } from '../aws/page.ts';
import type { Payment } from './payment.ts';

/** Where a customer pays, or does not. */
export const payPage = (payment: Payment, now: number, statusCode = 200): APIGatewayProxyStructuredResultV2 =>
  page(
    statusCode,
    `Payment of ${payment.amount} ${payment.currency}`,
    html`<p>${payment.description}</p>${state(payment, now)}`,
  );

export const unknownPage = (): APIGatewayProxyStructuredResultV2 =>
  page(404, 'No such payment', html`<p>This link leads to no payment.</p>`);

function state(payment: Payment, now: number): Html {
  switch (payment.status) {
    case 'paid':
      return html`<p role="status">This payment was made. Thank you.</p>`;
    case 'declined':
      return html`<p role="status">This payment was declined.</p>`;
    case 'open':
      return html`${deadline(payment, now)}<form method="post">
<button name="verb" value="pay">Pay</button>
<button name="verb" value="decline">Decline</button>
</form>`;
    default:
      return payment.status satisfies never;
  }
}

const deadline = ({ until }: Payment, now: number): Html =>
  Date.parse(until) > now
    ? html`<p>Please pay before <time datetime="${until}">${until}</time>.</p>`
    : html`<p>The time for this payment is over. What is paid now is sent back.</p>`;
