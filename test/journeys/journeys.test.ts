import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkAt } from '../../lib/lab/journey/network.ts';
import { run } from '../../lib/lab/journey/run.ts';
import { stories } from '../../lib/lab/journey/stories.ts';
import { ChildNetwork } from '../../lib/local/child-network.ts';

const state = mkdtempSync(join(tmpdir(), 'beckn-journeys-'));
// As `npm start` has it: its state is `.local`.
const network = await ChildNetwork.at(relative(process.cwd(), state));

beforeAll(async () => {
  await network.start();
});

afterAll(async () => {
  await network.end();
  rmSync(state, { recursive: true, force: true });
});

test.each(stories.map((story) => ({ name: story.name, story })))('$name goes as it is told', async ({ story }) => {
  const lines: string[] = [];
  await run(story, networkAt(network.url), (line) => lines.push(line)).catch((error: unknown) => {
    expect.fail(`${error}\n${lines.join('\n')}`);
  });
  expect(lines.at(-1)).toContain('ended as it should');
});
