import { join } from 'node:path';
import { networkAt } from '../../journey/network.ts';
import { run } from '../../journey/run.ts';
import { evCancel } from '../../journey/stories/cancelling.ts';
import { evCharging } from '../../journey/stories/charging.ts';
import type { Story } from '../../journey/story.ts';
import type { Call } from '../../recorder/call.ts';
import { type RecordedNetwork, startRecordedNetwork } from '../../recorder/network.ts';
import { noting, type Step } from '../../recorder/steps.ts';
import { ENTRIES, MEASURED, YOUNG } from '../growth/ages.ts';
import type { Generator } from '../load/generator-process.ts';
import { sum } from '../statistics.ts';

export interface Requests {
  readonly steps: readonly Step[];
  /** What select and on_select take under load, when messages share requests. */
  readonly underLoad: { readonly pairs: number; readonly calls: readonly Call[] };
  /** What a select reads in a young transaction and in an old one, one at a time. */
  readonly readUnits: { readonly young: number; readonly old: number };
}

const IN_FLIGHT = 32;
const SECONDS = 4;

/** What the provider asks of the cloud, in a network whose functions reach it through a recorder. */
export async function measureRequests(folder: string, generator: Generator): Promise<Requests> {
  const network = await startRecordedNetwork({
    state: join(folder, 'recorded'),
    subscribers: [generator.registration],
  });
  try {
    await generator.join(network.url);
    const underLoad = await load(network, generator);
    // What an instance reads once in its life is not what an action costs.
    await play(evCharging, network);
    const charging = await play(evCharging, network);
    const cancelling = await play(evCancel, network);
    const isNew = ({ name }: Step) => charging.every((step) => step.name !== name);
    const readUnits = await readUnitsByAge(network, generator);
    return { readUnits, steps: [...charging, ...cancelling.filter(isNew)], underLoad };
  } finally {
    await network.stop();
  }
}

async function load({ recorder, isProviders }: RecordedNetwork, generator: Generator): Promise<Requests['underLoad']> {
  const command = { kind: 'load', inFlight: IN_FLIGHT, seconds: SECONDS, until: 'callback' } as const;
  await generator.tell(command);
  recorder.take();
  const { accepted } = await generator.tell(command);
  return { pairs: accepted, calls: recorder.take().filter(isProviders) };
}

async function readUnitsByAge({ recorder, isProviders }: RecordedNetwork, generator: Generator) {
  const lengthen = async (by: number, areNew = false) => {
    recorder.take();
    await generator.tell({ kind: 'lengthen', transactions: 1, areNew, by, inFlight: 1 });
    return (
      sum(
        recorder
          .take()
          .filter(isProviders)
          .map(({ readUnits }) => readUnits),
      ) / by
    );
  };
  await lengthen(YOUNG, true);
  const young = await lengthen(MEASURED);
  await lengthen(ENTRIES - YOUNG - 2 * MEASURED);
  return { young, old: await lengthen(MEASURED) };
}

async function play(story: Story, recorded: RecordedNetwork): Promise<readonly Step[]> {
  const { network, end } = noting(networkAt(recorded.url), recorded);
  recorded.recorder.take();
  await run(story, network, () => undefined);
  return end();
}
