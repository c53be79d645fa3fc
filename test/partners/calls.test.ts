import { describe, expect, test } from 'vitest';
import { type Calling, callPartner, type PartnerCall, partnerCallFor } from '../../lib/flow/call-partner.ts';
import { key } from './story.ts';

const refund: PartnerCall = {
  kind: 'refund',
  key,
  refundId: 'refund-1',
  paymentId: 'pay-1',
  amount: 5905,
  currency: 'INR',
};
const stop: PartnerCall = { kind: 'stop-session', key, sessionId: 'session-1' };

const down = async () => Promise.reject(new Error('down'));

async function called(call: PartnerCall, broken: Partial<Calling> = {}): Promise<readonly unknown[]> {
  const heard: unknown[] = [];
  await callPartner(call, {
    payments: { refund: async (asked) => void heard.push(asked) },
    chargePoints: {
      async stop(id) {
        heard.push(id);
        return { id, status: 'ended', energyWh: 1500 };
      },
    },
    ...broken,
  });
  return heard;
}

describe('a call to a partner', () => {
  test('asks the payment provider for a refund under its own id, in money as people write it', async () => {
    expect(await called(refund)).toEqual([
      { id: 'refund-1', paymentId: 'pay-1', reference: 'bap.example#t1', amount: '59.05', currency: 'INR' },
    ]);
  });

  test('has the charge point operator stop a session', async () => {
    expect(await called(stop)).toEqual(['session-1']);
  });

  test.each([
    ['payment provider', refund],
    ['charge point operator', stop],
  ])('fails while the %s is down, and so comes again', async (_, call) => {
    await expect(called(call, { payments: { refund: down }, chargePoints: { stop: down } })).rejects.toThrow('down');
  });

  test('waits among those to the same partner, and says whose order it is about', () => {
    const event = { ...key, id: 'bap.example#t1#5#0', sequence: 5 };
    expect(partnerCallFor({ kind: 'stop-session', sessionId: 'session-1' }, event)).toEqual({
      body: stop,
      group: 'stop-session',
    });
    expect(partnerCallFor(refund, key).group).not.toBe('stop-session');
  });
});
