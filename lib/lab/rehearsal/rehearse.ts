import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildNetwork } from '../../local/child-network.ts';
import { type Network, networkAt } from '../journey/network.ts';
import { run } from '../journey/run.ts';
import { evCancel } from '../journey/stories/cancelling.ts';
import { evCharging } from '../journey/stories/charging.ts';
import { stories } from '../journey/stories.ts';
import type { BreakageName } from './breakages.ts';
import { Cdk, CdkFailed } from './cdk.ts';
import { Deployment } from './deployment.ts';
import { Operator } from './operator.ts';
import type { Print, Steps } from './steps.ts';
import type { Target } from './target.ts';
import { differences, type Line, transcribe } from './transcript.ts';

/** Deploys the sandbox stage, and holds it to what the local host does. */
export async function rehearse(target: Target, { step, print }: Steps): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'beckn-rehearsal-'));
  try {
    const cdk = new Cdk(target, folder);
    const deployment = new Deployment(target);
    const assembly = await step('synthesize', () => cdk.synthesize());
    await step('bootstrap', () => cdk.bootstrap(assembly));
    await step('deploy', () => cdk.deploy(assembly));
    const { url, ordersTable, timersQueue } = await step('look at what was made, and provision', () =>
      provision(deployment, target, print),
    );
    const network = networkAt(url);
    await step('second deploy: no changes', () => expectNoChanges(cdk, assembly));

    const there = await step('journeys over the deployed API', () => playAll(network, print));
    const here = await step('the same on the local host', () => playLocally(join(folder, 'local'), print));
    await step('both hosts say the same', async () => agree(here, there));
    if (!target.isOurs) return print("what is broken on purpose is left out: this is somebody's account");

    await step('a change that fails is taken back', () => rollBack(cdk, deployment, network, print));
    for (const breakage of ['role', 'mapping', 'rule', 'bundle'] as const)
      await step(`a broken ${breakage} is noticed`, () => noticed(breakage, cdk, network, print));
    await step('repaired, it works again', async () => {
      await cdk.deploy(assembly);
      await run(evCancel, network, () => undefined);
    });
    const operator = new Operator(target, print);
    await step('what was given up is moved back', () => operator.moveBackWhatWasGivenUp(deployment, timersQueue));
    await step('a lost order is brought back', () => operator.bringBackLostOrder(network, ordersTable));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Provisioned {
  readonly url: string;
  readonly ordersTable: string;
  readonly timersQueue: string;
}

async function provision(deployment: Deployment, target: Target, print: Print): Promise<Provisioned> {
  const stacks = await deployment.stacks();
  for (const { name, status, resources } of stacks) {
    print(`${name}: ${status}, ${resources.length} resources`);
    for (const [type, count] of countsOf(resources.map((resource) => resource.type)))
      print(`  ${String(count).padStart(4)} ${type}`);
  }
  const resources = stacks.flatMap((stack) => stack.resources);
  const outputs = new Map(stacks.flatMap((stack) => [...stack.outputs]));
  const queues = resources.filter(({ type, logical }) => type === 'AWS::SQS::Queue' && logical.includes('WorkQueue'));
  const lost = await deployment.withoutDeadLetters(queues.map(({ id }) => id));
  if (queues.length === 0 || lost.length > 0) throw new Error(`queues without dead letters: ${lost.join(', ')}`);
  const api = resources.find(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  const url = target.reach(api?.id ?? '', outputs.get('ApiUrl') ?? '');
  const participants = await deployment.provision(outputs.get('ProvisionFunction') ?? '', url);
  print(`${url} with ${participants.join(', ')}`);
  return { url, ordersTable: outputs.get('OrdersTable') ?? '', timersQueue: outputs.get('TimersQueueUrl') ?? '' };
}

async function expectNoChanges(cdk: Cdk, assembly: string): Promise<void> {
  const said = await cdk.deploy(assembly);
  const changed = said.match(/✅\s+\S+(?! \(no changes\))$/gm) ?? [];
  if (changed.length > 0 || !said.includes('(no changes)'))
    throw new Error(`the same again was a change: ${changed.join(', ')}`);
}

async function playAll(network: Network, print: Print): Promise<ReadonlyMap<string, readonly Line[]>> {
  const played = new Map<string, readonly Line[]>();
  for (const story of stories) {
    const begun = Date.now();
    played.set(story.name, await transcribe(story, network));
    print(`${story.name}: ${played.get(story.name)?.length} messages, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  return played;
}

async function playLocally(state: string, print: Print) {
  const local = await ChildNetwork.at(state);
  try {
    await local.start();
    return await playAll(networkAt(local.url), print);
  } finally {
    await local.end();
  }
}

function agree(here: ReadonlyMap<string, readonly Line[]>, there: ReadonlyMap<string, readonly Line[]>): void {
  const found = [...here].flatMap(([story, lines]) =>
    differences(lines, there.get(story) ?? []).map((text) => `${story}:\n${text}`),
  );
  if (found.length > 0) throw new Error(`the hosts differ (- here, + deployed):\n${found.join('\n')}`);
}

async function rollBack(cdk: Cdk, deployment: Deployment, network: Network, print: Print): Promise<void> {
  const assembly = await cdk.synthesize('update');
  const failed = await cdk.deploy(assembly).then(
    () => false,
    (error: unknown) => error instanceof CdkFailed,
  );
  if (!failed) throw new Error('a change that cannot be made was made');
  const statuses = (await deployment.stacks()).map(({ name, status }) => `${name} ${status}`);
  if (!statuses.some((status) => status.endsWith('ROLLBACK_COMPLETE'))) throw new Error(statuses.join(', '));
  await run(evCancel, network, () => undefined);
  print('the version before it still serves');
}

async function noticed(breakage: BreakageName, cdk: Cdk, network: Network, print: Print): Promise<void> {
  await cdk.deploy(await cdk.synthesize(breakage));
  const why = await run(evCharging, network, () => undefined).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (why === undefined) throw new Error(`with a broken ${breakage} a whole journey went as it is told`);
  print(`noticed: ${why}`);
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
