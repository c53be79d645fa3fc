import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from './network.ts';
import { openScene, type Scene } from './scene.ts';
import type { Story } from './story.ts';
import type { Print } from './telling.ts';
import { hasEnded } from './wire.ts';

const ATTEMPTS = 8;
const LONGEST_PAUSE_MILLISECONDS = 2000;
/** The test clock and ours may differ by this much over a story. */
const DRIFT_MILLISECONDS = 30_000;

/**
 * Plays a story against a network; throws StoryFailed when it does not go as told.
 * All who use a network share its clock: a story that failed while somebody else moved it is played again.
 */
export async function run(story: Story, network: Network, print: Print): Promise<void> {
  print(`${story.name}: ${story.about}`, 'title');
  for (let attempt = 1; ; attempt++) {
    const scene = openScene(network, print);
    const clockMovedBy = await watchClock(network);
    try {
      for (const step of story.steps) await step(scene);
      await tidyUp(scene);
      print(`${story.name} ended as it should.`, 'good');
      return;
    } catch (error) {
      await tidyUp(scene);
      const byOthers = await clockMovedBy().then(
        (moved) => moved - scene.passed,
        () => 0,
      );
      if (byOthers < DRIFT_MILLISECONDS || attempt === ATTEMPTS) throw error;
      print(`  ${error instanceof Error ? error.message : error}`, 'quiet');
      print('  but somebody else has moved the clock meanwhile: once more from the beginning', 'quiet');
      await sleep(randomInt(LONGEST_PAUSE_MILLISECONDS));
    }
  }
}

/** How far the network's clock runs ahead of ours since now. */
async function watchClock(network: Network): Promise<() => Promise<number>> {
  const ahead = async () => (await network.now()).getTime() - Date.now();
  const begun = await ahead();
  return async () => (await ahead()) - begun;
}

/** Leaves the chargers as they were found, and no order behind that keeps one. */
async function tidyUp({ order, send, toUndo }: Scene): Promise<void> {
  const isOpen = order?.id !== undefined && !hasEnded(order);
  const cancel = () => send('cancel', { order_id: order?.id, cancellation_reason_id: '7' });
  for (const undo of [...(isOpen ? [cancel] : []), ...[...toUndo.values()].reverse()])
    await undo().catch(() => undefined);
}
