import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../lib/aws/clients.ts';
import { type Delivery, queue } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { log } from '../lib/aws/log.ts';
import { once } from '../lib/aws/once.ts';
import { callbacks, self } from '../lib/aws/ports.ts';
import { giveUp, isAccepted } from '../lib/flow/give-up.ts';

const parked = once(() => readEnv('PARKED_QUEUE_URL').PARKED_QUEUE_URL);

/** What could not be processed: the buyer hears that it failed, the message is kept for redrive, the alarm calls a person. */
export const process = queue(async (body, delivery) => {
  if (isAccepted(body)) await giveUp(body, { callbacks: callbacks(), self: self() });
  await park(body, delivery);
  log('ERROR', 'gave up', { queue: delivery.queue, delivery: delivery.id });
});

async function park(body: unknown, { queue: from }: Delivery): Promise<void> {
  await sqs().send(
    new SendMessageCommand({
      QueueUrl: parked(),
      MessageBody: JSON.stringify(body),
      MessageAttributes: { from: { DataType: 'String', StringValue: from } },
    }),
  );
}
