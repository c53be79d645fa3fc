import * as z from 'zod';
import { arn, kind, moot, name } from './kind.ts';

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
    EventBusName: z.string().default('default'),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    /** Who wants here what the clock starts elsewhere invokes it. */
    ScheduleExpression: moot,
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
