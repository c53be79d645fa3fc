import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodb, eventBridge, scheduler, secretsManager, sqs } from '../../lib/aws/clients.ts';
import { startServer } from '../http/server.ts';

const authorizations: (string | undefined)[] = [];
let stop: () => Promise<void>;

beforeAll(async () => {
  const server = await startServer((request, response) => {
    authorizations.push(request.headers.authorization);
    response.end('{}');
  });
  stop = server.stop;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
});
afterAll(() => stop());

const table = new DescribeTableCommand({ TableName: 'table' });

test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
  ['tables', () => dynamodb().send(table), () => new DynamoDBClient().send(table)],
  ['queues', () => sqs().send(new ListQueuesCommand()), () => new SQSClient().send(new ListQueuesCommand())],
  [
    'the bus',
    () => eventBridge().send(new ListRulesCommand()),
    () => new EventBridgeClient().send(new ListRulesCommand()),
  ],
  [
    'schedules',
    () => scheduler().send(new ListSchedulesCommand()),
    () => new SchedulerClient().send(new ListSchedulesCommand()),
  ],
  [
    'secrets',
    () => secretsManager().send(new ListSecretsCommand()),
    () => new SecretsManagerClient().send(new ListSecretsCommand()),
  ],
])('requests for %s are signed for the service that the SDK signs for', async (_, ours, theirs) => {
  authorizations.length = 0;
  await ours();
  await theirs();
  const scopes = authorizations.map((text) => /Credential=(\S+),/.exec(text ?? '')?.[1]);
  expect(scopes[0]).toMatch(/^id\/\d{8}\/ap-south-1\/[a-z]+\/aws4_request$/);
  expect(scopes[1]).toBe(scopes[0]);
});
