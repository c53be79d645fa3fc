import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { buildApp } from 'fauxqs';
import { expect } from 'vitest';
import { sqs } from '../../lib/aws/clients.ts';
import { parcelIn } from '../../lib/aws/parcels.ts';
import type { Reported } from '../../lib/flow/order/reported.ts';
import type { Parcel } from '../../lib/flow/ports/parcel.ts';
import { eventOf } from '../../lib/local/http/event.ts';
import { writeResult } from '../../lib/local/http/result.ts';
import { startServer } from '../http/server.ts';
import { startDatabase } from '../registry/database.ts';
import { startSecrets } from '../registry/secrets-server.ts';

interface Schedule {
  readonly name: string;
  readonly at: number;
  readonly input: string;
}

type Worker = (event: SQSEvent) => Promise<{ readonly batchItemFailures: readonly unknown[] }>;

/** The functions of both sides behind HTTP and queues, under a clock that the test turns. */
export async function startNetwork(start: string) {
  let now = Date.parse(start);
  const schedules: Schedule[] = [];
  const pushed: Readonly<Record<string, unknown>>[] = [];
  const stopDatabase = await startDatabase({ simulators: ['kind', 'id'], catalogue: ['domain', 'part'] });
  const stopSecrets = await startSecrets(
    new Map([
      ['payment-secret', 'of payments'],
      ['charge-point-secret', 'of charge points'],
    ]),
  );
  const engine = buildApp({ logger: false });
  process.env.AWS_ENDPOINT_URL_SQS = await engine.listen({ host: '127.0.0.1', port: 0 });
  const scheduler = await startServer(async (request, response) => {
    const name = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const { ScheduleExpression, Target } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const isKnown = schedules.some((schedule) => schedule.name === name);
    if (!isKnown) schedules.push({ name, at: Date.parse(`${ScheduleExpression.slice(3, -1)}Z`), input: Target.Input });
    response.writeHead(isKnown ? 409 : 200, isKnown ? { 'x-amzn-errortype': 'ConflictException' } : {}).end('{}');
  });
  const [errands, reports] = [await createQueue('simulators'), await createQueue('reports')];

  const api = await startServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const receive = Object.entries(routes).find(([prefix]) => request.url?.startsWith(prefix))?.[1];
    if (receive === undefined) return response.writeHead(404).end();
    const route = { key: '$default', path: '', method: '' };
    // Only the path, the method and the body are looked at.
    const event = eventOf(request, body, { route, parameters: {} } as never, now);
    const result = await receive(event, {} as never);
    if (ours.has(receive) && Object(result).statusCode === 200) pushed.push(JSON.parse(body.toString()));
    writeResult(response, result);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SCHEDULER: scheduler.url,
    CATALOGUE_TABLE: 'catalogue',
    CHARGE_POINT_SECRET: 'charge-point-secret',
    PAYMENT_SECRET: 'payment-secret',
    PUBLIC_URL: api.url,
    QUEUE_URL: errands,
    SCHEDULE_GROUP: 'group',
    SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/scheduler',
    SIMULATORS_QUEUE_ARN: 'arn:aws:sqs:us-east-1:000000000000:simulators',
    SCHEDULER_DEAD_LETTERS_ARN: 'arn:aws:sqs:us-east-1:000000000000:simulators-dead',
    SIMULATORS_TABLE: 'simulators',
  });
  // Functions read their environment when they are loaded; the platform's two when they are first called.
  const sandbox = {
    payments: await import('../../functions/sandbox/payment-provider.ts'),
    chargePoints: await import('../../functions/sandbox/charge-points.ts'),
    timers: await import('../../functions/sandbox/timers.ts'),
  };
  process.env.QUEUE_URL = reports;
  const platform = {
    payments: (await import('../../functions/payments.ts')).receive,
    chargePoints: (await import('../../functions/charge-points.ts')).receive,
  };
  const ours = new Set<unknown>(Object.values(platform));
  const routes = {
    '/pay/': sandbox.payments.receive,
    '/sandbox/payment': sandbox.payments.receive,
    '/sandbox/charge': sandbox.chargePoints.receive,
    '/payments/reports': platform.payments,
    '/ocpi/': platform.chargePoints,
  };
  // The part of a Lambda context that nobody reads.
  const work: Worker = (event) => sandbox.timers.process(event, {} as never);

  return {
    url: api.url,
    schedules,

    /** Turns the clock; what falls due is worked off in order of time. */
    async advance(milliseconds: number) {
      await workOn(await take(errands));
      const until = now + milliseconds;
      for (;;) {
        const [next] = schedules.toSorted((one, other) => one.at - other.at);
        if (next === undefined || next.at > until) break;
        schedules.splice(schedules.indexOf(next), 1);
        now = Math.max(now, next.at);
        await workOn([next.input]);
      }
      now = until;
    },

    /** What the platform has been told since the last time. */
    async reported(): Promise<readonly Reported[]> {
      return (await parcels()).map(({ body }) => body);
    },

    parcels,

    /** What partners sent and the platform took since the last time, in their own words. */
    pushed: () => pushed.splice(0),

    async stop() {
      await Promise.all([api.stop(), scheduler.stop(), engine.close()]);
      stopSecrets();
      await stopDatabase();
    },
  };

  /** The same as it lies on the queue. */
  async function parcels(): Promise<readonly Parcel<Reported>[]> {
    await workOn(await take(errands));
    const all = (await take(reports)).map((text) => parcelIn<Reported>(text));
    for (const { kind } of all) expect(kind).toBe('report');
    return all;
  }

  async function workOn(bodies: readonly string[]) {
    const Records = bodies.map((body, index) => ({
      messageId: String(index),
      body,
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(now) },
      messageAttributes: {},
    }));
    // What the entry reads of a record.
    const { batchItemFailures } = await work({ Records } as never);
    if (batchItemFailures.length > 0) throw new Error('an errand failed');
  }
}

async function createQueue(QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs().send(new CreateQueueCommand({ QueueName }));
  // The engine names itself by a host that not every resolver knows.
  return QueueUrl.replace(/^http:\/\/[^:/]+/, 'http://127.0.0.1');
}

async function take(QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
