import { createHash } from 'node:crypto';
import { ConflictException, CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { timerParcel } from '../flow/again/overdue.ts';
import { nameOf } from '../flow/order/order-id.ts';
import type { Timer, Timers } from '../flow/ports/timers.ts';
import { realTime } from './business-time.ts';
import { scheduler } from './clients.ts';
import { textOf } from './work-queue.ts';

/** What should have come already comes then. */
export const SOON_MILLISECONDS = 60_000;

export interface ScheduleTarget {
  readonly group: string;
  readonly queueArn: string;
  readonly roleArn: string;
}

/** One-time schedules that put the timer on the timers queue. */
export function scheduledTimers({ group, queueArn, roleArn }: ScheduleTarget): Timers {
  return {
    async set(timer) {
      const wished = await realTime(timer.at);
      // A schedule in the past is refused: what a late redelivery sets again comes soon instead.
      const at = wished > Date.now() ? wished : Date.now() + SOON_MILLISECONDS;
      await schedule({ group, queueArn, roleArn, name: scheduleName(timer), at, message: textOf(timerParcel(timer)) });
    },
  };
}

/** Sets a schedule for a real time; one of that name is this very one. */
export async function schedule(
  wanted: ScheduleTarget & { readonly name: string; readonly at: number; readonly message: string },
): Promise<void> {
  const { group, queueArn, roleArn, name, message } = wanted;
  try {
    await scheduler().send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: group,
        ScheduleExpression: atTime(wanted.at),
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: queueArn, RoleArn: roleArn, Input: message },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}

/** Schedules know whole seconds: never before the time. */
export const atTime = (time: number): string =>
  `at(${new Date(Math.ceil(time / 1000) * 1000).toISOString().slice(0, 19)})`;

function scheduleName({ key, purpose, at }: Timer): string {
  const order = createHash('sha256').update(nameOf(key)).digest('base64url').slice(0, 24).replace(/^[-_]/, 'x');
  return `${purpose}-${at}-${order}`;
}
