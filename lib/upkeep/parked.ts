import * as z from 'zod';
import { Count, command } from './command.ts';
import { nameIn, originsAmong } from './origins.ts';
import { eachParked } from './parked-queue.ts';
import { workIn } from './parked-work.ts';

const MOST = 1000;

export const parked = command({
  usage: 'parked [--limit N]',
  does: `lists the parked messages, at most N (${MOST}): the queue that each came from, its age, what it was to do, for which transaction`,
  options: z.strictObject({ limit: Count.default(MOST) }),
  async run({ limit }, deployment, tell) {
    const origins = await originsAmong(await deployment.queues());
    let listed = 0;
    await eachParked(deployment.output('ParkedQueueUrl'), async (page) => {
      for (const { body, parkedAt, past } of page.slice(0, limit - listed)) {
        const origin = origins.get(past.from);
        const ageSeconds = Math.max(0, Math.round((Date.now() - parkedAt) / 1000));
        tell({
          parked: origin?.name ?? nameIn(past.from),
          gone: origin === undefined,
          ageSeconds,
          delivery: past.delivery,
          ...workIn(body),
        });
        listed += 1;
      }
      return listed < limit ? 'more' : 'enough';
    });
    tell({ listed });
    return true;
  },
});
