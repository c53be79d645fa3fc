import { describe, expect, test } from 'vitest';
import { actionNames, actions } from '../../../lib/beckn/actions.ts';
import { giveUp, isAccepted } from '../../../lib/flow/again/give-up.ts';
import type { Accepted } from '../../../lib/flow/ports/accepted.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { memoryQueue } from '../memory.ts';
import { context, key } from '../story.ts';

const self = { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => '2027-03-01T04:00:00.000Z' };

const accepted = (action: string): Accepted => ({
  delivery: 'delivery-1',
  digest: 'digest',
  request: { context: context(action, 'm1'), action: 'confirm', order: { items: [], fulfillments: [] } },
});

describe('a request that cannot be processed', () => {
  test.each(actionNames)('is answered with an error: %s', async (action) => {
    const callbacks = memoryQueue<Callback>();
    await giveUp(accepted(action), { callbacks, self });
    const [sent, ...more] = callbacks.sent;
    expect(more).toEqual([]);
    const { reply } = actions[action];
    expect(sent).toMatchObject({
      group: key.buyerId,
      body: {
        receiver: key.buyerId,
        url: 'https://bap.example/beckn',
        action: reply,
        messageId: 'm1',
        transactionId: 't1',
      },
    });
    const body = JSON.parse(sent?.body.body ?? '');
    expect(body.context).toMatchObject({ action: reply, message_id: 'm1', bpp_id: self.id, timestamp: self.now() });
    expect(body.error).toEqual({ code: '40000', message: expect.stringContaining('status of the order') });
    expect(body.message?.order).toBeUndefined();
  });

  test('says so when it comes back, and is not answered again', async () => {
    const callbacks = memoryQueue<Callback>();
    const kept = await giveUp(accepted('confirm'), { callbacks, self });
    expect(kept).toEqual({ ...accepted('confirm'), givenUp: true });
    expect(await giveUp(kept, { callbacks, self })).toEqual(kept);
    expect(callbacks.sent).toHaveLength(1);
  });

  test('fails while the error cannot be queued, and so comes again', async () => {
    const callbacks = { send: async () => Promise.reject(new Error('down')) };
    await expect(giveUp(accepted('confirm'), { callbacks, self })).rejects.toThrow('down');
  });
});

describe('a dead letter', () => {
  test('is a request of a buyer when it has one of the actions', () => {
    expect(isAccepted(JSON.parse(JSON.stringify(accepted('confirm'))))).toBe(true);
  });

  test.each([
    ['a callback', { receiver: 'r', url: 'u', action: 'on_confirm', transactionId: 't', messageId: 'm', body: '{}' }],
    ['a call to a partner', { key, call: { kind: 'stop-session', providerId: 'p', sessionId: 's' } }],
    ['a timer', { key, purpose: 'payment', at: 1 }],
    ['a report', { about: { key }, command: { type: 'ReportRefund', refundId: 'r' } }],
    ['a report of a resource', { about: { resource: 'r', at: 1 }, command: { type: 'ReportConnector' } }],
    ['an event', { 'detail-type': 'PaymentCompleted', detail: { id: '1' } }],
    ['a request for what cannot be asked', { request: { action: 'on_confirm' } }],
    ['a request for what only objects have', { request: { action: 'toString' } }],
    ['a request without an action', { request: {} }],
    ['an empty request', { request: null }],
    ['a text', 'request'],
    ['nothing', null],
  ])('that is %s has nobody who waits', (_, body) => {
    expect(isAccepted(body)).toBe(false);
  });
});
