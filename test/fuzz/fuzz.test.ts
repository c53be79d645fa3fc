import { expect, it } from 'vitest';
import { describeFailure, fuzz } from './fuzz.ts';

const COUNT = 20_000;

it(`holds what is promised whatever ${COUNT} mutants of real messages say`, { timeout: 600_000 }, async () => {
  const { failures, tally } = await fuzz({ seed: 1, count: COUNT });
  expect(failures.slice(0, 3).map(describeFailure).join('\n\n')).toBe('');
  expect(failures.length).toBe(0);
  // What ends at the door proves little: orders have to be met in all their stages, and requests to be let in.
  const stages = ['new', 'quoted', 'initiated', 'paid', 'booked', 'requested', 'charging', 'ended', 'cancelled'];
  for (const stage of stages) expect(tally.stages.get(stage) ?? 0, stage).toBeGreaterThan(COUNT / 200);
  for (const answer of ['200', '400', 'push taken', 'push refused'])
    expect(tally.answers.get(answer) ?? 0, answer).toBeGreaterThan(COUNT / 20);
});
