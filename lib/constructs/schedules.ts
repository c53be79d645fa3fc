import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { EnvName } from '../aws/env.ts';
import { type Access, all, allow } from './access.ts';
import type { WorkQueue } from './work-queue.ts';

export interface SchedulesProps {
  readonly group: IScheduleGroup;
  readonly target: WorkQueue;
}

/** One-time schedules that put a message on a queue (decision 9), and the role in which the scheduler does it. */
export class Schedules extends Construct {
  private readonly props: SchedulesProps;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    this.props = props;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': props.group.scheduleGroupArn } },
      }),
    });
    const { queue, deadLetterQueue } = props.target;
    this.role.addToPolicy(allow([queue.queueArn, deadLetterQueue.queueArn], 'sqs:SendMessage'));
  }

  setAs(queueArnName: EnvName): Access {
    const environment = {
      [queueArnName]: this.props.target.queue.queueArn,
      SCHEDULER_DEAD_LETTERS_ARN: this.props.target.deadLetterQueue.queueArn,
      SCHEDULER_ROLE_ARN: this.role.roleArn,
    };
    return all({ environment }, this.to('scheduler:CreateSchedule'));
  }

  /** For who moves the clock. */
  setAgain(): Access {
    const list = allow('*', 'scheduler:ListSchedules');
    return all(this.to('scheduler:GetSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'), {
      statements: [list],
    });
  }

  private to(...actions: readonly string[]): Access {
    const { group } = this.props;
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${group.scheduleGroupName}/*`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return {
      environment: { SCHEDULE_GROUP: group.scheduleGroupName },
      exceptions: [
        {
          id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${group.scheduleGroupName}/*]`,
          reason: 'Schedules are named after what they guard, and all of the group are ours.',
        },
      ],
      statements: [
        allow(schedules, ...actions),
        new PolicyStatement({
          actions: ['iam:PassRole'],
          resources: [this.role.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      ],
    };
  }
}
