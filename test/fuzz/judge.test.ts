import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { answerAmiss, callbackAmiss, People, saidAmiss } from './judge.ts';
import { provider } from './messages.ts';

const rider = 'rider.example.org';
const url = `https://${rider}/beckn`;
const ids = {
  transaction_id: '0b0f7f0c-3c55-4b4e-9d0b-6f2f3a9f6a11',
  message_id: '5f0c2f5e-7a1d-4f43-8e55-000000000001',
};
const people = new People();
people.add({ name: 'Asha Qzwxbcdfgh', phone: '', email: '', marks: ['Qzwxbcdfgh'] });

const price = (value: string) => ({ value, currency: 'INR' });

function callback(message: object, context = {}) {
  const written = {
    domain: 'dent:0.1.0',
    action: 'on_status',
    version: '1.1.0',
    bap_id: rider,
    bap_uri: url,
    bpp_id: provider.id,
    bpp_uri: provider.url,
    timestamp: '2026-11-21T09:00:00.000Z',
    ...ids,
    ...context,
  };
  return {
    receiver: rider,
    url,
    action: 'on_status',
    transactionId: ids.transaction_id,
    messageId: ids.message_id,
    body: JSON.stringify({ context: written, message }),
  };
}

const order = { provider: { id: 'p' }, items: [{ id: 'i' }] };
const amiss = (message: object, context?: object) => callbackAmiss(callback(message, context), people, () => undefined);

describe('the judge of mutants', () => {
  it('says nothing where nothing is amiss', () => {
    const quote = { price: price('12.50'), breakup: [{ price: price('10') }, { price: price('2.50') }] };
    expect(amiss({ order: { ...order, quote } })).toEqual([]);
  });

  it.each([
    ['sum of its lines', { order: { ...order, quote: { price: price('12'), breakup: [{ price: price('10') }] } } }, {}],
    ['has no form', { order: { ...order, quote: { price: price('NaN'), breakup: [] } } }, {}],
    ['customer of somebody else', { order: { ...order, billing: { name: 'Asha Qzwxbcdfgh' } } }, {}],
    ['not for its receiver', { order }, { bap_id: 'driver.example.org' }],
    ['under another id', { order }, { message_id: ids.transaction_id }],
    ['of another action', { order }, { action: 'on_init' }],
  ])('sees a callback that is not right: %s', (fault, message, context) => {
    expect(amiss(message, context).join()).toContain(fault);
  });

  it('sees what was thrown, a 500, a long refusal and a person in it', () => {
    const refused = { code: '30000', why: 'no' } as const;
    const answer = { status: 500, headers: {}, body: { why: `Qzwxbcdfgh ${'x'.repeat(3000)}` }, refused };
    const said = saidAmiss({ queued: [], callbacks: [], crash: new Error('broken'), answer }, people);
    expect(said.map((one) => one.slice(0, 12))).toEqual([
      'it threw Err',
      'the door ans',
      'a refusal of',
      'a refusal or',
    ]);
  });

  it('sees an ACK of which no queue knows', () => {
    const answer = { status: 200, headers: {}, body: {} };
    expect(answerAmiss({ answer, queued: [], callbacks: [] }, rider, false)).toHaveLength(1);
  });
});

describe('a mutant', () => {
  it('comes again by its seed and number, and is answered again the same', async () => {
    const { last } = await fuzz({ seed: 7, count: 61 });
    const again = await fuzz({ seed: 7, count: 0, only: 60 });
    expect(again.last?.sent).toBe(last?.sent);
    expect(again.last?.came()).toBe(last?.came());
    expect((await fuzz({ seed: 8, count: 0, only: 60 })).last?.sent).not.toBe(last?.sent);
  });
});
