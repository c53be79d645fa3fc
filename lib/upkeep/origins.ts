import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { sqs } from '../aws/clients.ts';

/** A queue that messages were taken from. */
export interface Origin {
  readonly url: string;
  readonly name: string;
}

const RedrivePolicy = z.object({ deadLetterTargetArn: z.string() });

/** Finds the queue behind each dead letter queue, by the ARN of the latter (decision 20). */
export async function originsAmong(urls: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
  const found = await Promise.all(urls.map(deadLettersOf));
  return new Map(found.flat());
}

async function deadLettersOf(url: string): Promise<readonly (readonly [string, Origin])[]> {
  const { Attributes: { QueueArn = '', RedrivePolicy: policy } = {} } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn', 'RedrivePolicy'] }),
  );
  if (policy === undefined || policy === '') return [];
  const { deadLetterTargetArn } = RedrivePolicy.parse(JSON.parse(policy));
  return [[deadLetterTargetArn, { url, name: nameIn(QueueArn) }]];
}

export const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
