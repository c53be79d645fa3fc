import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Target } from './target.ts';

const STAGE = 'beckn-energy-sandbox-';

export interface DeployedStack {
  readonly name: string;
  readonly status: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly resources: readonly DeployedResource[];
}

interface DeployedResource {
  readonly type: string;
  /** Its name in the template. */
  readonly logical: string;
  readonly id: string;
}

/** What stands in the account after a deploy. */
export class Deployment {
  private readonly cloudFormation: CloudFormationClient;
  private readonly lambda: LambdaClient;
  private readonly sqs: SQSClient;

  constructor({ region, environment: { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } }: Target) {
    const credentials =
      AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined
        ? undefined
        : { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const options = { region, endpoint: AWS_ENDPOINT_URL, ...(credentials && { credentials }) };
    this.cloudFormation = new CloudFormationClient(options);
    this.lambda = new LambdaClient(options);
    this.sqs = new SQSClient(options);
  }

  async stacks(): Promise<readonly DeployedStack[]> {
    const ours: Stack[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: this.cloudFormation }, {}))
      ours.push(...Stacks.filter(({ StackName = '' }) => StackName.startsWith(STAGE)));
    return Promise.all(
      ours.map(async ({ StackName: name = '', StackStatus: status = '', Outputs = [] }) => ({
        name,
        status,
        outputs: new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
        resources: await this.resourcesOf(name),
      })),
    );
  }

  /** Has keys made, participants registered and the catalogue filled. */
  async provision(called: string, publicUrl: string): Promise<readonly string[]> {
    const { FunctionError, Payload } = await this.lambda.send(
      new InvokeCommand({ FunctionName: called, Payload: JSON.stringify({ publicUrl }) }),
    );
    const answer = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) throw new Error(`provisioning failed: ${answer}`);
    return Provisioned.parse(JSON.parse(answer)).participants.map(({ subscriberId }) => subscriberId);
  }

  /** Queues that work is taken from, and that would lose it for want of a place for dead letters. */
  async withoutDeadLetters(workQueueUrls: readonly string[]): Promise<readonly string[]> {
    const policies = await Promise.all(
      workQueueUrls.map(async (QueueUrl) => ({ QueueUrl, policy: (await this.lookAt(QueueUrl, 'RedrivePolicy'))[0] })),
    );
    return policies.filter(({ policy }) => !policy?.includes('deadLetterTargetArn')).map(({ QueueUrl }) => QueueUrl);
  }

  /** Puts a message among the dead letters of a queue, as if it had failed there for hours. */
  async giveUp(workQueueUrl: string, MessageBody: string): Promise<void> {
    const [policy = ''] = await this.lookAt(workQueueUrl, 'RedrivePolicy');
    const QueueName = RedrivePolicy.parse(JSON.parse(policy)).deadLetterTargetArn.split(':').at(-1);
    const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName }));
    await this.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  /** How many messages of a queue are not done, whether they wait or are worked on. */
  async messagesOn(queueUrl: string): Promise<number> {
    const counts = await this.lookAt(
      queueUrl,
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    );
    return counts.reduce((sum, count) => sum + Number(count), 0);
  }

  private async lookAt(QueueUrl: string, ...AttributeNames: QueueAttributeName[]) {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames });
    const { Attributes } = await this.sqs.send(asked);
    return AttributeNames.map((name) => Attributes?.[name]);
  }

  private async resourcesOf(stack: string) {
    const found: DeployedResource[] = [];
    const pages = paginateListStackResources({ client: this.cloudFormation }, { StackName: stack });
    for await (const { StackResourceSummaries = [] } of pages)
      for (const {
        ResourceType: type = '',
        LogicalResourceId: logical = '',
        PhysicalResourceId: id = '',
      } of StackResourceSummaries)
        found.push({ type, logical, id });
    return found;
  }
}

const RedrivePolicy = z.object({ deadLetterTargetArn: z.string() });
const Provisioned = z.object({ participants: z.array(z.object({ subscriberId: z.string() })) });
