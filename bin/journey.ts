import { parseArgs } from 'node:util';
import { StoryFailed } from '../lib/lab/journey/expectation.ts';
import { findNetwork, type Host } from '../lib/lab/journey/host.ts';
import { run } from '../lib/lab/journey/run.ts';
import { comingStories, stories } from '../lib/lab/journey/stories.ts';
import { printer } from '../lib/lab/journey/telling.ts';

const usage = `npm run journey -- NAME [--base URL]\nNames: ${stories.map(({ name }) => name).join(', ')}`;

process.exitCode = await main();

async function main(): Promise<number> {
  const asked = readArguments();
  const story = stories.find(({ name }) => name === asked?.name);
  if (asked === undefined || story === undefined) {
    if (asked?.name && comingStories.includes(asked.name)) console.error(`The journey ${asked.name} is not there yet.`);
    console.error(usage);
    return 2;
  }
  const print = printer(process.stdout);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort()).once('SIGTERM', () => interrupted.abort());
  let host: Host | undefined;
  try {
    host = await findNetwork(asked.base, print, interrupted.signal);
    await run(story, host.network, print);
    return 0;
  } catch (error) {
    if (error instanceof StoryFailed) print(`  expected ${error.expected}\n  actual   ${error.actual}`, 'bad');
    else print(`  ${error instanceof Error ? error.message : error}`, 'bad');
    return 1;
  } finally {
    await host?.end();
  }
}

function readArguments(): { readonly name: string; readonly base?: string } | undefined {
  try {
    const { positionals, values } = parseArgs({ options: { base: { type: 'string' } }, allowPositionals: true });
    const [name, ...others] = positionals;
    return name === undefined || others.length > 0 ? undefined : { name, base: values.base };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}
