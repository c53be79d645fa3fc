import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { describe, log } from './log.ts';
import { delayRetry } from './retry.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** How a message came: `at` is business time, `id` the queue's own. */
export interface Delivery {
  readonly id: string;
  readonly at: number;
  readonly receiveCount: number;
  readonly group?: string;
  /** ARN of the queue that it came from. */
  readonly queue: string;
}

export type MessageHandler = (body: unknown, delivery: Delivery) => Promise<void>;

// Lambda ends what takes too long; a timer of our own for each call would only cost.
const OPTIONS = { timeoutEarlyInMillis: 0 };

/** A function behind a route. What it throws is told to nobody but the log. */
export const http = (handler: HttpHandler) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(handler, OPTIONS).use({
    onError: (request) => {
      log('ERROR', 'request failed', { route: request.event.routeKey, error: describe(request.error) });
      request.response = json(500, { message: 'Internal error; the request was not accepted, send it again' });
    },
  });

/** A function behind a queue: each message succeeds or fails alone, and a failed one comes back later and later. */
export const queue = (handler: MessageHandler) =>
  middy<SQSEvent, SQSBatchResponse>(async ({ Records }: SQSEvent) => {
    const failed = await Promise.all(Records.map((record) => take(handler, record)));
    return { batchItemFailures: failed.filter((id) => id !== undefined).map((itemIdentifier) => ({ itemIdentifier })) };
  });

/** A function that an operator invokes. */
export const direct = (handler: (payload: unknown) => Promise<unknown>) => middy<unknown, unknown>(handler);

export const json = (statusCode: number, body: unknown, headers = {}): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

async function take(handler: MessageHandler, record: SQSRecord): Promise<string | undefined> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  try {
    await handler(JSON.parse(record.body), {
      id: record.messageId,
      at: Number(record.attributes.SentTimestamp),
      receiveCount,
      group: record.attributes.MessageGroupId,
      queue: record.eventSourceARN,
    });
    return undefined;
  } catch (error) {
    log('WARN', 'message failed', { delivery: record.messageId, receiveCount, error: describe(error) });
    await delayRetry(record, receiveCount);
    return record.messageId;
  }
}
