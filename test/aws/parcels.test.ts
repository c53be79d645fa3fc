import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf, parcelIn } from '../../lib/aws/parcels.ts';

const odd = { toString: 1, valueOf: 1 };

test.each([
  ['a text', 'no JSON', 'unknown'],
  ['nothing', 'null', 'unknown'],
  ['a parcel of no kind of ours', { kind: 'gift', subject: {}, body: 1 }, 'unknown'],
  ['a kind without a subject', { kind: 'report', body: 1 }, 'unknown'],
  ['an event', { 'detail-type': 'OrderPaid', detail: { transactionId: 't1' } }, 'event'],
  ['an event whose names are no texts', { 'detail-type': odd, detail: { transactionId: odd } }, 'event'],
  ['an event of nothing', { 'detail-type': 'OrderPaid', detail: null }, 'unknown'],
])('%s on a queue can be told and parked', (_, message, kind) => {
  const parcel = parcelIn(typeof message === 'string' ? message : JSON.stringify(message));
  expect(parcel.kind).toBe(kind);
  JSON.stringify({ parcel, facts: factsOf(parcel.subject) });
});

test('whatever lies on a queue, nothing is thrown before it can be parked', () => {
  fc.assert(fc.property(fc.json(), (text) => factsOf(parcelIn(text).subject) !== undefined));
});
