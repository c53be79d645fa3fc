import { describe, expect, test } from 'vitest';
import type { Businesses } from '../../../lib/domain/business.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import type { Committed } from '../../../lib/flow/order/commit.ts';
import { businessOf } from '../../../lib/flow/order/past.ts';
import { isRefused, refusedEvent } from '../../../lib/flow/order/refused.ts';
import { sellerOf } from '../../../lib/flow/order/whose.ts';
import { refusalFor } from '../../../lib/flow/out/reply.ts';
import type { Entry, Orders } from '../../../lib/flow/ports/orders.ts';
import type { BusinessName } from '../../../lib/language/business.ts';
import type { Wish } from '../../../lib/language/wish.ts';
import { memoryOrders } from '../memory.ts';
import { commitTo, context, key, life, live, type Scene } from '../story.ts';
import { TALLY, tallying } from '../tally.ts';

const CHARGING = 'ev-charging';
const both: readonly BusinessName[] = [CHARGING, TALLY];

const nobody = async () => Promise.reject(new Error('the history says whose it is'));

/** A buyer counts, or confirms where it is heard by the charging business. */
const count = (messageId: string, candidates: readonly BusinessName[], seller: () => Promise<BusinessName>): Scene => ({
  key,
  cause: { action: 'update', messageId, digest: '', delivery: messageId },
  at: 1,
  asked: { context: { ...context('update', messageId), domain: 'service' }, candidates, seller },
  says: (business) => ({ type: business === TALLY ? 'Count' : 'Confirm' }),
  outside: {},
});

const change = (scene: Scene, orders: Orders) =>
  commitTo(orders, scene, {
    businesses: { ...businesses, [TALLY]: tallying().business } as Businesses, // and one more
  });

const decided = (committed: Committed | undefined) =>
  committed && [committed.entry.business, ...committed.entry.events.map(({ type }) => type)];

describe('whose order it is', () => {
  test.each([CHARGING, TALLY] as const)('is told by its seller while there is no history: %s', async (seller) => {
    const [, happened] =
      (await change(
        count('m-1', both, async () => seller),
        memoryOrders(),
      ).then(decided)) ?? [];
    expect(happened).toBe(seller === TALLY ? 'Counted' : 'Refused');
  });

  test('is told by the history, and then nobody else is asked', async () => {
    const orders = memoryOrders();
    await change(
      count('m-1', both, async () => TALLY),
      orders,
    );
    expect(decided(await change(count('m-2', both, nobody), orders))).toEqual([TALLY, 'Counted']);
    expect(decided(await change({ ...count('m-3', both, nobody), asked: undefined }, orders))).toEqual([
      TALLY,
      'Counted',
    ]);
  });

  test('is not told by the context: one that says otherwise is refused with 40001', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const said = { ...count('m-2', [TALLY], nobody), says: () => expect.fail('it is not said to the order') };
    const committed = await change(said, orders);
    expect(decided(committed)).toEqual([CHARGING, 'Refused']);
    expect(committed?.after.standing().stage).toBe('quoted');
    const refusal = committed?.entry.events.find(isRefused)?.refusal;
    expect(refusal).toEqual({
      reason: 'not-applicable',
      message: 'this order is one of ev-charging, and context.domain says service',
    });
    const self = { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => 0 };
    const { body } = refusalFor(context('update', 'm-2'), refusal ?? expect.fail('it was not refused'), self, 0);
    expect(JSON.parse(body.body).error).toMatchObject({ code: '40001' });
  });

  test('is still open after nothing but refusals', async () => {
    const orders = memoryOrders();
    expect(
      decided(
        await change(
          count('m-1', both, async () => CHARGING),
          orders,
        ),
      ),
    ).toEqual([CHARGING, 'Refused']);
    expect(
      decided(
        await change(
          count('m-2', both, async () => TALLY),
          orders,
        ),
      ),
    ).toEqual([TALLY, 'Counted']);
    expect(decided(await change(count('m-3', [CHARGING], nobody), orders))).toEqual([TALLY, 'Refused']);
    expect((await orders.history(key)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  test('is known to nobody who only reports of what was only refused', async () => {
    const orders = memoryOrders();
    await change(
      count('m-1', both, async () => CHARGING),
      orders,
    );
    expect(await change({ ...count('m-2', both, nobody), asked: undefined }, orders)).toBeUndefined();
  });
});

describe('the business of a history', () => {
  const refused = refusedEvent({ reason: 'not-paid', message: '' });
  const entry = (business: BusinessName, ...events: Entry['events']): Entry => ({
    sequence: 1,
    cause: { action: '', messageId: '', digest: '', delivery: '' },
    at: 0,
    writtenAt: 0,
    business,
    events,
  });

  test.each<[string, readonly Entry[], BusinessName | undefined]>([
    ['nothing', [], undefined],
    ['a refusal', [entry(TALLY, refused)], undefined],
    ['something', [entry(TALLY, { type: 'Counted' })], TALLY],
    ['something that was refused later', [entry(CHARGING, { type: 'OrderQuoted' }), entry(TALLY, refused)], CHARGING],
    ['something that was answered once more', [entry(CHARGING, { type: 'OrderQuoted' }), entry(CHARGING)], CHARGING],
  ])('of %s', (_, history, business) => expect(businessOf({ entries: history })).toBe(business));
});

describe('the seller of what is wished', () => {
  const wish = (...ids: readonly string[]): Wish => ({
    providerId: 'p1',
    items: ids.map((id) => ({ id, addOnIds: [], labels: [] })),
    fulfillments: [],
  });
  type Sold = readonly (readonly [BusinessName, string])[];
  const asked: unknown[] = [];
  const selling = (sold: Sold) => ({
    async stock(name: BusinessName) {
      const stock = tallying().business.stock([]);
      return {
        ...stock,
        sells(provider: string | undefined, items: readonly string[]) {
          asked.push([name, provider, items]);
          return items.some((item) => sold.some(([who, what]) => who === name && what === item));
        },
      };
    },
  });
  const seller = (said: Wish | undefined, ...sold: Sold) => sellerOf([CHARGING, TALLY], said, selling(sold));

  test('is who has it', async () => {
    expect(await seller(wish('i1', 'i2'), [TALLY, 'i2'])).toBe(TALLY);
    expect(asked).toContainEqual([TALLY, 'p1', ['i1', 'i2']]);
    expect(await seller(wish('i1'), [CHARGING, 'i1'])).toBe(CHARGING);
  });

  test('is the first who may be meant where several have it, or nobody', async () => {
    expect(await seller(wish('i1'), [CHARGING, 'i1'], [TALLY, 'i1'])).toBe(CHARGING);
    expect(await seller(wish('i1'))).toBe(CHARGING);
    expect(await seller(undefined, [TALLY, 'i1'])).toBe(CHARGING);
  });

  test('is the only one who may be meant, without a look into the catalogue', async () => {
    expect(await sellerOf([TALLY], wish('i1'), { stock: nobody })).toBe(TALLY);
  });
});
