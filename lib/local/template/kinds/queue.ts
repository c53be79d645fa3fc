import * as z from 'zod';
import { arn, kind, moot, name } from './kind.ts';

export const Queue = kind({
  type: 'AWS::SQS::Queue',
  named: 'QueueName',
  properties: z.strictObject({
    QueueName: name,
    VisibilityTimeout: z.coerce.number().default(30),
    DelaySeconds: z.coerce.number().default(0),
    MaximumMessageSize: z.coerce.number().default(1_048_576),
    RedrivePolicy: z
      .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() })
      .optional(),
    FifoQueue: z.literal(false).optional(),
    ReceiveMessageWaitTimeSeconds: moot,
    MessageRetentionPeriod: moot,
    RedriveAllowPolicy: moot,
    SqsManagedSseEnabled: moot,
    KmsMasterKeyId: moot,
    KmsDataKeyReusePeriodSeconds: moot,
    Tags: moot,
  }),
  identity: (queue, place) => {
    const url = `${place.endpoint}/${place.account}/${queue}`;
    return { ref: url, attributes: { Arn: arn(place, 'sqs', queue), QueueName: queue, QueueUrl: url } };
  },
});
