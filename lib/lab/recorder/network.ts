import { join, resolve } from 'node:path';
import { type Network, startNetwork } from '../../local/network.ts';
import { synthesize } from '../../local/synthesize.ts';
import { LambdaFunction } from '../../local/template/kinds/functions.ts';
import type { Asked } from './call.ts';
import { type Obstacle, Recorder } from './recorder.ts';

export interface RecordedNetwork extends Network {
  readonly recorder: Recorder;
  /** Whether it is the provider who asks: whoever runs one has others pay for the sandbox's registry, buyer and partners. */
  isProviders(asked: Pick<Asked, 'caller'>): boolean;
}

export interface RecordedNetworkOptions {
  /** The folder that holds all state. */
  readonly state: string;
  /** Who takes part besides. */
  readonly subscribers: readonly object[];
  readonly obstacle?: Obstacle;
}

/** The local network, with a recorder between its functions and the services. */
export async function startRecordedNetwork(options: RecordedNetworkOptions): Promise<RecordedNetwork> {
  const { state, subscribers, obstacle } = options;
  const recorder = new Recorder(obstacle);
  const network = await startNetwork({
    directory: join(state, 'cdk.out'),
    state,
    port: 0,
    unawaited: ['Deliver'],
    synthesize: (directory) => synthesize(resolve(import.meta.dirname, '../../../bin/app.ts'), directory),
    interpose: (url) => recorder.interpose(url),
    onInvoke: recorder.noteRun,
    prepare: (network) => provision(network, subscribers),
  }).catch((error: unknown) => {
    recorder.close();
    throw error;
  });
  const sandbox = new Set(
    network.plan
      .all(LambdaFunction)
      .filter(({ properties }) => /^functions\/(sandbox|registry|buyer)\//.test(properties.Description ?? ''))
      .map(({ name }) => name),
  );
  return {
    ...network,
    recorder,
    isProviders: ({ caller }) => !sandbox.has(caller),
    async stop() {
      await network.stop();
      recorder.close();
    },
  };
}

async function provision({ url, outputs, invoke }: Network, subscribers: readonly object[]): Promise<void> {
  const name = outputs.get('ProvisionFunction');
  if (name === undefined) throw new Error('the templates have no output ProvisionFunction');
  await invoke(name, { publicUrl: url, subscribers });
}
