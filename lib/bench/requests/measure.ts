import { join, resolve } from 'node:path';
import { networkAt } from '../../journey/network.ts';
import { run } from '../../journey/run.ts';
import { evCancel } from '../../journey/stories/cancelling.ts';
import { evCharging } from '../../journey/stories/charging.ts';
import type { Story } from '../../journey/story.ts';
import { type Network, startNetwork } from '../../local/network.ts';
import { synthesize } from '../../local/synthesize.ts';
import type { Generator } from '../load/generator-process.ts';
import { type Call, isProviders } from './call.ts';
import { Recorder } from './recorder.ts';
import { noting, type Step } from './steps.ts';

export interface Requests {
  readonly steps: readonly Step[];
  /** What select and on_select take under load, when messages share requests. */
  readonly underLoad: { readonly pairs: number; readonly calls: readonly Call[] };
}

const IN_FLIGHT = 32;
const SECONDS = 4;

/** What the provider asks of the cloud, in a network whose functions reach it through a recorder. */
export async function measureRequests(folder: string, generator: Generator): Promise<Requests> {
  const recorder = new Recorder();
  const state = join(folder, 'recorded');
  const network = await startNetwork({
    directory: join(state, 'cdk.out'),
    state,
    port: 0,
    unawaited: ['Deliver'],
    synthesize: (directory) => synthesize(resolve(import.meta.dirname, '../../../bin/app.ts'), directory),
    interpose: (url) => recorder.interpose(url),
    prepare: (network) => provision(network, generator.registration),
  });
  try {
    await generator.join(network.url);
    const underLoad = await load(recorder, generator);
    // What an instance reads once in its life is not what an action costs.
    await play(evCharging, network.url, recorder);
    const charging = await play(evCharging, network.url, recorder);
    const cancelling = await play(evCancel, network.url, recorder);
    const isNew = ({ name }: Step) => charging.every((step) => step.name !== name);
    return { steps: [...charging, ...cancelling.filter(isNew)], underLoad };
  } finally {
    await network.stop();
    recorder.close();
  }
}

async function provision({ url, outputs, invoke }: Network, registration: object): Promise<void> {
  const name = outputs.get('ProvisionFunction');
  if (name === undefined) throw new Error('the templates have no output ProvisionFunction');
  await invoke(name, { publicUrl: url, subscribers: [registration] });
}

async function load(recorder: Recorder, generator: Generator): Promise<Requests['underLoad']> {
  const command = { kind: 'load', inFlight: IN_FLIGHT, seconds: SECONDS, until: 'callback' } as const;
  await generator.tell(command);
  recorder.take();
  const { accepted } = await generator.tell(command);
  return { pairs: accepted, calls: recorder.take().filter(isProviders) };
}

async function play(story: Story, url: string, recorder: Recorder): Promise<readonly Step[]> {
  const { network, end } = noting(networkAt(url), recorder);
  recorder.take();
  await run(story, network, () => undefined);
  return end();
}
