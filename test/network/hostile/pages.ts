import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Answer, call } from '../http.ts';
import type { LocalNetwork } from '../local-network.ts';
import type { Peer } from '../peer.ts';
import { chargezone, kWh, Trip, windowIn } from '../trip.ts';

/** More than a history has entries. */
const MANY = 210;
/** After that long without another attempt, what was to be done is done. */
const CALM_MS = 6000;
const SCRIPT = '<script>alert(1)</script>';

/** Words that mean something to whoever shows, logs or follows them. */
const oddNames = [
  'Meera\r\nX-Evil: 1',
  'Meera\u001b[31m\u0007',
  `$${'{jndi:ldap://evil.example/a}'}`,
  '🚗'.repeat(100),
  SCRIPT,
  '"; DROP TABLE orders; --',
  '{{7*7}} %s %n',
];
const oddIds = [
  '<img src=x onerror=alert(1)>',
  'a/../b',
  'a#b',
  'a?b=c&d',
  '%2e%2e%2f',
  '100%',
  'ид',
  "o'brien",
  '-',
  'a b',
];

/** What a stranger's words do in pages, ids and logs; and what the links are worth. */
export function describePages(buyer: Peer, network: () => LocalNetwork): void {
  let trips = 0;
  const newTrip = async (transactionId: string = randomUUID()) => {
    trips += 1;
    const wish = { ...chargezone, quantity: kWh('4'), window: await windowIn(network(), 6000 + 20 * trips, 15) };
    return new Trip(buyer, network(), wish, transactionId);
  };

  describe('a customer', () => {
    it.each(oddNames)('may be called %j, which is told back as it came', async (name) => {
      const trip = await newTrip();
      await trip.select();
      const order = { ...trip.initiation, billing: { ...trip.customer, name } };
      const { message } = await trip.ask('init', { order });
      expect(message?.order).toMatchObject({ billing: { name } });
      await trip.ask('cancel', { order_id: message?.order?.id });
    });
  });

  describe('a transaction', () => {
    it.each(oddIds)('may be called %j, from the selection to the tracking page', async (id) => {
      const trip = await newTrip(`${id}${randomUUID()}`);
      const { id: orderId } = await trip.book();
      const { message } = await trip.ask('track', { order_id: orderId });
      const page = await call(message?.tracking?.url ?? '', { method: 'GET' });
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<img');
      const cancelled = await trip.ask('cancel', { order_id: orderId });
      expect(cancelled.message?.order?.status).toBe('CANCELLED');
    });
  });

  describe('a page', () => {
    const links = async () => {
      const trip = await newTrip();
      const { id, payments } = await trip.book();
      const tracked = await trip.ask('track', { order_id: id });
      const rated = await trip.ask('rating', { ratings: [{ id, rating_category: 'Order', value: '4' }] });
      const helped = await trip.ask('support', { support: { order_id: id } });
      const ticket = helped.message?.support?.url ?? '';
      await trip.ask('cancel', { order_id: id });
      const form = rated.message?.feedback_form?.form.url ?? '';
      return { pay: payments[0]?.url ?? '', track: tracked.message?.tracking?.url ?? '', form, ticket };
    };
    const send = (url: string, answers: Record<string, string>): Promise<Answer> =>
      call(url, {
        headers: ['content-type', 'application/x-www-form-urlencoded'],
        body: `${new URLSearchParams(answers)}`,
      });
    const submit = (url: string, comment: string) => send(url, { comment });

    const calm = async (): Promise<void> => {
      const attempts = () => network().log().split('message failed').length;
      for (let before = -1; before !== attempts(); await sleep(CALM_MS)) before = attempts();
    };

    it('keeps its address secret and runs nothing', async () => {
      for (const [name, url] of Object.entries(await links())) {
        expect(new URL(url).search, name).toBe('');
        const { status, headers } = await call(url, { method: 'GET' });
        expect({ status, ...headers }, name).toMatchObject({
          status: 200,
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
        });
      }
    });

    it('leads nowhere once its link was changed', async () => {
      for (const [name, url] of Object.entries(await links()))
        for (const changed of [`${url.slice(0, -2)}AA`, url.slice(0, -10), `${url.slice(0, url.lastIndexOf('/'))}/x`]) {
          const { status, text } = await call(changed, { method: 'GET' });
          expect([403, 404], name).toContain(status);
          expect(text).not.toContain(buyer.subscriberId);
        }
    });

    it('of a ticket names it and who answers, and is of its own order alone', async () => {
      const [one, other] = [await links(), await links()];
      const ticketOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
      const { status, text } = await call(one.ticket, { method: 'GET' });
      expect([status, text.includes(ticketOf(one.ticket)), text.includes('1800 1080')]).toEqual([200, true, true]);
      const foreign = one.ticket.replace(ticketOf(one.ticket), ticketOf(other.ticket));
      const crossed = one.track.replace('/track/', '/tickets/');
      for (const url of [foreign, `${crossed}/${ticketOf(one.ticket)}`])
        expect((await call(url, { method: 'GET' })).status).toBe(404);
    });

    it('is opened by its own link alone', async () => {
      const { track, form } = await links();
      const crossed = [track.replace('/track/', '/forms/'), form.replace('/forms/', '/track/')];
      const statuses = await Promise.all(crossed.map(async (url) => (await call(url, { method: 'GET' })).status));
      for (const status of statuses) expect([403, 404]).toContain(status);
    });

    it('takes feedback again and again, and the order can still be changed', async () => {
      const trip = await newTrip();
      const { id } = await trip.book();
      const rated = await trip.ask('rating', { ratings: [{ id, rating_category: 'Order', value: '4' }] });
      const { url = '' } = rated.message?.feedback_form?.form ?? {};
      for (let count = 0; count < MANY; count += 1) await submit(url, 'Fine');
      await calm();
      const { message, error } = await trip.ask('cancel', { order_id: id });
      expect(error).toBeUndefined();
      expect(message?.order?.status).toBe('CANCELLED');
    });

    it('takes one to five stars, for the place too, without a word', async () => {
      const { form } = await links();
      const asked = (await call(form, { method: 'GET' })).text;
      for (const name of ['overall', 'amenity', 'comment']) expect(asked).toContain(`name="${name}"`);
      for (const overall of ['', '0', '6', '4.5', 'many']) expect((await send(form, { overall })).status).toBe(400);
      expect((await send(form, { overall: '5', amenity: '9' })).status).toBe(400);
      expect((await send(form, { overall: '5', amenity: '3', comment: ' ' })).status).toBe(200);
    });

    it('takes feedback and does not run it', async () => {
      const { form } = await links();
      for (const comment of ['', 'x'.repeat(1001)]) expect((await submit(form, comment)).status).toBe(400);
      const answer = await submit(form, `${SCRIPT}<a href="javascript:alert(1)" onclick="alert(1)">x</a>`);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/<script|javascript:|onclick/);
      await expect.poll(async () => (await submit(form, 'Once more')).status).toBe(403);
      expect((await submit(`${form}x`, 'Thanks')).text).not.toContain('Thanks');
    });
  });
}
