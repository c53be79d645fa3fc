import fc from 'fast-check';
import type { Failure } from '../memory/failing.ts';
import { asking, type Word } from './asking.ts';
import type { Step } from './playing.ts';

/** Chance decides who does what, and where it fails. */

const words = Object.keys(asking) as Word[]; // Object.keys forgets the key type
const who = fc.constantFrom(0, 1);
const which = fc.nat({ max: 30 });

const failureWithin = (calls: number) =>
  fc.option(
    fc.record<Failure>({
      call: fc.integer({ min: 1, max: calls }),
      when: fc.constantFrom('before', 'after'),
      dies: fc.boolean(),
    }),
    { nil: undefined },
  );
export const failure = failureWithin(12);

const kind = <Kind extends Step['kind']>(name: Kind) => fc.constant(name);
const place = fc.record({ window: who, connector: who });
const status = fc.constantFrom('charging', 'ended', 'faulted');

export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: kind('ask'), who, word: fc.constantFrom(...words), place, failure }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('pay'), who, before: fc.nat({ max: 2 }), failure }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('again'), which, failure }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('repeat'), which, failure }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('meter'), who, status, failure }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('connector'),
      connector: who,
      event: fc.constantFrom('plugged', 'unplugged', 'faulted', 'cleared'),
      failure,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('push'), isLost: fc.boolean(), failure }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('call'), failure: failureWithin(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('pass'), minutes: fc.constantFrom(1, 16, 40), failure }) },
);

/** How long each call of a port waits until it goes on. */
export const delays = fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 40, size: 'max' });

/** Lets others come in between, as often as the delays say, over and over. */
export function turns(pauses: readonly number[]): () => Promise<void> {
  let drawn = 0;
  return async () => {
    const pause = pauses[drawn % pauses.length] ?? 0;
    drawn += 1;
    for (let left = pause; left > 0; left--) await undefined;
  };
}
