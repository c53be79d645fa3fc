import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { paymentProvider } from '../../lib/partners/payments/rest/client.ts';
import { SIGNATURE_HEADER, signWebhook } from '../../lib/partners/payments/rest/webhook-signature.ts';
import { startNetwork } from './wire.ts';

const MINUTE = 60_000;

let network: Awaited<ReturnType<typeof startNetwork>>;
let payments: ReturnType<typeof paymentProvider>;
let count = 0;
let payment: Parameters<typeof payments.request>[0];

beforeAll(async () => {
  network = await startNetwork('2026-03-01T10:00:00Z');
  payments = paymentProvider({ url: `${network.url}/sandbox/payment-provider`, secret: async () => 'of payments' });
});
afterAll(() => network.stop());

beforeEach(() => {
  count += 1;
  payment = {
    id: `payment-${count}`,
    reference: `bap.test#transaction-${count}`,
    amount: '40.00',
    currency: 'INR',
    description: 'Charging <b>4 kWh</b> & a "wash"',
    until: '2026-03-01T10:15:00.000Z',
  };
});

const about = () => ({ key: { buyerId: 'bap.test', transactionId: `transaction-${count}` } });

const press = (verb: string, id = payment.id) =>
  fetch(`${network.url}/sandbox/payments/${encodeURIComponent(id)}/${verb}`, { method: 'POST' });

describe('a payment', () => {
  test('has one link that nobody can guess, however often it is asked for', async () => {
    const { url } = await payments.request(payment);
    expect(url).toMatch(/\/pay\/[\w-]{43}$/);
    expect(await payments.request(payment)).toMatchObject({ url });
    expect(await payments.status(payment.id)).toBe('open');
    expect((await payments.request({ ...payment, id: `${payment.id}-b` })).url).not.toBe(url);
  });

  test.each([
    ['pay', 'paid', 'decline'],
    ['decline', 'declined', 'pay'],
  ])('is settled by %s, again without a change, and never contradicted', async (verb, status, other) => {
    await payments.request(payment);
    expect((await press(verb)).status).toBe(200);
    expect(await payments.status(payment.id)).toBe(status);
    const { id: paymentId, reference, amount, currency } = payment;
    const report = {
      about: about(),
      command: { type: 'ReportPayment', outcome: status, paymentId, amount: 4000, currency },
    };
    expect(await network.reported()).toEqual([report]);
    const notice = { type: `payment.${status}`, payment_id: paymentId, reference, amount, currency };
    expect(network.pushed().at(-1)).toEqual({ ...notice, at: '2026-03-01T10:00:00.000Z' });

    expect((await press(verb)).status).toBe(200);
    expect(await network.reported()).toEqual([report]);
    expect((await press(other)).status).toBe(409);
    expect(await payments.status(payment.id)).toBe(status);
    expect(await network.reported()).toEqual([]);
  });

  test('is settled once by many hands at the same time', async () => {
    await payments.request(payment);
    const answers = await Promise.all(['pay', 'decline', 'pay', 'decline'].map((verb) => press(verb)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    const outcomes = (await network.reported()).map(({ command }) => Object(command).outcome);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(new Set(outcomes).size).toBe(1);
  });

  test('that nobody asked for is unknown, and so are other verbs', async () => {
    expect((await press('pay', 'nobodys')).status).toBe(404);
    expect((await press('pay', 'x'.repeat(1025))).status).toBe(404);
    await payments.request(payment);
    expect((await press('steal')).status).toBe(404);
    await expect(payments.status('nobodys')).rejects.toMatchObject({ code: 'unexpected-answer' });
  });

  test('is asked for by the platform alone', async () => {
    const stranger = paymentProvider({ url: `${network.url}/sandbox/payment-provider`, secret: async () => 'guess' });
    await expect(stranger.request(payment)).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

describe('the pay page', () => {
  test('shows what is to be paid, escaped, and lets nothing in or out', async () => {
    const { url } = await payments.request(payment);
    const response = await fetch(url);
    const html = await response.text();
    expect(html).toContain('Payment of 40.00 INR');
    expect(html).toContain('Charging &lt;b&gt;4 kWh&lt;/b&gt; &amp; a &quot;wash&quot;');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await fetch(`${network.url}/pay/guess`)).status).toBe(404);
    expect((await fetch(`${network.url}/pay/${'x'.repeat(1025)}`)).status).toBe(404);
  });

  test('takes a payment, and then says so without a button', async () => {
    const { url } = await payments.request(payment);
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ verb: 'pay' }) });
    expect(response.redirected).toBe(true);
    const html = await response.text();
    expect(html).toContain('This payment was made');
    expect(html).not.toContain('<button');
    const contradiction = await fetch(url, { method: 'POST', body: new URLSearchParams({ verb: 'decline' }) });
    expect(contradiction.status).toBe(409);
    expect(await network.reported()).toMatchObject([{ command: { outcome: 'paid', paymentId: payment.id } }]);
  });

  test('takes a payment that comes late, and says so', async () => {
    const { url } = await payments.request({ ...payment, until: '2026-03-01T09:59:00Z' });
    expect(await (await fetch(url)).text()).toContain('The time for this payment is over');
    await fetch(url, { method: 'POST', body: new URLSearchParams({ verb: 'pay' }) });
    expect(await network.reported()).toMatchObject([{ command: { outcome: 'paid', paymentId: payment.id } }]);
  });
});

