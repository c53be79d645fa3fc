import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { leanly } from './lean-client.ts';
import { once } from './once.ts';

/** One client a function instance: connections and middleware are reused, and a bundle has only the clients that it calls. */
export const dynamodb = once(() => leanly('dynamodb', (options) => new DynamoDBClient(options)));
// What was sent is covered by the signature of its request; the sums that SQS answers say it once more.
export const sqs = once(() => leanly('sqs', (options) => new SQSClient({ ...options, md5: false })));
export const eventBridge = once(() => leanly('events', (options) => new EventBridgeClient(options)));
export const scheduler = once(() => leanly('scheduler', (options) => new SchedulerClient(options)));
export const secretsManager = once(() => leanly('secretsmanager', (options) => new SecretsManagerClient(options)));
