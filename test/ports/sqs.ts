import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { expect } from 'vitest';
import { sqs } from '../../lib/aws/clients.ts';
import { isParcel, type Outgoing } from '../../lib/flow/ports/parcel.ts';
import { startServer } from '../http/server.ts';

/** What was sent in one request. */
interface Sent {
  readonly action: string;
  readonly entries: readonly { readonly MessageBody: string; readonly MessageGroupId?: string }[];
}

/** A queue engine behind HTTP that also keeps the requests as they were sent. */
export async function startQueues() {
  const engine = buildApp({ logger: false });
  const sent: Sent[] = [];
  const server = await startServer(async (request, response) => {
    const payload = Buffer.concat(await request.toArray());
    const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    const { Entries, ...single } = JSON.parse(payload.toString());
    if (action.startsWith('Send')) sent.push({ action, entries: Entries ?? [single] });
    const { host = '', 'content-type': type = '', 'x-amz-target': target = '' } = request.headers;
    const headers = { host, 'content-type': type, 'x-amz-target': String(target) };
    const answer = await engine.inject({ method: 'POST', url: '/', headers, payload });
    response.writeHead(answer.statusCode, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return {
    sent,
    async stop() {
      await server.stop();
      await engine.close();
    },
  };
}

export async function createQueue(attributes: Record<string, string> = {}): Promise<string> {
  const QueueName = crypto.randomUUID();
  const { QueueUrl = '' } = await sqs().send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
  // The engine names itself by a host that not every resolver knows.
  return QueueUrl.replace(/^http:\/\/[^:/]+/, 'http://127.0.0.1');
}

/** Takes all that is on a queue. */
export async function take(QueueUrl: string): Promise<readonly unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(JSON.parse(Body));
      await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** What is in the parcels on a queue. */
export const takeBodies = async (url: string): Promise<readonly unknown[]> =>
  (await take(url)).map((parcel) => (isParcel(parcel) ? parcel.body : expect.fail('no parcel')));

/** Something for a queue. */
export const outgoing = <Body>(body: Body, group = 'g'): Outgoing<Body> => ({
  kind: 'report',
  subject: { action: 'test' },
  body,
  group,
});
