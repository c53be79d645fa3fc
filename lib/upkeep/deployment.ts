import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';

/** What stacks tell an operator, whichever of them does. */
export const outputNames = [
  'ApiUrl',
  'CalendarsTable',
  'CallbacksQueueUrl',
  'CatalogueTable',
  'KeyId',
  'NamesTable',
  'OrdersTable',
  'ParkedQueueUrl',
  'ReportsQueueUrl',
  'SigningKey',
  'SubscriberId',
  'TimersQueueUrl',
] as const;

/** A deployed stage, as its stacks tell of it. */
export interface Deployment {
  /** Where the stage's clock can be moved. */
  readonly clockTable?: string;
  output(name: (typeof outputNames)[number]): string;
  /** URLs of all its queues. */
  queues(): Promise<readonly string[]>;
}

export class NotDeployed extends Error {}

export async function findDeployment(stage: string): Promise<Deployment> {
  const client = new CloudFormationClient();
  const prefix = `beckn-energy-${stage}-`;
  const stacks: string[] = [];
  const outputs = new Map<string, string>();
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName = '', Outputs = [] } of Stacks) {
      if (!StackName.startsWith(prefix)) continue;
      stacks.push(StackName);
      for (const { OutputKey = '', OutputValue = '' } of Outputs) outputs.set(OutputKey, OutputValue);
    }
  }
  if (stacks.length === 0) throw new NotDeployed(`no stack ${prefix}… is in this account and region`);
  return {
    clockTable: outputs.get('ClockTable'),
    output(name) {
      const value = outputs.get(name);
      if (value === undefined)
        throw new NotDeployed(`the stacks ${prefix}… have no output ${name}: deploy this version`);
      return value;
    },
    queues: async () => (await Promise.all(stacks.map((stack) => queuesOf(client, stack)))).flat(),
  };
}

async function queuesOf(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const urls: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === 'AWS::SQS::Queue' && PhysicalResourceId !== undefined) urls.push(PhysicalResourceId);
  return urls;
}
