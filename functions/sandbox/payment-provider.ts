import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { businessTime } from '../../lib/aws/business-time.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { readJson, readText, segments } from '../../lib/aws/incoming.ts';
import { secret as readSecret } from '../../lib/aws/secret.ts';
import { holdsToken } from '../../lib/http/access-token.ts';
import { PaymentRequest, RefundRequest } from '../../lib/partners/payments/rest/api.ts';
import { errandSettings, errands } from '../../lib/sandbox/errands.ts';
import { payPage, unknownPage } from '../../lib/sandbox/pay-page.ts';
import type { Payment, Verb } from '../../lib/sandbox/payment.ts';
import { paymentDesk } from '../../lib/sandbox/payment-desk.ts';

const env = readEnv('PAYMENT_SECRET', 'PUBLIC_URL', 'SIMULATORS_TABLE', ...errandSettings);
const secret = readSecret(env.PAYMENT_SECRET);
const desk = paymentDesk({ table: env.SIMULATORS_TABLE, errands: errands(env), secret });

/** A payment provider for trying: its API, its pay page, and the customer's hands. */
export const receive = http(async (event) => {
  const [area, ...rest] = segments(event.rawPath.replace(/^\/sandbox\//, '/'));
  switch (area) {
    case 'pay':
      return showPage(rest.join('/'), event);
    case 'payments':
      return handSettles(rest, event);
    case 'payment-provider':
      return (await isPlatform(event)) ? api(rest, event) : refuse(401, 'the shared secret was expected');
    default:
      return notFound;
  }
});

async function showPage(token: string, event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { http: request } = event.requestContext;
  const now = await timeOf(event);
  const payment = await desk.findByToken(token);
  if (payment === undefined) return unknownPage();
  if (request.method === 'GET') return payPage(payment, now);
  const verb = new URLSearchParams(readText(event)).get('verb') ?? '';
  if (!isVerb(verb)) return payPage(payment, now, 400);
  const outcome = await desk.settle(payment.id, verb, now);
  if (outcome !== 'settled') return payPage((await desk.find(payment.id)) ?? payment, now, 409);
  return { statusCode: 303, headers: { location: `${env.PUBLIC_URL}/pay/${token}`, 'referrer-policy': 'no-referrer' } };
}

async function handSettles(path: readonly string[], event: APIGatewayProxyEventV2) {
  const [verb = '', ...id] = path.toReversed();
  if (!isVerb(verb)) return refuse(404, 'the verbs are pay and decline');
  const paymentId = id.toReversed().join('/');
  const outcome = await desk.settle(paymentId, verb, await timeOf(event));
  if (outcome === 'unknown') return notFound;
  const { status } = (await desk.find(paymentId)) ?? {};
  return json(outcome === 'contradiction' ? 409 : 200, { payment_id: paymentId, status });
}

async function api(path: readonly string[], event: APIGatewayProxyEventV2) {
  const [collection, ...id] = path;
  switch (`${event.requestContext.http.method} ${collection}`) {
    case 'POST payments':
      return openPayment(event);
    case 'GET payments': {
      const payment = await desk.find(id.join('/'));
      return payment === undefined ? notFound : json(200, view(payment));
    }
    case 'POST refunds':
      return openRefund(event);
    default:
      return notFound;
  }
}

async function openPayment(event: APIGatewayProxyEventV2) {
  const asked = PaymentRequest.safeParse(readJson(event));
  return asked.success ? json(200, view(await desk.open(asked.data))) : refuse(400, asked.error.message);
}

async function openRefund(event: APIGatewayProxyEventV2) {
  const asked = RefundRequest.safeParse(readJson(event));
  if (!asked.success) return refuse(400, asked.error.message);
  const outcome = await desk.refund(asked.data, await timeOf(event));
  if (outcome === 'unknown') return notFound;
  return outcome === 'accepted'
    ? json(202, { id: asked.data.id, status: outcome })
    : refuse(409, 'only what was paid can be sent back');
}

const timeOf = ({ requestContext }: APIGatewayProxyEventV2) => businessTime(requestContext.timeEpoch);

const isPlatform = async ({ headers }: APIGatewayProxyEventV2) =>
  holdsToken(headers.authorization, 'Bearer', await secret());

const view = ({ id, status, token }: Payment) => ({ id, status, url: `${env.PUBLIC_URL}/pay/${token}` });

const isVerb = (text: string): text is Verb => text === 'pay' || text === 'decline';

const refuse = (status: number, message: string) => json(status, { error: { message } });

const notFound = refuse(404, 'there is no such thing here');
