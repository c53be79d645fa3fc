import { Duration } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { alarmAbove } from './alarm.ts';
import { OwnMetrics } from './own-metrics.ts';

/** Alarms of the whole; those of a queue or of the door stand with their constructs. */
export class WatchAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    const period = Duration.minutes(5);
    const own = new OwnMetrics(stage, period);
    alarmAbove(
      this,
      'SignatureFailuresAlarm',
      own.of('RequestsRefused', { code: 'signature' }, 'Sum'),
      SURGE,
      `More than ${SURGE} requests in five minutes had a signature that does not count: a key was changed, a clock is wrong, or somebody tries keys.`,
    );
    alarmAbove(
      this,
      'DefectsAlarm',
      own.of('RequestsRefused', { code: 'defect' }, 'Sum'),
      SURGE,
      `More than ${SURGE} requests in five minutes broke the code that reads them, and were refused for that.`,
    );
    alarmAbove(
      this,
      'GivenUpAlarm',
      own.of('RequestsGivenUp', {}, 'Sum'),
      0,
      'A request failed on all its attempts; its buyer was told so, and it is not done later.',
    );
    alarmAbove(
      this,
      'CallbackFailuresAlarm',
      own.of('CallbackFailures', {}, 'Sum'),
      SURGE,
      `More than ${SURGE} attempts in five minutes to deliver a callback failed: a receiver is down, or refuses what we send.`,
    );
    alarmAbove(
      this,
      'ThrottlesAlarm',
      LambdaFunction.metricAllThrottles({ period, statistic: 'Sum' }),
      0,
      'Lambda turned invocations away in this account and region: callers get 5xx, queues grow.',
    );
    alarmAbove(
      this,
      'TimersMissedAlarm',
      own.of('TimersMissed', {}, 'Sum'),
      0,
      'Deadlines of orders passed without anybody noticing; the daily sweep has reported them now.',
    );
    alarmAbove(
      this,
      'MoneyHeldAlarm',
      own.of('TimeInState', { state: 'paid' }, 'Maximum'),
      LONGEST_PAID.toMilliseconds(),
      `An order kept a payment for more than ${LONGEST_PAID.toMinutes()} minutes without being confirmed or cancelled: timers come late.`,
    );
  }
}

const SURGE = 50;

/** A paid order that nobody confirms is cancelled after 15 minutes; schedules are punctual to the minute. */
const LONGEST_PAID = Duration.minutes(20);
