import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { once } from './once.ts';

/** One client a function instance: connections and middleware are reused, and a bundle has only the clients that it calls. */
export const dynamodb = once(() => new DynamoDBClient({ cacheMiddleware: true }));
export const sqs = once(() => new SQSClient({ cacheMiddleware: true }));
export const eventBridge = once(() => new EventBridgeClient({ cacheMiddleware: true }));
export const scheduler = once(() => new SchedulerClient({ cacheMiddleware: true }));
export const secretsManager = once(() => new SecretsManagerClient({ cacheMiddleware: true }));
