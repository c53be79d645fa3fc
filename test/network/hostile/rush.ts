import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalNetwork } from '../local-network.ts';
import type { Peer } from '../peer.ts';
import { countOf, holding, newPhone, outcomes, type Slot, slots } from './hold.ts';
import { expectAck } from './refusal.ts';

const MOST_OF_BUYER = 100;
const MOST_OF_CONTACT = 5;

/** Many at once, for one thing or for too much. */
export function describeRush(buyers: readonly Peer[], network: () => LocalNetwork): void {
  const [hoarder, other] = buyers;
  if (hoarder === undefined || other === undefined) throw new Error('a rush needs more than one');
  const free: Slot[] = [];

  beforeAll(async () => {
    free.push(...slots('4', await network().now(), 200));
  });

  const take = (count: number): readonly Slot[] => free.splice(0, count);
  const takeOne = (): Slot => {
    const [slot] = take(1);
    if (slot === undefined) throw new Error('no slot is left');
    return slot;
  };
  const init = (buyer: Peer, slot: Slot, phone: string) => buyer.send('init', holding(slot, phone));
  const initAll = async (buyer: Peer, wanted: readonly Slot[], phone: () => string) => {
    const sent = await Promise.all(wanted.map((slot) => init(buyer, slot, phone())));
    for (const answer of sent) expectAck(answer);
    return outcomes(buyer, sent);
  };

  describe('fifty at once who want one window', () => {
    it('are answered once each: one holds it, the others hear that it is taken', async () => {
      const slot = takeOne();
      const before = buyers.map(({ callbacks }) => callbacks.length);
      const tries = buyers.map((buyer) => initAll(buyer, Array(10).fill(slot), newPhone));
      const found = (await Promise.all(tries)).flat();
      expect(found.length).toBe(50);
      expect(countOf(found, 'held')).toBe(1);
      expect(countOf(found, '40002')).toBe(49);
      expect(buyers.map(({ callbacks }, index) => callbacks.length - (before[index] ?? 0))).toEqual(
        buyers.map(() => 10),
      );
    });
  });

  describe('a customer', () => {
    it('holds five windows, not six, whoever asks for the sixth', async () => {
      const phone = newPhone();
      const found = [];
      for (const slot of take(MOST_OF_CONTACT))
        found.push(...(await outcomes(other, [await init(other, slot, phone)])));
      const sixth = holding(takeOne(), phone);
      expect(found).toEqual(Array(MOST_OF_CONTACT).fill('held'));
      const { error } = await other.ask('init', sixth);
      expect(error).toMatchObject({ code: '40000', message: expect.stringContaining('5 open holds') });
    });

    it('is one customer, however the number is spelled', async () => {
      const digits = newPhone().slice('+91-'.length);
      const spellings = [
        `+91-${digits}`,
        `+91${digits}`,
        `+91 ${digits}`,
        `91 ${digits}`,
        `(+91) ${digits.slice(0, 5)}-${digits.slice(5)}`,
      ];
      const sent = [];
      for (const phone of [...spellings, `+91.${digits}`]) sent.push(await init(other, takeOne(), phone));
      expect(countOf(await outcomes(other, sent), 'held')).toBe(MOST_OF_CONTACT);
    });

    it('never holds more than five of twelve that are asked for at once', async () => {
      const phone = newPhone();
      const found = await initAll(other, take(12), () => phone);
      expect([countOf(found, 'held'), countOf(found, '40000')]).toEqual([MOST_OF_CONTACT, 12 - MOST_OF_CONTACT]);
    });
  });

  describe('a buyer platform', () => {
    it('never holds more than a hundred windows, asked for at once or one after the other', async () => {
      const already = hoarder.callbacks.filter(({ path, error }) => path === 'on_init' && error === undefined).length;
      const found = await initAll(hoarder, take(MOST_OF_BUYER + 10), newPhone);
      expect(countOf(found, 'held')).toBe(MOST_OF_BUYER - already);
      expect(countOf(found, '40000')).toBe(10 + already);
      const { error } = await hoarder.ask('init', holding(takeOne(), newPhone()));
      expect(error).toMatchObject({ code: '40000', message: expect.stringContaining('100 open holds') });
    });

    it('may hold another one once it has given one back', async () => {
      const held = hoarder.callbacks.find(({ path, message }) => path === 'on_init' && message?.order !== undefined);
      const orderId = held?.message?.order?.id;
      expect((await hoarder.ask('cancel', { order_id: orderId })).error).toBeUndefined();
      expect(await outcomes(hoarder, [await init(hoarder, takeOne(), newPhone())])).toEqual(['held']);
    });

    it('does not stand in the way of another one', async () => {
      expect(await outcomes(other, [await init(other, takeOne(), newPhone())])).toEqual(['held']);
    });
  });
}
