import * as z from 'zod';

/** Where resources live: what ARNs and URLs of the local network are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** Where the services of the cloud answer on this machine. */
  readonly endpoint: string;
  /** Where the network itself answers. */
  readonly url: string;
}

/** What `Ref` and `Fn::GetAtt` of a resource stand for. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A type of resource that is hosted here: the properties that count, and how others refer to it. */
export interface Kind<Properties> {
  readonly type: string;
  /** The property that gives it a name; without it the host makes one. */
  readonly named?: string;
  readonly properties: z.ZodType<Properties>;
  /** `property` reads one of its own properties. */
  identity(name: string, place: Place, property: (name: string) => string): Identity;
}

const kind = <Properties>(definition: Kind<Properties>): Kind<Properties> => definition;
const arn = ({ region, account }: Place, service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** A property that makes no difference on one machine. Any that is named nowhere is refused. */
const moot = z.unknown().optional();
const name = z.string().optional();

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

export const LambdaFunction = kind({
  type: 'AWS::Lambda::Function',
  named: 'FunctionName',
  properties: z.strictObject({
    FunctionName: name,
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.string().regex(/^[\w-]+\.\w+$/, 'expected `file.export`'),
    Runtime: z.string().startsWith('nodejs'),
    Timeout: z.coerce.number().default(3),
    MemorySize: z.coerce.number().default(128),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
    PackageType: z.literal('Zip').optional(),
    Description: z.string().optional(),
    Role: z.string().optional(),
    Architectures: moot,
    TracingConfig: moot,
    LoggingConfig: moot,
    ReservedConcurrentExecutions: moot,
    Tags: moot,
  }),
  identity: (fn, place) => ({ ref: fn, attributes: { Arn: arn(place, 'lambda', `function:${fn}`) } }),
});

export const Alias = kind({
  type: 'AWS::Lambda::Alias',
  properties: z.strictObject({ FunctionName: z.string(), FunctionVersion: z.string(), Name: z.string() }),
  identity(_, place, property) {
    const ref = arn(place, 'lambda', `function:${property('FunctionName')}:${property('Name')}`);
    return { ref, attributes: { AliasArn: ref, Arn: ref } };
  },
});

/** There is one here, whatever it is called. */
export const Version = kind({
  type: 'AWS::Lambda::Version',
  properties: z.strictObject({ FunctionName: z.string(), Description: moot }),
  identity: (id) => ({ ref: id, attributes: { Version: '1' } }),
});

export const EventSourceMapping = kind({
  type: 'AWS::Lambda::EventSourceMapping',
  properties: z.strictObject({
    FunctionName: z.string(),
    EventSourceArn: z.string(),
    Enabled: z.boolean().default(true),
    BatchSize: z.coerce.number().int().min(1).max(10).default(10),
    MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.coerce.number().int().positive() }).optional(),
    MetricsConfig: moot,
    Tags: moot,
  }),
  identity: (id) => ({ ref: id, attributes: { Id: id } }),
});

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

