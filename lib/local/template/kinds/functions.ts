import * as z from 'zod';
import { arn, kind, moot, name } from './kind.ts';

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
    RecursiveLoop: moot,
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
