import { assumptions, secondsOfMonth } from './assumptions.ts';
import type { Usage } from './prices.ts';

export interface Deployed {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a resource costs for being there, a month. What is paid by its use alone costs nothing then. */
export function idleUsage({ type, properties }: Deployed): Usage {
  const usage = idle[type];
  if (usage === undefined) throw new Error(`nobody has said what ${type} costs: add it to lib/lab/cost/idle.ts`);
  return usage(properties);
}

const nothing = (): Usage => ({});

const idle: Readonly<Record<string, (properties: Deployed['properties']) => Usage>> = {
  'AWS::CloudWatch::Alarm': ({ Metrics }) => ({
    alarmMetricMonths: Array.isArray(Metrics) ? Metrics.filter((metric) => 'MetricStat' in Object(metric)).length : 1,
  }),
  'AWS::CloudWatch::CompositeAlarm': () => ({ compositeAlarmMonths: 1 }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboardMonths: 1 }),
  'AWS::Logs::MetricFilter': () => ({ metricMonths: 1 }),
  'AWS::SecretsManager::Secret': () => ({ secretMonths: 1 }),
  'AWS::KMS::Key': () => ({ keyMonths: 1 }),
  'AWS::Lambda::EventSourceMapping': () => ({
    queueRequests: (assumptions.pollersOfQueue * secondsOfMonth) / assumptions.pollSeconds,
  }),
  // Paid by use.
  'AWS::ApiGatewayV2::Api': nothing,
  'AWS::DynamoDB::Table': nothing,
  'AWS::Events::EventBus': nothing,
  'AWS::Lambda::Function': nothing,
  'AWS::Logs::LogGroup': nothing,
  'AWS::SNS::Topic': nothing,
  'AWS::SQS::Queue': nothing,
  // Never paid for.
  'AWS::ApiGatewayV2::ApiMapping': nothing,
  'AWS::ApiGatewayV2::DomainName': nothing,
  'AWS::ApiGatewayV2::Integration': nothing,
  'AWS::ApiGatewayV2::Route': nothing,
  'AWS::ApiGatewayV2::Stage': nothing,
  'AWS::CDK::Metadata': nothing,
  'AWS::CodeDeploy::Application': nothing,
  'AWS::CodeDeploy::DeploymentGroup': nothing,
  'AWS::Events::EventBusPolicy': nothing,
  'AWS::Events::Rule': nothing,
  'AWS::IAM::ManagedPolicy': nothing,
  'AWS::IAM::Policy': nothing,
  'AWS::IAM::Role': nothing,
  'AWS::KMS::Alias': nothing,
  'AWS::Lambda::Alias': nothing,
  'AWS::Lambda::Permission': nothing,
  'AWS::Lambda::Version': nothing,
  'AWS::Logs::QueryDefinition': nothing,
  'AWS::Logs::ResourcePolicy': nothing,
  'AWS::Scheduler::ScheduleGroup': nothing,
  'AWS::SNS::Subscription': nothing,
  'AWS::SNS::TopicPolicy': nothing,
  'AWS::SQS::QueuePolicy': nothing,
  'AWS::SecretsManager::ResourcePolicy': nothing,
};
