import { describe, expect, it } from 'vitest';
import type { Stack, Template } from '../../lib/local/template/assembly.ts';
import { Queue } from '../../lib/local/template/kinds/queue.ts';
import { planOf } from '../../lib/local/template/plan.ts';

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>;

const stack = (name: string, resources: Resources, outputs: Template['Outputs'] = {}): Stack => ({
  name,
  account: '000000000000',
  region: 'us-east-1',
  assets: new Map(),
  template: {
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } },
    Outputs: outputs,
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [id, { Properties: {}, ...resource }]),
    ),
  },
});
const ground = { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' };

describe('the plan of a network', () => {
  it('names resources and resolves references between them, across stacks too', () => {
    const jobs = stack(
      'jobs',
      { Dead: { Type: 'AWS::SQS::Queue' } },
      { DeadArn: { Value: { 'Fn::GetAtt': ['Dead', 'Arn'] }, Export: { Name: 'dead' } } },
    );
    const app = stack('app', {
      Work: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'work',
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'dead' }, maxReceiveCount: 3 },
        },
      },
    });
    const plan = planOf([jobs, app], ground);
    expect(plan.all(Queue)).toMatchObject([
      { id: 'Dead', name: 'jobs-Dead', ref: 'http://127.0.0.1:1/000000000000/jobs-Dead' },
      {
        id: 'Work',
        name: 'work',
        properties: { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:jobs-Dead' } },
      },
    ]);
    expect(plan.outputs.get('DeadArn')).toBe('arn:aws:sqs:us-east-1:000000000000:jobs-Dead');
  });

  it('passes over what has nothing to do here', () => {
    const resources = {
      Role: { Type: 'AWS::IAM::Role' },
      CDKMetadata: { Type: 'AWS::CDK::Metadata', Condition: 'CDKMetadataAvailable' },
    };
    expect(planOf([stack('app', resources)], ground).all(Queue)).toEqual([]);
  });

  it.each<[string, Resources, string]>([
    ['a type', { X: { Type: 'AWS::Kinesis::Stream' } }, 'does not know AWS::Kinesis::Stream'],
    ['a condition', { X: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' } }, 'conditions (IsProd)'],
    ['a property', { X: { Type: 'AWS::SQS::Queue', Properties: { Novelty: 1 } } }, 'Novelty'],
    ['a value', { X: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } }, 'FifoQueue'],
    [
      'a reference',
      { X: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Nothing' } } } },
      'Ref to Nothing',
    ],
    [
      'an attribute',
      {
        X: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['X2', 'Mood'] } } },
        X2: { Type: 'AWS::IAM::Role' },
      },
      'X2.Mood',
    ],
    [
      'an export',
      { X: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::ImportValue': 'no' } } } },
      'no stack exports no',
    ],
    [
      'a parameter without a value',
      { X: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'BootstrapVersion' } } } },
      'BootstrapVersion',
    ],
  ])('refuses %s that it does not know', (_, resources, message) => {
    expect(() => planOf([stack('app', resources)], ground).all(Queue)).toThrow(message);
  });
});
