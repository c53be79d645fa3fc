import { expect, test } from 'vitest';
import { workIn } from '../../lib/operations/parked-work.ts';
import { context, key } from '../flow/story.ts';

const transaction = key.transactionId;

test.each<[object, object]>([
  [
    { delivery: 'd', digest: 'x', request: { context: context('init', 'm'), action: 'init' } },
    { kind: 'request init', transaction },
  ],
  [
    { receiver: 'r', url: 'u', action: 'on_init', transactionId: 't1', messageId: 'm', body: '{}' },
    { kind: 'callback on_init', transaction },
  ],
  [
    { key, purpose: 'arrival', at: 1 },
    { kind: 'timer arrival', transaction },
  ],
  [
    { key, comment: 'words of a customer' },
    { kind: 'feedback', transaction },
  ],
  [
    { key, kind: 'refund', refundId: 'r', paymentId: 'p' },
    { kind: 'call refund', transaction },
  ],
  [
    { 'detail-type': 'ChargingEnded', detail: { ...key, id: '1', sequence: 1 } },
    { kind: 'event ChargingEnded', transaction },
  ],
  [
    { kind: 'paid', paymentId: 'p', reference: 'bap.example#t1' },
    { kind: 'report paid', transaction },
  ],
  [{ kind: 'plugged', connector: { providerId: 'p', fulfillmentId: 'f' } }, { kind: 'report plugged' }],
  [{ something: 'else' }, { kind: 'unknown' }],
])('of %j is told: %j', (body, told) => {
  expect(workIn(JSON.stringify(body))).toEqual(told);
});

test('of what cannot be read nothing is told', () => {
  expect(workIn('not JSON')).toEqual({ kind: 'unknown' });
});
