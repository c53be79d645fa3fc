import { beforeAll, describe, expect, it } from 'vitest';
import { crash, type Outcome } from './crash.ts';
import { answersAmiss, doublePromises, moneyAstray, sumsAmiss } from './evidence.ts';
import { isSignedBy, readKey } from './signing.ts';

const JOURNEYS = 200;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

describe(`a network that is killed and started again while ${JOURNEYS} journeys go on (CRASH_SEED=${seed})`, () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await crash(seed, JOURNEYS);
  }, 360_000);

  it('brings every journey to its end', () => {
    expect(outcome.failures).toEqual([]);
    expect(outcome.journeys).toHaveLength(JOURNEYS);
  });

  it('answers every request that it acknowledged, and never in two ways', () => {
    expect(answersAmiss(outcome.asked, outcome.heard)).toEqual([]);
  });

  it('signs every callback with the key that the registry has', () => {
    const key = readKey(outcome.providerKey);
    const unsigned = outcome.heard.filter(
      ({ authorization, body, at }) => !isSignedBy('bpp.beckn-energy.local|k1', key, authorization, body, at),
    );
    expect(unsigned.map(({ action, at }) => `${action} at ${at}`)).toEqual([]);
  });

  it('never promises a connector to two at the same time', () => {
    expect(doublePromises(outcome.journeys)).toEqual([]);
  });

  it('keeps what is booked out of the reach of others', () => {
    expect(outcome.lostWindows).toEqual([]);
  });

  it('makes every price the sum of its breakup', () => {
    expect(sumsAmiss(outcome.heard)).toEqual([]);
  });

  it('ends every order when its deadlines are over', () => {
    const open = [...outcome.lastly].filter(([, { status }]) => status !== 'COMPLETE' && status !== 'CANCELLED');
    expect(open.map(([id, { status }]) => `${id} is ${status}`)).toEqual([]);
  });

  it('charges or pays back what was paid, to the last paisa', () => {
    expect(moneyAstray(outcome.journeys, outcome.lastly)).toEqual([]);
  });

  it('leaves nothing in its queues, and nothing parked', () => {
    expect(outcome.leftOver).toEqual([]);
  });
});
