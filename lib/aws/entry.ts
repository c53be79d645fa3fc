import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { NotOurs } from '../flow/ports/not-ours.ts';
import type { Parcel, Subject } from '../flow/ports/parcel.ts';
import { type Delivery, deliveryOf } from './delivery.ts';
import { describe, log } from './log.ts';
import { measure, tellMeasured } from './metrics.ts';
import { factsOf, parcelIn } from './parcels.ts';
import { comeBack, type Retry } from './retry.ts';
import { trace } from './trace.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

type ParcelHandler<Body> = (parcel: Parcel<Body>, delivery: Delivery) => Promise<void>;

// Lambda ends what takes too long; a timer of our own for each call would only cost.
const OPTIONS = { timeoutEarlyInMillis: 0 };

/** A function behind a route. What it throws is told to nobody but the log. */
export const http = (handler: HttpHandler) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(handler, OPTIONS).use({
    onError: (request) => {
      log('ERROR', 'request failed', { route: request.event.routeKey, error: describe(request.error) });
      countFailure(request.error);
      tellMeasured();
      request.response = json(500, { message: 'Internal error; the request was not accepted, send it again' });
    },
  });

/** A function behind a queue: each message succeeds or fails alone, and a failed one comes back later and later. */
export const queue = <Body>(
  handler: (body: Body, delivery: Delivery, subject: Subject) => Promise<void>,
  retry: Retry = comeBack,
) => parcels<Body>(({ body, subject }, delivery) => handler(body, delivery, subject), retry);

/** The same for who handles parcels without opening them. */
export const parcels = <Body>(handler: ParcelHandler<Body>, retry: Retry = comeBack) =>
  middy<SQSEvent, SQSBatchResponse>(async ({ Records }: SQSEvent) => {
    const failed = await Promise.all(Records.map((record) => take(handler, record, retry)));
    tellMeasured();
    return { batchItemFailures: failed.filter((id) => id !== undefined).map((itemIdentifier) => ({ itemIdentifier })) };
  });

/** A function that an operator invokes. */
export const direct = (handler: (payload: unknown) => Promise<unknown>) => middy<unknown, unknown>(handler);

export const json = (statusCode: number, body: unknown, headers = {}): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

async function take<Body>(handler: ParcelHandler<Body>, record: SQSRecord, retry: Retry): Promise<string | undefined> {
  const begun = Date.now();
  const delivery = deliveryOf(record);
  const parcel = parcelIn<Body>(record.body);
  const about = factsOf(parcel.subject);
  try {
    await handler(parcel, delivery);
    return undefined;
  } catch (error) {
    const { id, receiveCount } = delivery;
    log('WARN', 'message failed', { ...about, delivery: id, receiveCount, error: describe(error) });
    countFailure(error);
    return (await retry(record, delivery, error)) === 'goes on elsewhere' ? undefined : record.messageId;
  } finally {
    if (about.transaction_id !== undefined) trace(about.transaction_id, begun);
  }
}

function countFailure(error: unknown): void {
  if (error instanceof NotOurs) return;
  const { AWS_LAMBDA_FUNCTION_NAME: name = 'unnamed', AWS_LAMBDA_FUNCTION_VERSION: version = 'unnamed' } = process.env;
  measure('Failures', 1, { function: name, version });
}
