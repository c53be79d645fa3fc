import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { realTime } from '../aws/business-time.ts';
import { scheduler, sqs } from '../aws/clients.ts';
import { atTime, SOON_MILLISECONDS } from '../aws/timers.ts';

/** Something that falls due at a business time. */
export interface Due {
  readonly name: string;
  readonly at: number;
}

export interface Schedules {
  /** The first that falls due until then. */
  next(until: number): Promise<Due | undefined>;
  /** Puts its message on its queue, and forgets it; false when that has happened already. */
  fire(due: Due): Promise<boolean>;
  /** After the clock has moved: whatever is still to come comes sooner. */
  retime(): Promise<void>;
}

const AT_ONCE = 10;

/** The schedules of a group; all of them put messages on queues of ours. */
export function schedules(group: string, queueUrls: readonly string[]): Schedules {
  const find = (name: string) => unlessGone(scheduler().send(new GetScheduleCommand({ Name: name, GroupName: group })));

  return {
    async next(until) {
      const [first] = (await pending()).toSorted((one, other) => one.at - other.at);
      return first !== undefined && first.at <= until ? first : undefined;
    },

    async fire({ name }) {
      const { Target } = (await find(name)) ?? {};
      if (Target === undefined) return false;
      await sqs().send(new SendMessageCommand({ QueueUrl: queueOf(Target.Arn), MessageBody: Target.Input }));
      await unlessGone(scheduler().send(new DeleteScheduleCommand({ Name: name, GroupName: group })));
      return true;
    },

    async retime() {
      const waiting = [...(await pending())];
      while (waiting.length > 0) await Promise.all(waiting.splice(0, AT_ONCE).map(setAgain));
    },
  };

  async function pending(): Promise<readonly Due[]> {
    const found: Due[] = [];
    for await (const { Schedules = [] } of paginateListSchedules({ client: scheduler() }, { GroupName: group }))
      for (const { Name = '' } of Schedules) found.push({ name: Name, at: dueIn(Name) ?? Number.POSITIVE_INFINITY });
    // Whoever put others into the group has to see to them.
    return found.filter(({ at }) => Number.isFinite(at));
  }

  async function setAgain({ name, at: due }: Due): Promise<void> {
    const known = await find(name);
    if (known?.FlexibleTimeWindow === undefined || known.Target === undefined) return;
    const { ActionAfterCompletion, FlexibleTimeWindow, Target } = known;
    const ScheduleExpression = atTime(Math.max(await realTime(due), Date.now() + SOON_MILLISECONDS));
    if (ScheduleExpression === known.ScheduleExpression) return;
    const again = {
      Name: name,
      GroupName: group,
      ScheduleExpression,
      ActionAfterCompletion,
      FlexibleTimeWindow,
      Target,
    };
    await unlessGone(scheduler().send(new UpdateScheduleCommand(again)));
  }

  function queueOf(arn = ''): string {
    const url = queueUrls.find((candidate) => candidate.split('/').at(-1) === arn.split(':').at(-1));
    if (url === undefined) throw new Error(`a schedule is for ${arn}, which is none of the queues that are known here`);
    return url;
  }
}

/** Names of schedules tell their business time: `purpose-milliseconds-of-what`. */
function dueIn(name: string): number | undefined {
  const [, due] = /-(\d{10,})-/.exec(name) ?? [];
  return due === undefined ? undefined : Number(due);
}

/** It may fire by itself meanwhile. */
const unlessGone = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  });
