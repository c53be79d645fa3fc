import { beforeEach, describe, expect, test } from 'vitest';
import { type Restraint, restraint } from '../../lib/http/restraint.ts';

let now: number;
let ask: Restraint['ask'];

beforeEach(() => {
  now = 1_700_000_000_000;
  ({ ask } = restraint({ atOnce: 3, perSecond: 5 }, () => now));
});

const answer = async () => 'here';
const never = () => new Promise<string>(() => undefined);
const fail = async () => Promise.reject(new Error('down'));
const failOnce = () => expect(ask(fail)).rejects.toThrow('down');

describe('questions at once', () => {
  test('are so many and no more', () => {
    const asked = Array.from({ length: 10 }, () => ask(never));
    expect(asked.filter((one) => one !== undefined)).toHaveLength(3);
  });

  test('make room when they are answered', async () => {
    for (let time = 0; time < 4; time += 1) expect(await ask(answer)).toBe('here');
  });
});

test('questions in a second are so many and no more, and in the next as many again', async () => {
  for (const _ of [1, 2]) {
    const asked = [];
    for (let time = 0; time < 8; time += 1) asked.push(await ask(answer));
    expect(asked.filter((one) => one === 'here')).toHaveLength(5);
    now += 1000;
  }
});

describe('after a failure', () => {
  test('nobody is asked for a while, longer each time and ten seconds at the most', async () => {
    for (const pause of [1000, 2000, 4000, 8000, 10_000, 10_000]) {
      await failOnce();
      now += pause - 1;
      expect(ask(answer)).toBeUndefined();
      now += 1;
    }
    expect(await ask(answer)).toBe('here');
  });

  test('one is asked first, and all others once it has answered', async () => {
    await failOnce();
    now += 1000;
    const first = Promise.withResolvers<string>();
    const asked = ask(() => first.promise);
    expect(ask(answer)).toBeUndefined();
    first.resolve('back');
    expect(await asked).toBe('back');
    expect([ask(never), ask(never), ask(never)]).not.toContain(undefined);
  });

  test('of several that were asked together it is one failure', async () => {
    await Promise.all([failOnce(), failOnce(), failOnce()]);
    now += 1000;
    expect(await ask(answer)).toBe('here');
  });
});
