import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Peer } from '../peer.ts';

const NACK = '{"message":{"ack":{"status":"NACK"}},"error":{"code":"30000","message":"no"}}';
const LATER_MS = 5000;

/** Buyers whose doors are closed, or who do not want what they are brought. */
export function describeDeliveries(buyer: Peer): void {
  const search = () => buyer.send('search', { intent: {} });
  const arrivals = (messageId: string) =>
    buyer.callbacks.filter(({ context, path }) => context.message_id === messageId && path === 'on_search').length;

  afterEach(() => {
    buyer.react = () => ({});
  });

  describe('a callback', () => {
    it('waits for a buyer whose server is down for three seconds', async () => {
      const { messageId } = await search();
      await expect.poll(() => arrivals(messageId)).toBe(1);
      const down = buyer.goDown(3000);
      const missed = await search();
      await down;
      await expect.poll(() => arrivals(missed.messageId), { timeout: 20_000 }).toBe(1);
    });

    it.each([
      ['500', { status: 500 }],
      ['503', { status: 503 }],
      ['429', { status: 429 }],
      ['an address to go to instead', { status: 302, location: 'http://169.254.169.254/latest/meta-data' }],
    ])('comes again to a buyer that first answered %s', async (_name, reaction) => {
      buyer.react = (_callback, attempt) => (attempt === 1 ? reaction : {});
      const { messageId } = await search();
      await expect.poll(() => arrivals(messageId), { timeout: 20_000 }).toBe(2);
    });

    it('is not led astray', async () => {
      buyer.react = (_callback, attempt) => (attempt === 1 ? { status: 307, location: `${buyer.url}/elsewhere` } : {});
      const { messageId } = await search();
      await expect.poll(() => arrivals(messageId), { timeout: 20_000 }).toBe(2);
      expect(buyer.callbacks.map(({ path }) => path)).not.toContain('elsewhere');
    });

    it('comes once to a buyer that does not want it, that does not understand it, or that says little', async () => {
      const reactions = [
        { body: NACK },
        { status: 400, body: NACK },
        { body: '' },
        { status: 202 },
        { body: '<html>' },
      ];
      const sent = [];
      for (const reaction of reactions) {
        buyer.react = () => reaction;
        const { messageId } = await search();
        await expect.poll(() => arrivals(messageId)).toBe(1);
        sent.push(messageId);
      }
      await sleep(LATER_MS);
      expect(sent.map(arrivals)).toEqual(reactions.map(() => 1));
    });

    it('is not held up by one that takes its time', async () => {
      const slow = randomUUID();
      buyer.react = ({ context }) => ({ afterMs: context.message_id === slow ? 3000 : 0 });
      await buyer.send('search', { intent: {} }, { context: { message_id: slow } });
      await expect.poll(() => arrivals(slow)).toBe(1);
      const before = Date.now();
      await buyer.ask('search', { intent: {} });
      expect(Date.now() - before).toBeLessThan(2000);
    });
  });
}