describe('a refund', () => {
  const refund = () => ({ ...payment, id: `refund-${count}`, paymentId: payment.id, amount: '12.50' });

  test('has gone through a minute later, once', async () => {
    await payments.request(payment);
    await press('pay');
    await network.reported();
    await payments.refund(refund());
    await payments.refund(refund());
    expect(await network.reported()).toEqual([]);
    await network.advance(MINUTE);
    const { reference, currency } = payment;
    expect(await network.reported()).toEqual([
      { about: about(), command: { type: 'ReportRefund', refundId: `refund-${count}` } },
    ]);
    expect(network.pushed().at(-1)).toEqual({
      type: 'refund.completed',
      refund_id: `refund-${count}`,
      payment_id: payment.id,
      reference,
      amount: '12.50',
      currency,
      at: expect.stringMatching(/^2026-03-01T10:01:00/),
    });
    await payments.refund(refund());
    await network.advance(MINUTE);
    expect(await network.reported()).toEqual([]);
  });

  test('is refused for what was not paid', async () => {
    await payments.request(payment);
    await expect(payments.refund(refund())).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

describe('the webhook', () => {
  const notice = JSON.stringify({
    type: 'payment.paid',
    payment_id: 'p',
    reference: 'bap#t',
    amount: '1.00',
    currency: 'INR',
    at: '2026-03-01T10:00:00Z',
  });
  const seconds = () => Math.floor(Date.now() / 1000);
  const send = (signature: string | undefined, body = notice) =>
    fetch(`${network.url}/payments/reports`, {
      method: 'POST',
      headers: signature === undefined ? {} : { [SIGNATURE_HEADER]: signature },
      body,
    });

  test('takes what the provider signed within five minutes', async () => {
    expect((await send(signWebhook('of payments', notice, seconds() - 290))).status).toBe(200);
    expect(await network.parcels()).toMatchObject([
      {
        subject: { action: 'payments', transactionId: 't' },
        body: { command: { outcome: 'paid', paymentId: 'p' } },
      },
    ]);
  });

  test.each([
    ['no signature', () => undefined],
    ['nonsense', () => 'v1=0'],
    ['another secret', () => signWebhook('guess', notice, seconds())],
    ['another body', () => signWebhook('of payments', `${notice} `, seconds())],
    ['an old one', () => signWebhook('of payments', notice, seconds() - 310)],
    ['one of the future', () => signWebhook('of payments', notice, seconds() + 310)],
    ['a changed time', () => signWebhook('of payments', notice, seconds() - 310).replace(/^t=\d+/, `t=${seconds()}`)],
  ])('refuses %s', async (_, signature) => {
    expect((await send(signature())).status).toBe(401);
    expect(await network.reported()).toEqual([]);
  });

  test('refuses what is no notice', async () => {
    for (const body of ['', '{}', '[]', notice.replace('payment.paid', 'refund.completed')])
      expect((await send(signWebhook('of payments', body, seconds()), body)).status).toBe(400);
    expect(await network.reported()).toEqual([]);
  });
});
