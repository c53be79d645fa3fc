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
    { about: { key }, command: { type: 'GiveFeedback', answers: { comment: 'words of a customer' } } },
    { kind: 'command GiveFeedback', transaction },
  ],
  [
    { key, call: { kind: 'refund', refundId: 'r', paymentId: 'p' } },
    { kind: 'call refund', transaction },
  ],
  [
    { 'detail-type': 'ChargingEnded', detail: { ...key, id: '1', sequence: 1 } },
    { kind: 'event ChargingEnded', transaction },
  ],
  [
    { about: { key }, command: { type: 'ReportPayment', paymentId: 'p', outcome: 'paid', amount: 1 } },
    { kind: 'command ReportPayment', transaction },
  ],
  [
    { about: { resource: 'ev-charging#p#f', at: 1 }, command: { type: 'ReportConnector', condition: 'plugged' } },
    { kind: 'command ReportConnector' },
  ],
  [{ something: 'else' }, { kind: 'unknown' }],
])('of %j is told: %j', (body, told) => {
  expect(workIn(JSON.stringify(body))).toEqual(told);
});

test('of what cannot be read nothing is told', () => {
  expect(workIn('not JSON')).toEqual({ kind: 'unknown' });
});
