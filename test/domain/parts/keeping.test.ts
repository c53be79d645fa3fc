import { describe, expect, test } from 'vitest';
import { type Decision, events, isAsking } from '../../../lib/domain/decision.ts';
import { longestUnpaid, mostOpenHolds } from '../../../lib/domain/open-holds.ts';
import { heldUnpaid, keepOn, keepUnpaid, letGo, type Unpaid } from '../../../lib/domain/parts/keeping.ts';
import type { Needs } from '../../../lib/language/needs.ts';

const kept = { resource: 'r1', span: { start: 1, end: 2 }, until: 9, round: 1 };
const happened = () => events<{ readonly type: string }>({ type: 'Kept' });

/** What is asked, and what comes of the answer. */
function asked(decision: Decision<{ readonly type: string }>, answer: Needs['hold']['gets']) {
  if (!isAsking(decision)) expect.fail('nothing was asked');
  return { need: decision.need, decided: decision.resume(answer as never) }; // what a hold gets
}

describe('keeping something for who has not paid', () => {
  const keep = () => keepUnpaid(kept, { at: 1, contact: 'asha' }, 'connector f1 is taken', happened);

  test('asks for it with the contact, whose open holds are counted', () => {
    expect(asked(keep(), 'held')).toEqual({
      need: { kind: 'hold', ...kept, counted: { contact: 'asha' } },
      decided: happened(),
    });
  });

  test.each([
    ['taken', 'unavailable', 'connector f1 is taken'],
    ['too-many-of-buyer', 'not-allowed', `this buyer platform has ${mostOpenHolds.ofBuyer} open holds`],
    ['too-many-of-contact', 'not-allowed', `this customer has ${mostOpenHolds.ofContact} open holds`],
  ] as const)('is refused where it is %s', (answer, reason, message) => {
    const { decided } = asked(keep(), answer);
    expect(decided).toMatchObject({ kind: 'refused', refusal: { reason, message: expect.stringContaining(message) } });
  });
});

describe('a transaction that holds without paying', () => {
  const MINUTE = 60_000;
  const keepAt = (at: number, unpaid?: Unpaid) =>
    keepUnpaid({ ...kept, until: at + 15 * MINUTE }, { at, contact: 'asha', unpaid }, 'taken', (until) =>
      events({ type: `until ${until / MINUTE}` }),
    );
  const until = (at: number, unpaid?: Unpaid) => asked(keepAt(at, unpaid), 'held');

  test('may do so for three quarters of an hour in all', () => {
    const first = heldUnpaid(undefined, 0, 15 * MINUTE);
    const second = heldUnpaid(first, 10 * MINUTE, 25 * MINUTE);
    expect(until(20 * MINUTE, second)).toMatchObject({ need: { until: 35 * MINUTE } });
    const third = heldUnpaid(second, 25 * MINUTE, 40 * MINUTE);
    expect(until(40 * MINUTE, third)).toMatchObject({
      need: { until: longestUnpaid },
      decided: { events: [{ type: 'until 45' }] },
    });
    expect(keepAt(longestUnpaid, heldUnpaid(third, 40 * MINUTE, longestUnpaid))).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'not-allowed', message: expect.stringContaining('45 minutes') },
    });
  });

  test('is not counted while it holds nothing', () => {
    const lapsed = heldUnpaid(undefined, 0, 15 * MINUTE);
    const later = heldUnpaid(lapsed, 100 * MINUTE, 115 * MINUTE);
    expect(later.spent).toBe(15 * MINUTE);
    const given = letGo(later, 102 * MINUTE);
    expect(heldUnpaid(given, 200 * MINUTE, 215 * MINUTE).spent).toBe(17 * MINUTE);
    expect(letGo(lapsed, 60 * MINUTE)).toEqual(lapsed);
    expect(letGo(undefined, 0)).toBeUndefined();
  });
});

describe('keeping on what is kept', () => {
  const lost = () => events<{ readonly type: string }>({ type: 'Lost' });
  const keep = () => keepOn(kept, happened, lost);

  test('asks for it without counting it', () => {
    expect(asked(keep(), 'held')).toEqual({ need: { kind: 'hold', ...kept }, decided: happened() });
  });

  test('is for its business to judge where somebody else has it by now', () => {
    expect(asked(keep(), 'taken').decided).toEqual(lost());
  });
});
