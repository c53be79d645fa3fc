import { expect, test } from 'vitest';
import { textOf } from '../../lib/aws/work-queue.ts';
import { timerParcel } from '../../lib/flow/again/overdue.ts';
import { reportParcel } from '../../lib/flow/order/reported.ts';
import { partnerCallFor } from '../../lib/flow/out/call-partner.ts';
import { errorFor } from '../../lib/flow/out/reply.ts';
import { workIn } from '../../lib/upkeep/parked-work.ts';
import { context, key } from '../flow/story.ts';
import { refund, requesting } from '../ports/parcels.ts';

const transaction = key.transactionId;
const self = { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => 0 };
const feedback = { type: 'GiveFeedback', answers: { comment: 'words of a customer' } };
const connector = { type: 'ReportConnector', condition: 'plugged' };

test.each<[string, string, object]>([
  ['a request', textOf(requesting('init', 'm')), { kind: 'request init', transaction }],
  [
    'a callback',
    textOf(errorFor(context('init', 'm'), { code: '40000', message: 'no' }, self, 0)),
    { kind: 'callback on_init', transaction },
  ],
  ['a timer', textOf(timerParcel({ key, purpose: 'arrival', at: 1 })), { kind: 'timer arrival', transaction }],
  [
    'a report on an order',
    textOf(reportParcel('forms', { about: { key }, command: feedback }, 'g')),
    { kind: 'report forms', transaction },
  ],
  [
    'a report on a resource',
    textOf(reportParcel('charge-points', { about: { resource: 'ev-charging#p#f', at: 1 }, command: connector }, 'g')),
    { kind: 'report charge-points' },
  ],
  ['a call', textOf(partnerCallFor(refund, key)), { kind: 'call refund', transaction }],
  [
    'an event of the bus',
    JSON.stringify({ 'detail-type': 'ChargingEnded', detail: { ...key, id: '1', sequence: 1 } }),
    { kind: 'event ChargingEnded', transaction },
  ],
  ['what is no parcel', JSON.stringify({ something: 'else' }), { kind: 'unknown' }],
  [
    'what is no parcel and was parked as one',
    textOf({ ...requesting('init', 'm'), kind: 'unknown', subject: { action: 'unknown' } }),
    { kind: 'unknown' },
  ],
  ['what cannot be read', 'not JSON', { kind: 'unknown' }],
  ['null', 'null', { kind: 'unknown' }],
])('of %s nothing is told but its kind, its action and its transaction', (_, text, told) => {
  expect(workIn(text)).toEqual(told);
});
