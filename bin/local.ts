import { join } from 'node:path';
import * as z from 'zod';
import { type Arguments, readArguments, UsageError } from '../lib/local/arguments.ts';
import { InvocationFailed } from '../lib/local/functions/lane.ts';
import { PortTaken } from '../lib/local/http/server.ts';
import { type Network, startNetwork } from '../lib/local/network.ts';
import { forgetState, StateInUse } from '../lib/local/state.ts';
import { synthesize } from '../lib/local/synthesize.ts';

/** The whole network on one machine, from the synthesized templates. */
async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2), process.env);
  if (asked.fresh) await forgetState(asked.state);
  const starting = startNetwork({
    directory: join(asked.state, 'cdk.out'),
    state: asked.state,
    port: asked.port,
    unawaited: ['Deliver'],
    synthesize: (directory) => synthesize(join(import.meta.dirname, 'app.ts'), directory),
    prepare: (network) => provision(network, asked),
  });
  onEnd(async () => {
    await starting.then((network) => network.stop());
    process.exit(0);
  });
  const { url } = await starting;
  console.log(`The network is up at ${url}`);
}

/** The shell between npm and this process dies of a signal and does not pass it on; its end is one too. */
function onEnd(once: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  // Whoever asks twice gets no faster end, but also leaves no table engine behind.
  const end = () => {
    ending ??= once();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void end();
  }, 100);
}

const Provisioned = z.object({
  participants: z.array(z.object({ subscriberId: z.string(), keyId: z.string(), role: z.string(), url: z.string() })),
  warnings: z.array(z.string()),
});

/** Has keys made and participants registered by the function that does it on AWS too. */
async function provision({ url, outputs, invoke }: Network, { subscribers }: Arguments): Promise<void> {
  const name = outputs.get('ProvisionFunction');
  if (name === undefined) throw new Error('the templates have no output ProvisionFunction');
  const { participants, warnings } = Provisioned.parse(await invoke(name, { publicUrl: url, subscribers }));
  for (const participant of participants) console.log(Object.values(participant).join('  '));
  for (const warning of warnings) console.error(`warning: ${warning}`);
}

const EXPECTED = [UsageError, PortTaken, StateInUse, InvocationFailed];

main().catch((error: unknown) => {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  console.error(isExpected && error instanceof Error ? error.message : error);
  process.exit(1);
});
