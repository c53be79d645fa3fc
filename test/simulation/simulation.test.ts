import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { doubles, tried, unplayed } from './exhaustive.ts';
import { play, sceneOf } from './play.ts';
import { openStage } from './stage.ts';

const SEEDS = 400;
const MINUTES = 60_000;

describe('a simulation', () => {
  test('keeps every promise, seed by seed', { timeout: 20 * MINUTES }, () => {
    // In a process of its own: its clock, its garbage and its threads are nobody else's.
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'simulate.ts'), '--seeds', `${SEEDS}`],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, said: stdout.split('\n').filter((line) => line.startsWith('seed ')) }).toEqual({
      status: 0,
      said: [],
    });
    expect(stdout).toContain(`${SEEDS} of ${SEEDS} seeds, 0 failed`);
  });

  test('is the same each time that it is played', { timeout: 5 * MINUTES }, async () => {
    const world = await openStage();
    const seen = async (seed: number) => {
      const { calls, messages, broken } = await play(world, seed);
      return { calls, messages, broken, heard: world.buyers.heard.map(({ content, at }) => [at, content]) };
    };
    const once = [await seen(7), await seen(8)];
    expect([await seen(8), await seen(7)]).toEqual([once[1], once[0]]);
  });

  test('tells a seed that breaks a promise from one that does not', { timeout: 5 * MINUTES }, async () => {
    const forgetful = await openStage([
      {
        file: 'lib/aws/entry.ts',
        instead:
          'batchItemFailures: failed.filter((id) => id !== undefined).map((itemIdentifier) => ({ itemIdentifier }))',
        write: 'batchItemFailures: []',
      },
    ]);
    const { story, weather } = sceneOf(1);
    const broken = await play(forgetful, 1, { story, weather: { ...weather, throttled: 0.6 } });
    expect(broken.broken.map(({ promise }) => promise)).toContain('every-ack-is-answered');
  });
});

describe('every business', () => {
  test('can be brought into all of its stages, and told all of its commands', () => {
    expect(unplayed()).toEqual([]);
  });

  test('keeps every promise where every message comes twice', { timeout: 5 * MINUTES }, async () => {
    const world = await openStage();
    for (const one of doubles()) expect([one.name, await tried(world, one)]).toEqual([one.name, undefined]);
  });
});
