import * as z from 'zod';
import { AwsError, parseRequest } from '../endpoint/aws-error.ts';
import type { Queues } from '../queues/queues.ts';
import { ScheduleGroup } from '../template/kinds/events.ts';
import type { Plan } from '../template/plan.ts';
import type { Schedule, Schedules } from './schedules.ts';

/** The REST API of EventBridge Scheduler, as far as one-time schedules that fill queues go. */
export function schedulerApi(plan: Plan, queues: Queues, schedules: Schedules, onChange: () => void) {
  const groups = new Set(['default', ...plan.all(ScheduleGroup).map(({ ref }) => ref)]);
  const inGroup = (group: string) => {
    if (!groups.has(group)) throw new AwsError('ResourceNotFoundException', `there is no schedule group ${group}`, 404);
    return group;
  };
  return {
    create(name: string, body: unknown) {
      const request = parseRequest(CreateSchedule, body);
      const { Arn, RoleArn, Input, SqsParameters } = request.Target;
      if (queues.byArn(Arn) === undefined) throw new AwsError('ValidationException', `there is no queue ${Arn}`);
      const group = inGroup(request.GroupName);
      const schedule = {
        group,
        name: parseRequest(Name, name),
        expression: request.ScheduleExpression,
        due: dueOf(request.ScheduleExpression),
        queueArn: Arn,
        input: Input,
        messageGroup: SqsParameters?.MessageGroupId ?? null,
        roleArn: RoleArn,
        deleteAfter: request.ActionAfterCompletion === 'DELETE',
      };
      if (!schedules.add(schedule)) throw new AwsError('ConflictException', `schedule ${name} already exists`, 409);
      onChange();
      return { ScheduleArn: arnOf(schedule) };
    },

    get(name: string, group = 'default') {
      const schedule = schedules.find(inGroup(group), name);
      if (schedule === undefined) throw missing(name);
      return described(schedule);
    },

    delete(name: string, group = 'default') {
      if (!schedules.remove(inGroup(group), name)) throw missing(name);
      return {};
    },
  };
}

const Name = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'a schedule name has 1 to 64 letters, digits, dots, dashes, underscores');
const CreateSchedule = z.strictObject({
  ActionAfterCompletion: z.enum(['DELETE', 'NONE']).default('NONE'),
  ClientToken: z.string().optional(),
  Description: z.string().optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal('UTC').optional(),
  State: z.literal('ENABLED').optional(),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().default('{}'),
    SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
    RetryPolicy: z.unknown().optional(),
    DeadLetterConfig: z.unknown().optional(),
  }),
});

function dueOf(expression: string): number {
  const [, time = ''] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  const due = Date.parse(`${time}Z`);
  if (Number.isFinite(due)) return due;
  throw new AwsError('ValidationException', `the local host knows at(yyyy-mm-ddThh:mm:ss) only, not ${expression}`);
}

function arnOf({ queueArn, group, name }: Schedule): string {
  const [, , , region, account] = queueArn.split(':');
  return `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
}

const described = (schedule: Schedule) => ({
  Arn: arnOf(schedule),
  GroupName: schedule.group,
  Name: schedule.name,
  ScheduleExpression: schedule.expression,
  FlexibleTimeWindow: { Mode: 'OFF' },
  State: 'ENABLED',
  ActionAfterCompletion: schedule.deleteAfter ? 'DELETE' : 'NONE',
  Target: { Arn: schedule.queueArn, RoleArn: schedule.roleArn, Input: schedule.input },
});

const missing = (name: string) => new AwsError('ResourceNotFoundException', `there is no schedule ${name}`, 404);
