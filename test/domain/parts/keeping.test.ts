import { describe, expect, test } from 'vitest';
import { type Decision, events, isAsking } from '../../../lib/domain/decision.ts';
import { mostOpenHolds } from '../../../lib/domain/open-holds.ts';
import { keepOn, keepUnpaid } from '../../../lib/domain/parts/keeping.ts';
import type { Needs } from '../../../lib/language/needs.ts';

const kept = { resource: 'r1', span: { start: 1, end: 2 }, until: 9, round: 1 };
const happened = () => events<{ readonly type: string }>({ type: 'Kept' });

/** What is asked, and what comes of the answer. */
function asked(decision: Decision<{ readonly type: string }>, answer: Needs['hold']['gets']) {
  if (!isAsking(decision)) expect.fail('nothing was asked');
  return { need: decision.need, decided: decision.resume(answer as never) }; // what a hold gets
}

describe('keeping something for who has not paid', () => {
  const keep = () => keepUnpaid(kept, 'asha', 'connector f1 is taken', happened);

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
