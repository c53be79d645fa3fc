import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { businessTime } from '../../lib/aws/business-time.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { readJson } from '../../lib/aws/incoming.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { log } from '../../lib/aws/log.ts';
import { once } from '../../lib/aws/once.ts';
import { businesses, names, orders, self } from '../../lib/aws/ports.ts';
import { secret } from '../../lib/aws/secret.ts';
import { workQueue } from '../../lib/aws/work-queue.ts';
import type { Reported } from '../../lib/flow/order/reported.ts';
import { Cancellation, cancellation, foresee, ordersNamed, tell } from '../../lib/flow/order/staff.ts';
import { lookAsStaff } from '../../lib/flow/order/staff-view.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { holdsToken } from '../../lib/http/access-token.ts';
import { type Operation, openApi } from '../../lib/http/openapi.ts';
import { answers, Conflict, Found, Queued } from '../../lib/http/staff-answers.ts';

const told = once(() => {
  const env = readEnv('OPERATIONS_SECRET', 'REPORTS_QUEUE_URL');
  return { token: secret(env.OPERATIONS_SECRET), reports: workQueue<Reported>(env.REPORTS_QUEUE_URL) };
});

const ports = lazily({ businesses, orders, names, self });

/** The door of the provider's staff, as far as orders are concerned. */
export const receive = http(async (event) => {
  if (!holdsToken(event.headers.authorization, 'Bearer', await told().token())) {
    log('WARN', 'operation refused', { status: 401 });
    return json(401, { error: 'the bearer token of operations was expected' }, { 'www-authenticate': 'Bearer' });
  }
  const operation = operations[event.routeKey];
  if (operation === undefined) throw new Error(`nothing is done on ${event.routeKey}`);
  return operation.answer(event);
});

interface Answering extends Operation {
  answer(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
}

const query = z.object({
  buyer: z.string().optional().describe('the subscriber id of the buyer platform, where two have an order of this id'),
});

const operations: Readonly<Record<string, Answering>> = {
  'POST /operations/orders/{order_id}/cancel': {
    does: 'Cancels an order for the provider; the buyer is told, and what was not delivered is paid back',
    query,
    body: Cancellation,
    answers: {
      202: { says: 'It is queued, and decided again when it is worked off', body: Queued },
      ...answers(401, 404, 422),
      409: { says: 'The stage of the order does not allow it, or two buyers have an order of this id', body: Conflict },
    },
    async answer(event) {
      const body = Cancellation.safeParse(readJson(event));
      if (!body.success) return malformed(body.error.issues);
      const key = await keyOf(event);
      return 'buyerId' in key ? cancel(key, body.data, event) : key;
    },
  },
  'GET /operations/orders/{order_id}': {
    does: 'Shows an order as its buyer sees it, where it stands, what staff may say to it, and what has happened to it',
    query,
    answers: {
      200: { says: 'The order', body: Found },
      ...answers(401, 404),
      409: { says: 'Two buyers have an order of this id', body: Conflict },
    },
    async answer(event) {
      const key = await keyOf(event);
      if (!('buyerId' in key)) return key;
      const found = await lookAsStaff(key, ports);
      // A customer's name and phone number are in it.
      return found === undefined ? unknown(event) : json(200, found, { 'cache-control': 'no-store' });
    },
  },
  'GET /operations/openapi.json': {
    does: 'Shows this document',
    answers: { 200: { says: 'This document' }, ...answers(401) },
    answer: async () => json(200, openApi('Operations', operations)),
  },
};

async function cancel(key: OrderKey, said: z.infer<typeof Cancellation>, event: APIGatewayProxyEventV2) {
  const command = cancellation(said);
  const at = await businessTime(event.requestContext.timeEpoch);
  const foreseen = await foresee(key, command, { at, orders: ports.orders, businesses: ports.businesses });
  if (foreseen === undefined) return unknown(event);
  const { stage: state, legal, refusal } = foreseen;
  if (refusal?.reason === 'reason-unknown') return malformed([{ path: ['reason'], message: refusal.message }]);
  if (refusal !== undefined) return json(409, { error: refusal.message, state, legal });
  await tell(key, command, told().reports);
  log('INFO', 'queued for staff', { transaction_id: key.transactionId, type: command.type, stage: state });
  return json(202, { queued: true, state, expected: 'cancelled' } satisfies z.infer<typeof Queued>);
}

async function keyOf(event: APIGatewayProxyEventV2): Promise<OrderKey | APIGatewayProxyStructuredResultV2> {
  const { buyer } = query.parse(event.queryStringParameters ?? {});
  const [key, ...others] = await ordersNamed({ order: event.pathParameters?.order_id ?? '', buyer }, ports.names);
  if (key === undefined) return unknown(event);
  if (others.length === 0) return key;
  const buyers = [key, ...others].map(({ buyerId }) => buyerId);
  return json(409, { error: 'several buyers have an order of this id: say whose by ?buyer=', buyers });
}

const unknown = ({ pathParameters }: APIGatewayProxyEventV2) =>
  json(404, { error: `there is no order ${pathParameters?.order_id ?? ''}` });

const malformed = (issues: readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[]) =>
  json(422, {
    error: 'this body is not as expected',
    issues: issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
