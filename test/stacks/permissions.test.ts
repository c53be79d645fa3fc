import { describe, expect, it } from 'vitest';
import { production, synthesized } from './synthesized.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}

describe.each([
  ['sandbox', {}],
  ['production', production],
])('permissions of the %s stage', (_, context) => {
  const { all } = synthesized(context);
  const policies = all('AWS::IAM::Policy').map(({ id, Properties }) => ({ id, statements: statementsOf(Properties) }));
  const allowed = policies.flatMap(({ id, statements }) => statements.map((statement) => ({ id, ...statement })));

  it('allows something', () => {
    expect(allowed.length).toBeGreaterThan(100);
  });

  it('names every action', () => {
    expect(allowed.filter(({ Action }) => JSON.stringify(Action).includes('*'))).toEqual([]);
  });

  it('names every resource, but for traces and for the schedules of our own group', () => {
    const open = allowed.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    const unexpected = open.filter((statement) => !isTracing(statement) && !isScheduling(statement));
    expect(unexpected).toEqual([]);
  });

  it('hands the scheduler only its own role', () => {
    const passing = allowed.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
    expect(passing.length).toBeGreaterThan(0);
    for (const statement of passing) {
      for (const role of [statement.Resource].flat()) expect(JSON.stringify(role)).toMatch(/["t]TimersRole/);
      expect(statement).toMatchObject({
        Action: 'iam:PassRole',
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      });
    }
  });

  it('has no policies that others manage, and no rights outside of policies', () => {
    for (const { Properties } of all('AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
      expect(Properties.Policies).toBeUndefined();
    }
  });

  it('lets no reader write orders', () => {
    const isOfQuestions = ({ Resource }: Statement) => JSON.stringify(Resource).includes('Questions');
    const writers = allowed
      .filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'))
      .filter((statement) => !isOfQuestions(statement))
      .map(({ id }) => id);
    for (const reader of ['Search', 'Status', 'Track', 'Deliver', 'NotifyStatus', 'NotifyError', 'GetRatingCategories'])
      expect(writers.filter((id) => id.startsWith(`${reader}Process`))).toEqual([]);
    expect(writers.some((id) => id.startsWith('ConfirmProcess'))).toBe(true);
  });

  it('lets what answers requests reach no table', () => {
    const receivers = policies.filter(({ id }) =>
      /^(Search|Select|Init|Confirm|Update|Cancel|Payments)Receive/.test(id),
    );
    expect(receivers.length).toBe(7);
    for (const { statements } of receivers) expect(JSON.stringify(statements)).not.toContain('dynamodb:');
  });
});

function statementsOf(properties: Readonly<Record<string, unknown>>): readonly Statement[] {
  const { Statement } = properties.PolicyDocument as { Statement: readonly Statement[] }; // the template is our own
  return Statement;
}

/** Neither knows resources. */
const isTracing = ({ Action, Resource }: Statement) =>
  Resource === '*' &&
  [Action].flat().every((action) => action.startsWith('xray:Put') || action === 'scheduler:ListSchedules');

const isScheduling = ({ Action, Resource }: Statement) =>
  [Action].flat().every((action) => /^scheduler:\w+Schedule$/.test(action)) &&
  /:schedule\/beckn-energy-(sandbox|production)\/\*"/.test(JSON.stringify(Resource));
