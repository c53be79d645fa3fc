import { createHash } from 'node:crypto';
import { ConflictException, CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { timerParcel } from '../flow/again/overdue.ts';
import { nameOf } from '../flow/order/order-id.ts';
import type { Timer, Timers } from '../flow/ports/timers.ts';
import { realTime } from './business-time.ts';
import { scheduler } from './clients.ts';
import type { Deadlines } from './deadline-store.ts';
import { textOf } from './work-queue.ts';

/** What should have come already comes then. */
export const SOON_MILLISECONDS = 60_000;

export interface ScheduleTarget {
  readonly group: string;
  readonly queueArn: string;
  /** Where the scheduler puts what it could not put on the queue. */
  readonly deadLettersArn: string;
  readonly roleArn: string;
}

/** One-time schedules that put the timer on the timers queue, each up to that much later than it is due (decision 73). */
export function scheduledTimers({
  spreadMilliseconds,
  deadlines,
  ...target
}: ScheduleTarget & { readonly spreadMilliseconds: number; readonly deadlines: Pick<Deadlines, 'note'> }): Timers {
  return {
    async set(timer) {
      const name = scheduleName(timer);
      const wished = await realTime(timer.at);
      // A schedule in the past is refused: what a late redelivery sets again comes soon instead.
      const soonest = wished > Date.now() ? wished : Date.now() + SOON_MILLISECONDS;
      const at = soonest + spreadMilliseconds * shareOf(name);
      await Promise.all([
        schedule({ ...target, name, at, message: textOf(timerParcel(timer)) }),
        deadlines.note(timer, name),
      ]);
    },
  };
}

/** Between nought and one, and the same for the same name: who sets a timer again sets the same schedule. */
const shareOf = (name: string): number => createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;

/** What Scheduler does by itself if nothing is said. */
const RETRIES = { MaximumEventAgeInSeconds: 24 * 3600, MaximumRetryAttempts: 185 };

/** Sets a schedule for a real time; one of that name is this very one. */
export async function schedule(
  wanted: ScheduleTarget & { readonly name: string; readonly at: number; readonly message: string },
): Promise<void> {
  const { group, queueArn, deadLettersArn, roleArn, name, message } = wanted;
  try {
    await scheduler().send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: group,
        ScheduleExpression: atTime(wanted.at),
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: queueArn,
          RoleArn: roleArn,
          Input: message,
          RetryPolicy: RETRIES,
          DeadLetterConfig: { Arn: deadLettersArn },
        },
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
