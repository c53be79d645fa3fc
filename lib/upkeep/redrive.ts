import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { sqs } from '../aws/clients.ts';
import { describe } from '../aws/log.ts';
import { textAttribute } from '../aws/parked.ts';
import { Count, command, Flag, type Tell } from './command.ts';
import { type Origin, originsAmong } from './origins.ts';
import { deleteParked, eachParked, type ParkedMessage } from './parked-queue.ts';
import { workIn } from './parked-work.ts';

export const redrive = command({
  usage: 'redrive [--from QUEUE] [--limit N] [--yes]',
  does: 'moves parked messages back to the queues that they came from: those of QUEUE, at most N, or all that lie there now',
  options: z.strictObject({
    from: z.string().optional(),
    limit: Count.default(Number.POSITIVE_INFINITY),
    yes: Flag,
  }),
  async run({ from, limit, yes }, deployment, tell) {
    // What fails once more while this runs is for the next time.
    const begun = Date.now();
    const url = deployment.output('ParkedQueueUrl');
    const origins = await originsAmong(await deployment.queues());
    const counts = { moved: 0, failed: 0, gone: 0 };
    if (from !== undefined && ![...origins.values()].some(({ name }) => name === from)) {
      tell({ unknown: from, expected: 'a queue as `parked` lists it' });
      return false;
    }
    let taken = 0;
    await eachParked(url, async (page) => {
      const known = page.filter(({ parkedAt, past }) => parkedAt <= begun && isFrom(origins.get(past.from), from));
      const chosen = known.slice(0, limit - taken);
      taken += chosen.length;
      const outcomes = await Promise.all(chosen.map((message) => handle(message, origins.get(message.past.from))));
      for (const outcome of outcomes) counts[outcome] += 1;
      return taken < limit ? 'more' : 'enough';
    });
    tell(yes ? counts : { dryRun: true, wouldMove: counts.moved, gone: counts.gone });
    return counts.failed + counts.gone === 0;

    async function handle(message: ParkedMessage, origin: Origin | undefined): Promise<keyof typeof counts> {
      const work = workIn(message.body);
      if (origin === undefined) {
        tell({ kept: 'its queue is no longer there', ...work });
        return 'gone';
      }
      if (!yes) {
        tell({ wouldMoveTo: origin.name, ...work });
        return 'moved';
      }
      return move(url, message, origin, (line) => tell({ ...line, ...work }));
    }
  },
});

const isFrom = (origin: Origin | undefined, name: string | undefined) => name === undefined || origin?.name === name;

/** Sends first and deletes after. A crash in between makes two messages, and the history lets one of them happen (decision 20). */
async function move(url: string, message: ParkedMessage, origin: Origin, tell: Tell): Promise<'moved' | 'failed'> {
  const { body, past } = message;
  try {
    await sqs().send(
      new SendMessageCommand({
        QueueUrl: origin.url,
        MessageBody: body,
        MessageGroupId: past.group,
        MessageAttributes: { delivery: textAttribute(past.delivery) },
      }),
    );
    await deleteParked(url, message);
    tell({ movedTo: origin.name });
    return 'moved';
  } catch (error) {
    tell({ kept: describe(error) });
    return 'failed';
  }
}
