import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { backoff, jittered, RETRIES } from '../../lib/aws/backoff.ts';
import { actionNames } from '../../lib/beckn/actions.ts';
import { production, synthesized } from './synthesized.ts';

const sandbox = synthesized();
const deployed = synthesized(production);

describe('every action of the table', () => {
  const sources = sandbox.all('AWS::Lambda::Function').map(({ Properties }) => Properties.Description);
  const routes = sandbox.all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);

  it.each(actionNames)('%s has a route, a function that receives, a queue and a function that processes', (action) => {
    const file = `functions/${action.replaceAll('_', '-')}.ts`;
    expect(routes).toContain(`POST /bpp/${action}`);
    expect(sources).toContain(`${file}#receive`);
    expect(sources).toContain(`${file}#process`);
  });
});

describe.each([
  ['sandbox', sandbox],
  ['production', deployed],
])('the %s stage', (_, { all, app }) => {
  it('follows the rules of AWS Solutions, or says why not', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('says of every function which file it is, and traces it', () => {
    for (const { Properties } of all('AWS::Lambda::Function'))
      expect(Properties).toMatchObject({
        Description: expect.stringMatching(/^functions\/[a-z/-]+\.ts#(receive|process|invoke)$/),
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: expect.anything() },
      });
  });

  it('forgets logs after a while', () => {
    for (const { Properties } of all('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(90);
  });

  it('takes back any second of its tables', () => {
    expect(all('AWS::DynamoDB::Table').length).toBeGreaterThanOrEqual(4);
    for (const { Properties } of all('AWS::DynamoDB::Table'))
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      });
  });

  it('lets holds, days of calendars, questions and deadlines be forgotten when they are long over, and nothing else', () => {
    const forgetful = all('AWS::DynamoDB::Table').filter(({ Properties }) => Properties.TimeToLiveSpecification);
    expect(forgetful.map(({ id }) => id.replace(/Table.*/, ''))).toEqual([
      'Holds',
      'Calendars',
      'Questions',
      'Deadlines',
    ]);
    for (const { Properties } of forgetful)
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expires', Enabled: true });
  });

  it('encrypts every queue and speaks HTTPS only', () => {
    const queues = all('AWS::SQS::Queue');
    for (const { Properties } of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
    const guarded = all('AWS::SQS::QueuePolicy').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('{"Bool":{"aws:SecureTransport":"false"}}'),
    );
    expect(guarded.length).toBe(queues.length);
  });

  it('gives every queue but the last one dead letters, which are consumed and watched', () => {
    const queues = all('AWS::SQS::Queue');
    const working = queues.filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
    const dead = queues.filter(({ id }) => id.includes('DeadLetterQueue'));
    expect(queues.length - working.length - dead.length).toBe(1);
    expect(dead.length).toBe(working.length);
    const consumed = all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => idIn(Properties.EventSourceArn));
    const watched = all('AWS::CloudWatch::Alarm').map(({ Properties }) => JSON.stringify(Properties));
    for (const { id, Properties } of working) {
      const deadLetters = idIn(Object(Properties.RedrivePolicy).deadLetterTargetArn);
      expect(consumed).toEqual(expect.arrayContaining([id, deadLetters]));
      for (const name of [id, deadLetters]) expect(watched.some((dimensions) => dimensions.includes(name))).toBe(true);
      const tooManyInFlight = all('AWS::CloudWatch::Alarm').filter(
        ({ Properties: { MetricName, Threshold, Dimensions } }) =>
          MetricName === 'ApproximateNumberOfMessagesNotVisible' &&
          Threshold === 60_000 &&
          JSON.stringify(Dimensions).includes(`"${id}"`),
      );
      expect(tooManyInFlight, id).toHaveLength(1);
    }
  });

  it('tries whatever waits on a queue for hours, even where chance shortens each pause', () => {
    const working = all('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
    for (const { Properties } of working) {
      const attempts = Number(Object(Properties.RedrivePolicy).maxReceiveCount);
      const pauses = Array.from({ length: attempts - 1 }, (_, index) => backoff(RETRIES, index + 1));
      const least = pauses.reduce((sum, pause) => sum + jittered(pause, () => 0), 0);
      expect(least).toBeGreaterThan(1.5 * 3600);
    }
  });

  it('lets the scheduler put what it cannot hand over among the dead letters of the queue', () => {
    const roles = all('AWS::IAM::Policy').filter(({ id }) => id.startsWith('TimersRole'));
    expect(roles.length).toBeGreaterThanOrEqual(1);
    for (const { Properties, stack } of roles) {
      const [statement] = Object(Properties.PolicyDocument).Statement;
      expect(statement.Action).toBe('sqs:SendMessage');
      expect([statement.Resource].flat().map(idIn)).toEqual([
        expect.stringMatching(/TimersProcessWorkDeadLetterQueue/),
        expect.stringMatching(/TimersProcessWorkQueue/),
      ]);
      const told = all('AWS::Lambda::Function').flatMap((one) =>
        one.stack === stack
          ? [Object(one.Properties.Environment).Variables.SCHEDULER_DEAD_LETTERS_ARN ?? []].flat()
          : [],
      );
      expect(told.length).toBeGreaterThan(0);
      for (const arn of told) expect(idIn(arn)).toMatch(/TimersProcessWorkDeadLetterQueue/);
    }
  });

  it('takes a message back six times later than its function may work', () => {
    const functions = new Map(
      all('AWS::Lambda::Function').map(({ id, Properties }) => [id, Number(Properties.Timeout)]),
    );
    const queues = new Map(
      all('AWS::SQS::Queue').map(({ id, Properties }) => [id, Number(Properties.VisibilityTimeout)]),
    );
    for (const { Properties } of all('AWS::Lambda::EventSourceMapping')) {
      expect(Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
      const timeout = functions.get(idIn(Properties.FunctionName));
      if (timeout !== undefined) expect(queues.get(idIn(Properties.EventSourceArn))).toBe(6 * timeout);
    }
  });
});

describe('callbacks that fail', () => {
  const [lane] = deployed.all('AWS::SQS::Queue').filter(({ id }) => /SlowLaneWorkQueue/.test(id));
  const deliver = deployed
    .all('AWS::Lambda::Function')
    .find(({ Properties }) => Properties.Description === 'functions/deliver.ts#process');

  it('go to a queue that the same function works off, with a concurrency of its own', () => {
    const mappings = deployed
      .all('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => idIn(Properties.EventSourceArn) === lane?.id);
    expect(mappings.map(({ Properties }) => Properties.ScalingConfig)).toEqual([{ MaximumConcurrency: 40 }]);
    expect(JSON.stringify(mappings[0]?.Properties.FunctionName)).toContain('DeliverProcessLive');
    expect(Object(deliver?.Properties.Environment).Variables.SLOW_QUEUE_URL).toEqual({ Ref: lane?.id });
  });

  it('may be sent by the function to itself more often than Lambda lets loops be', () => {
    expect(deliver?.Properties.RecursiveLoop).toBe('Allow');
    const others = deployed.all('AWS::Lambda::Function').filter(({ Properties }) => Properties.RecursiveLoop);
    expect(others).toEqual([deliver]);
  });
});

describe('queues of production', () => {
  const caps = deployed
    .all('AWS::Lambda::EventSourceMapping')
    .map(({ Properties }) => Number(Object(Properties.ScalingConfig).MaximumConcurrency));

  it('leave a fifth of the runs of an account to the door, whatever lies on them', () => {
    expect(caps.reduce((sum, cap) => sum + cap, 0)).toBeLessThanOrEqual(0.8 * RUNS_OF_AN_ACCOUNT);
  });

  it('are each worked on by as few at a time as Lambda takes, or more', () => {
    for (const cap of caps) expect(cap).toBeGreaterThanOrEqual(2);
  });
});

/** What a new account is given when it asks; see docs/operations.md. */
const RUNS_OF_AN_ACCOUNT = 1000;

const idIn = (reference: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = Object(reference);
  return Ref ?? attribute?.[0] ?? '';
};
