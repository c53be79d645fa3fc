import { describe, expect, test } from 'vitest';
import type { SessionOrder } from '../../lib/language/charging.ts';
import { chargePointAnswers } from '../../lib/partners/charge-points/answers.ts';
import type { ChargePoints, ChargingSession } from '../../lib/partners/charge-points/charge-points.ts';
import { paymentAnswers } from '../../lib/partners/payments/answers.ts';
import type { Payments } from '../../lib/partners/payments/payments.ts';
import { key } from './key.ts';

const providerId = 'voltgrid.example';
const asker = { key, business: 'ev-charging', at: 0 } as const;
const down = async () => Promise.reject(new Error('down'));

describe('payment providers', () => {
  const paymentOf = { providerId, paymentId: 'pay-1' };
  const asked = { ...paymentOf, amount: 5905, currency: 'INR', description: 'Charging', until: Date.UTC(2027, 2, 1) };

  function asking(payments: Partial<Pick<Payments, 'request' | 'status'>>) {
    const heard: string[] = [];
    const answers = paymentAnswers((provider) => {
      heard.push(provider);
      return { request: down, status: down, ...payments };
    });
    return { answers, heard };
  }

  test('give a link for what is due, in money and time as people write them', async () => {
    const wanted: unknown[] = [];
    const { answers, heard } = asking({
      async request(payment) {
        wanted.push(payment);
        return { url: 'https://pay.example/1' };
      },
    });
    expect(await answers['payment-link'](asked, asker)).toBe('https://pay.example/1');
    const { description } = asked;
    const money = { amount: '59.05', currency: 'INR' };
    expect(wanted).toEqual([
      { id: 'pay-1', reference: 'bap.example#t1', ...money, description, until: '2027-03-01T00:00:00.000Z' },
    ]);
    expect(heard).toEqual([providerId]);
  });

  test('say what became of a payment', async () => {
    const { answers, heard } = asking({ status: async (id) => (id === 'pay-1' ? 'paid' : 'open') });
    expect(await answers['payment-status'](paymentOf)).toBe('paid');
    expect(heard).toEqual([providerId]);
  });

  test('are needed: while one is down nothing is decided', async () => {
    const { answers } = asking({});
    await expect(answers['payment-link'](asked, asker)).rejects.toThrow('down');
    await expect(answers['payment-status'](paymentOf)).rejects.toThrow('down');
  });
});

describe('operators of charge points', () => {
  const session: ChargingSession = { id: 'session-1', status: 'charging', energyWh: 1500, stateOfCharge: 40 };
  const order: SessionOrder = {
    providerId,
    sessionId: 'session-1',
    itemId: 'i1',
    fulfillmentId: 'f1',
    service: 'charging',
    powerKw: 20,
    energyWh: 4000,
  };

  function asking(chargePoints: Partial<ChargePoints>) {
    const heard: string[] = [];
    const answers = chargePointAnswers((provider) => {
      heard.push(provider);
      return { start: down, stop: down, session: down, ...chargePoints };
    });
    return { answers, heard };
  }

  test('start a session under a name by which its reports find the order', async () => {
    const wanted: unknown[] = [];
    const { answers, heard } = asking({
      async start(session_) {
        wanted.push(session_);
        return { accepted: true, session };
      },
    });
    expect(await answers['start-session'](order, asker)).toEqual({ accepted: true, reading: session });
    expect(wanted).toEqual([{ ...order, reference: 'bap.example#t1' }]);
    expect(heard).toEqual([providerId]);
  });

  test('may refuse a session, and say why', async () => {
    const { answers } = asking({ start: async () => ({ accepted: false, why: 'out of order' }) });
    expect(await answers['start-session'](order, asker)).toEqual({ accepted: false, why: 'out of order' });
  });

  test('are needed to start: while one is down nothing is decided', async () => {
    await expect(asking({}).answers['start-session'](order, asker)).rejects.toThrow('down');
  });

  test('answer the last reading of what they stop, and the present one of what runs', async () => {
    const { answers, heard } = asking({ stop: async () => session, session: async () => session });
    expect(await answers['stop-session'](order)).toEqual(session);
    expect(await answers['read-session'](order)).toEqual(session);
    expect(heard).toEqual([providerId, providerId]);
  });

  test('who cannot be reached leave the history its last word, and report later by themselves', async () => {
    const { answers } = asking({});
    expect(await answers['stop-session'](order)).toBeUndefined();
    expect(await answers['read-session'](order)).toBeUndefined();
  });

  test('are waited for by who must know', async () => {
    const { answers } = asking({});
    await expect(answers['stop-session']({ ...order, mustKnow: true })).rejects.toThrow('down');
    await expect(answers['read-session']({ ...order, mustKnow: true })).rejects.toThrow('down');
  });
});
