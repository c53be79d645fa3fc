import { businessTime } from '../lib/aws/business-time.ts';
import { http, json, queue } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { readJson, readText } from '../lib/aws/incoming.ts';
import { log } from '../lib/aws/log.ts';
import { once } from '../lib/aws/once.ts';
import { reporting } from '../lib/aws/processes.ts';
import { secret } from '../lib/aws/secret.ts';
import { workQueue } from '../lib/aws/work-queue.ts';
import { keyIn } from '../lib/flow/order-id.ts';
import { paymentTold } from '../lib/flow/payment-reports.ts';
import { PaymentReport } from '../lib/flow/reports.ts';
import { PaymentNotice } from '../lib/http/payments-api.ts';
import { isGenuine, SIGNATURE_HEADER } from '../lib/http/webhook-signature.ts';

const receiving = once(() => {
  const env = readEnv('PAYMENT_SECRET', 'QUEUE_URL');
  return { secret: secret(env.PAYMENT_SECRET), work: workQueue<PaymentReport>(env.QUEUE_URL) };
});

/** The payment provider's webhook. The answer says that the report is in our hands. */
export const receive = http(async (event) => {
  const { secret, work } = receiving();
  const now = Math.floor(Date.now() / 1000);
  if (!isGenuine(event.headers[SIGNATURE_HEADER], await secret(), readText(event), now))
    return refuse(401, `a signature of the last minutes was expected in ${SIGNATURE_HEADER}`);
  const notice = PaymentNotice.safeParse(readJson(event));
  if (!notice.success) return refuse(400, 'a notice of a payment or a refund was expected');
  const report = toReport(notice.data);
  if (report === undefined) return refuse(400, 'a refund is named by its refund_id');
  await work.send({ body: report, group: report.reference });
  log('INFO', 'payment reported', { kind: report.kind, payment: report.paymentId });
  return json(200, {});
});

function toReport({ type, payment_id, refund_id, ...said }: PaymentNotice): PaymentReport | undefined {
  const report = { paymentId: payment_id, ...said };
  switch (type) {
    case 'payment.paid':
      return { kind: 'paid', ...report };
    case 'payment.declined':
      return { kind: 'declined', ...report };
    case 'refund.completed':
      return refund_id === undefined ? undefined : { kind: 'refunded', refundId: refund_id, ...report };
    default:
      return type satisfies never;
  }
}

function refuse(status: number, message: string) {
  log('WARN', 'payment report refused', { status });
  return json(status, { error: { message } });
}

const reports = reporting();

/** What the payment provider reported changes the order that it is about. */
export const process = queue<PaymentReport>(
  async (body, { id, sentAt }) => {
    const told = paymentTold(PaymentReport.parse(body));
    if (told !== undefined) await reports({ ...told, at: await businessTime(sentAt), from: 'payments', delivery: id });
  },
  ({ reference }) => ({ action: 'payments', transaction_id: keyIn(reference)?.transactionId }),
);
