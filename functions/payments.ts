import { http, json } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { readJson, readText } from '../lib/aws/incoming.ts';
import { log } from '../lib/aws/log.ts';
import { once } from '../lib/aws/once.ts';
import { reports } from '../lib/aws/processes.ts';
import { secret } from '../lib/aws/secret.ts';
import { workQueue } from '../lib/aws/work-queue.ts';
import { type Reported, reportParcel } from '../lib/flow/order/reported.ts';
import { PaymentNotice } from '../lib/partners/payments/rest/api.ts';
import { reportOf } from '../lib/partners/payments/rest/reports.ts';
import { isGenuine, SIGNATURE_HEADER } from '../lib/partners/payments/rest/webhook-signature.ts';

const receiving = once(() => {
  const env = readEnv('PAYMENT_SECRET', 'QUEUE_URL');
  return { secret: secret(env.PAYMENT_SECRET), work: workQueue<Reported>(env.QUEUE_URL) };
});

/** The payment provider's webhook. The answer says that the report is in our hands. */
export const receive = http(async (event) => {
  const { secret, work } = receiving();
  const now = Math.floor(Date.now() / 1000);
  if (!isGenuine(event.headers[SIGNATURE_HEADER], await secret(), readText(event), now))
    return refuse(401, `a signature of the last minutes was expected in ${SIGNATURE_HEADER}`);
  const notice = PaymentNotice.safeParse(readJson(event));
  if (!notice.success) return refuse(400, 'a notice of a payment or a refund was expected');
  const { type, refund_id, payment_id, reference } = notice.data;
  if (type === 'refund.completed' && refund_id === undefined) return refuse(400, 'a refund is named by its refund_id');
  const report = reportOf(notice.data);
  if (report !== undefined) await work.send(reportParcel('payments', report, reference));
  // The money is there, and no order of ours can say what becomes of it.
  if (report === undefined) log('WARN', 'payment of nobody reported', { kind: type, payment: payment_id });
  else log('INFO', 'payment reported', { kind: type, payment: payment_id });
  return json(200, {});
});

function refuse(status: number, message: string) {
  log('WARN', 'payment report refused', { status });
  return json(status, { error: { message } });
}

/** What the payment provider reported changes the order that it is about. */
export const process = reports();
