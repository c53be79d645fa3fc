import { EventBus, Rule, ScheduleGroup } from './kinds/events.ts';
import { Alias, EventSourceMapping, LambdaFunction, Version } from './kinds/functions.ts';
import { Api, Integration, Route, Stage } from './kinds/http-api.ts';
import type { Kind } from './kinds/kind.ts';
import { Queue } from './kinds/queue.ts';
import { Secret } from './kinds/secret.ts';
import { Table } from './kinds/table.ts';

export const kinds: readonly Kind<unknown>[] = [
  Queue,
  LambdaFunction,
  Version,
  Alias,
  EventSourceMapping,
  Table,
  EventBus,
  Rule,
  ScheduleGroup,
  Secret,
  Api,
  Route,
  Integration,
  Stage,
];

/** Types with nothing to do here, and the service in their ARN: who may do what, what is watched, what is kept. */
export const unhosted: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'cdk',
  'AWS::IAM::Role': 'iam',
  'AWS::IAM::Policy': 'iam',
  'AWS::IAM::ManagedPolicy': 'iam',
  'AWS::Lambda::Permission': 'lambda',
  'AWS::SQS::QueuePolicy': 'sqs',
  'AWS::Events::EventBusPolicy': 'events',
  'AWS::SecretsManager::ResourcePolicy': 'secretsmanager',
  'AWS::CodeDeploy::Application': 'codedeploy',
  'AWS::CodeDeploy::DeploymentGroup': 'codedeploy',
  'AWS::Logs::LogGroup': 'logs',
  'AWS::Logs::MetricFilter': 'logs',
  'AWS::Logs::ResourcePolicy': 'logs',
  'AWS::Logs::QueryDefinition': 'logs',
  'AWS::CloudWatch::Alarm': 'cloudwatch',
  'AWS::CloudWatch::CompositeAlarm': 'cloudwatch',
  'AWS::CloudWatch::Dashboard': 'cloudwatch',
  'AWS::SNS::Topic': 'sns',
  'AWS::SNS::TopicPolicy': 'sns',
  'AWS::SNS::Subscription': 'sns',
  'AWS::KMS::Key': 'kms',
  'AWS::KMS::Alias': 'kms',
};
