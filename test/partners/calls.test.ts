import { describe, expect, test } from 'vitest';
import { partnerCallFor } from '../../lib/flow/out/call-partner.ts';
import type { Call } from '../../lib/language/needs.ts';
import { byProvider } from '../../lib/partners/by-provider.ts';
import { callPartner, NotDone, type Partners } from '../../lib/partners/calls.ts';
import type { ChargePoints } from '../../lib/partners/charge-points/charge-points.ts';
import { key } from './key.ts';

const refund: Call = {
  kind: 'refund',
  providerId: 'voltgrid.example',
  refundId: 'refund-1',
  paymentId: 'pay-1',
  amount: 5905,
  currency: 'INR',
};
const stop: Call = { kind: 'stop-session', providerId: 'voltgrid.example', sessionId: 'session-1' };

const MINUTE = 60_000;
const calling = { key, age: 0 };

const down = async () => Promise.reject(new Error('down'));

/** Partners who note what they hear, and by what name they were called. */
function listening(heard: unknown[], name = 'usual') {
  return {
    refund: async (asked: unknown) => void heard.push([name, asked]),
    async stop(id: string) {
      heard.push([name, id]);
      return { id, status: 'ended', energyWh: 1500 } as const;
    },
  };
}

async function called(call: Call, own: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const heard: unknown[] = [];
  const others = Object.entries(own).map(([providerId, name]) => [providerId, listening(heard, name)]);
  const partners = byProvider(listening(heard), Object.fromEntries(others));
  await callPartner(call, calling, { payments: partners, chargePoints: partners });
  return heard;
}

describe('a call to a partner', () => {
  test('asks the payment provider for a refund under its own id, in money as people write it', async () => {
    expect(await called(refund)).toEqual([
      ['usual', { id: 'refund-1', paymentId: 'pay-1', reference: 'bap.example#t1', amount: '59.05', currency: 'INR' }],
    ]);
  });

  test('has the charge point operator stop a session', async () => {
    expect(await called(stop)).toEqual([['usual', 'session-1']]);
  });

  test.each([refund, stop])('goes to the partner of the provider that it is for: $kind', async (call) => {
    expect(await called(call, { 'voltgrid.example': 'own' })).toMatchObject([['own', expect.anything()]]);
    expect(await called(call, { 'other.example': 'own' })).toMatchObject([['usual', expect.anything()]]);
    expect(await called({ ...call, providerId: 'constructor' })).toMatchObject([['usual', expect.anything()]]);
  });

  test.each([
    ['payment provider', refund],
    ['charge point operator', stop],
  ])('fails while the %s is down, and so comes again', async (_, call) => {
    const partners: Partners = { payments: () => ({ refund: down }), chargePoints: () => ({ stop: down }) };
    await expect(callPartner(call, calling, partners)).rejects.toThrow('down');
  });

  const stopping = (session: Awaited<ReturnType<ChargePoints['stop']>>, age = 0) =>
    callPartner(
      stop,
      { key, age },
      { payments: () => ({ refund: down }), chargePoints: () => ({ stop: async () => session }) },
    );

  test.each(['charging', 'waiting'] as const)('is made again while the session is still %s', async (status) => {
    await expect(stopping({ id: 'session-1', status, energyWh: 0 }, 60 * MINUTE)).rejects.toThrow(NotDone);
  });

  test.each(['ended', 'faulted'] as const)('is done once the session is %s', async (status) => {
    await expect(stopping({ id: 'session-1', status, energyWh: 0 })).resolves.toBeUndefined();
  });

  test('that is to stop what nobody knows waits some minutes for a start that is on its way, and is done then', async () => {
    await expect(stopping(undefined, 1 * MINUTE)).rejects.toThrow(NotDone);
    await expect(stopping(undefined, 3 * MINUTE)).resolves.toBeUndefined();
  });

  test('waits among those to the same partner, and says whose order it is about', () => {
    const event = { ...key, id: 'bap.example#t1#5#0', sequence: 5 };
    expect(partnerCallFor(stop, event)).toEqual({
      kind: 'call',
      subject: { action: 'stop-session', transactionId: key.transactionId },
      body: { key, call: stop },
      group: 'stop-session',
    });
    expect(partnerCallFor(refund, key).group).not.toBe('stop-session');
  });
});
