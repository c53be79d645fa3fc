import { describe, expect, test } from 'vitest';
import { init } from '../../../functions/init.ts';
import { heardBy } from '../../../lib/beckn/codec.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import { isOrderReply, showOrder } from '../../../lib/flow/out/reply.ts';
import type { Wish } from '../../../lib/language/wish.ts';
import { context } from '../story.ts';

describe('an order that replies show', () => {
  test('has to be there', () => {
    expect(() => showOrder(businesses['ev-charging'].replay([]))).toThrow('there is no order to show');
  });

  test.each([
    ['on_confirm', true],
    ['on_status', true],
    ['on_rating', false],
    ['on_search', false],
  ] as const)('is in %s: %s', (action, isThere) => expect(isOrderReply(action)).toBe(isThere));
});

describe('what an init says', () => {
  const said = (wish: Partial<Wish>) => {
    const asked = context('init', 'm-1');
    const order = { items: [], fulfillments: [], ...wish };
    return init.says({ context: asked, action: 'init', order }, { ...heardBy(asked, 'ev-charging'), delivery: 'd-1' });
  };

  test('is for whom the order says', () => {
    const customer = { name: 'Asha', phone: '+91-9000000001' };
    const billing = { name: 'Asha', taxId: 'GST1' };
    const vehicle = { make: 'Tata' };
    expect(said({ billing, fulfillments: [{ customer, vehicle, labels: [] }] })).toMatchObject({
      type: 'Initiate',
      buyerId: 'bap.example',
      party: { billing, customer },
      wanted: { vehicle },
    });
  });

  test('is for nobody yet where the order says nothing', () => {
    expect(said({})).toMatchObject({ type: 'Initiate', party: {}, wanted: {} });
    expect(said({})).toHaveProperty('party', { billing: undefined, customer: undefined });
  });
});