export const Table = kind({
  type: 'AWS::DynamoDB::Table',
  named: 'TableName',
  properties: z.strictObject({
    TableName: name,
    KeySchema: keySchema,
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    GlobalSecondaryIndexes: z
      .array(
        z.strictObject({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.strictObject({
            ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
          ContributorInsightsSpecification: moot,
        }),
      )
      .default([]),
    /** Neither engine deletes by it; readers filter what has expired, as they must on AWS too. */
    TimeToLiveSpecification: moot,
    PointInTimeRecoverySpecification: moot,
    SSESpecification: moot,
    DeletionProtectionEnabled: moot,
    TableClass: moot,
    ContributorInsightsSpecification: moot,
    Tags: moot,
  }),
  identity: (table, place) => ({ ref: table, attributes: { Arn: arn(place, 'dynamodb', `table/${table}`) } }),
});

export const EventBus = kind({
  type: 'AWS::Events::EventBus',
  named: 'Name',
  properties: z.strictObject({
    Name: z.string(),
    Description: moot,
    KmsKeyIdentifier: moot,
    Policy: moot,
    LogConfig: moot,
    Tags: moot,
  }),
  identity: (bus, place) => ({ ref: bus, attributes: { Arn: arn(place, 'events', `event-bus/${bus}`), Name: bus } }),
});

export const Rule = kind({
  type: 'AWS::Events::Rule',
  named: 'Name',
  properties: z.strictObject({
    Name: name,
    EventBusName: z.string(),
    EventPattern: z.record(z.string(), z.unknown()),
    State: z.literal('ENABLED').default('ENABLED'),
    Targets: z
      .array(
        z.strictObject({
          Id: z.string(),
          Arn: z.string(),
          SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
          RetryPolicy: moot,
          DeadLetterConfig: moot,
          RoleArn: moot,
        }),
      )
      .default([]),
    Description: moot,
    Tags: moot,
  }),
  identity: (rule, place) => ({ ref: rule, attributes: { Arn: arn(place, 'events', `rule/${rule}`) } }),
});

export const ScheduleGroup = kind({
  type: 'AWS::Scheduler::ScheduleGroup',
  named: 'Name',
  properties: z.strictObject({ Name: name, Tags: moot }),
  identity: (group, place) => ({ ref: group, attributes: { Arn: arn(place, 'scheduler', `schedule-group/${group}`) } }),
});

export const Secret = kind({
  type: 'AWS::SecretsManager::Secret',
  named: 'Name',
  properties: z.strictObject({
    Name: name,
    SecretString: z.string().optional(),
    GenerateSecretString: z
      .strictObject({
        SecretStringTemplate: z.string().optional(),
        GenerateStringKey: z.string().optional(),
        PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
        ExcludeCharacters: z.string().default(''),
        ExcludeLowercase: z.boolean().default(false),
        ExcludeUppercase: z.boolean().default(false),
        ExcludeNumbers: z.boolean().default(false),
        ExcludePunctuation: z.boolean().default(false),
        IncludeSpace: z.boolean().default(false),
        RequireEachIncludedType: z.boolean().default(true),
      })
      .optional(),
    Description: moot,
    KmsKeyId: moot,
    Tags: moot,
  }),
  // AWS ends the ARN of a secret with a dash and six characters of its own.
  identity: (secret, place) => {
    const id = arn(place, 'secretsmanager', `secret:${secret}-local0`);
    return { ref: id, attributes: { Id: id } };
  },
});

export const Api = kind({
  type: 'AWS::ApiGatewayV2::Api',
  properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: moot,
    DisableExecuteApiEndpoint: moot,
    IpAddressType: moot,
    Tags: moot,
  }),
  identity: (id, { url }) => ({ ref: id, attributes: { ApiId: id, ApiEndpoint: url } }),
});

export const Route = kind({
  type: 'AWS::ApiGatewayV2::Route',
  properties: z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string().startsWith('integrations/'),
    AuthorizationType: z.literal('NONE').optional(),
    OperationName: moot,
  }),
  identity: (id) => ({ ref: id, attributes: { RouteId: id } }),
});

export const Integration = kind({
  type: 'AWS::ApiGatewayV2::Integration',
  properties: z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
    IntegrationMethod: moot,
    TimeoutInMillis: moot,
    Description: moot,
  }),
  identity: (id) => ({ ref: id, attributes: { IntegrationId: id } }),
});

export const Stage = kind({
  type: 'AWS::ApiGatewayV2::Stage',
  properties: z.strictObject({
    ApiId: z.string(),
    StageName: z.literal('$default'),
    AutoDeploy: z.literal(true),
    AccessLogSettings: moot,
    /** Nobody is throttled on a laptop. */
    DefaultRouteSettings: moot,
    RouteSettings: moot,
    Description: moot,
    Tags: moot,
  }),
  identity: () => ({ ref: '$default', attributes: {} }),
});

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
