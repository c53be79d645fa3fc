import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { type Bundle, bundleFunctions } from '../../../constructs/bundle.ts';
import { startNeighbours } from './neighbours.ts';

/** CPU milliseconds a request. */
export interface Cost {
  readonly floorMs: number;
  readonly oursMs: number;
  /** With the queue's client and a queue that answers at once from another process. */
  readonly withSdkMs: number;
  /** Ours by the floor, round by round. */
  readonly ratio: number;
  readonly rounds: number;
  readonly requests: number;
  readonly bodyBytes: number;
}

export interface Order {
  readonly withoutSdk: string;
  readonly deployed: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SOURCE = 'functions/select.ts#receive';

/** Clients that have done at once what they are asked for. */
const silentClients = `
  const client = () => ({ send: async () => ({}) });
  export { client as dynamodb, client as eventBridge, client as scheduler, client as secretsManager, client as sqs };
`;

/** What it costs to receive a select, beside the least that it can cost. */
export async function measureReceive(folder: string, deployed: ReadonlyMap<string, Bundle>): Promise<Cost> {
  const silent = await bundleFunctions(join(folder, 'silent'), { 'lib/aws/clients.ts': silentClients });
  const child = fork(new URL('./rounds.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const neighbours = await startNeighbours();
  try {
    const messages = on(child, 'message', { close: ['exit'] });
    child.send({
      withoutSdk: indexOf(silent),
      deployed: indexOf(deployed),
      environment: environmentAt(neighbours.url),
    });
    for await (const [message] of messages) {
      if (!('publicKey' in message)) return message;
      neighbours.register(message.publicKey);
    }
    throw new Error('the measurement of receive has ended without a result');
  } finally {
    neighbours.close();
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  }
}

function indexOf(bundles: ReadonlyMap<string, Bundle>): string {
  const bundle = bundles.get(SOURCE);
  if (bundle === undefined) throw new Error(`there is no bundle of ${SOURCE}`);
  return join(bundle.folder, 'index.js');
}

const environmentAt = (url: string) => ({
  STAGE: 'local',
  LOOPBACK: 'allowed',
  SUBSCRIBER_ID: 'bpp.beckn-energy.local',
  ALIASES: 'example-bpp.com',
  COLLECTORS: '',
  REGISTRY_URL: `${url}/registry`,
  QUEUE_URL: `${url}/queue`,
  AWS_ENDPOINT_URL_SQS: url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
