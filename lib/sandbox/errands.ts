import { createHash } from 'node:crypto';
import * as z from 'zod';
import { realTime } from '../aws/business-time.ts';
import type { Env } from '../aws/env.ts';
import { schedule } from '../aws/timers.ts';
import { textOf, workQueue } from '../aws/work-queue.ts';
import type { Outgoing } from '../flow/ports/parcel.ts';
import { ConnectorChange, Session } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { PaymentNotice } from '../partners/payments/rest/api.ts';

/** What a simulator still has to do: on the queue `simulators`, so that a crash loses nothing. */
export const Errand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tell-payment'), notice: PaymentNotice }),
  z.object({ kind: z.literal('complete-refund'), refundId: z.string() }),
  z.object({ kind: z.literal('tell-session'), session: Session }),
  z.object({ kind: z.literal('tell-connector'), change: ConnectorChange }),
  /** Reads a session as it is at that business time, and tells it. */
  z.object({ kind: z.literal('read-session'), sessionId: z.string(), at: z.number() }),
]);
export type Errand = z.infer<typeof Errand>;

export interface Errands {
  send(errand: Errand, group: string): Promise<void>;
  /** At a business time, or at once when it is over; doing it twice is harmless. */
  sendAt(at: number, errand: Errand, now: number): Promise<void>;
}

export const errandSettings = [
  'QUEUE_URL',
  'SCHEDULE_GROUP',
  'SCHEDULER_ROLE_ARN',
  'SCHEDULER_DEAD_LETTERS_ARN',
  'SIMULATORS_QUEUE_ARN',
] as const;

export function errands(env: Pick<Env, (typeof errandSettings)[number]>): Errands {
  const queue = workQueue<Errand>(env.QUEUE_URL);
  const target = {
    group: env.SCHEDULE_GROUP,
    queueArn: env.SIMULATORS_QUEUE_ARN,
    deadLettersArn: env.SCHEDULER_DEAD_LETTERS_ARN,
    roleArn: env.SCHEDULER_ROLE_ARN,
  };
  return {
    send: (errand, group) => queue.send(parcelOf(errand, group)),
    async sendAt(at, errand, now) {
      const name = nameOf(errand, at);
      const parcel = parcelOf(errand, name);
      if (at <= now) await queue.send(parcel);
      else await schedule({ ...target, name, at: await realTime(at), message: textOf(parcel) });
    },
  };
}

const parcelOf = (errand: Errand, group: string): Outgoing<Errand> => ({
  kind: 'errand',
  subject: { action: errand.kind },
  body: errand,
  group,
});

const nameOf = (errand: Errand, at: number): string =>
  `${errand.kind}-${at}-${createHash('sha256').update(JSON.stringify(errand)).digest('hex').slice(0, 24)}`;
