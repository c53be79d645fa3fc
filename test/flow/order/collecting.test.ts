import { describe, expect, test } from 'vitest';
import type { Action } from '../../../lib/beckn/actions.ts';
import { decode } from '../../../lib/beckn/codec.ts';
import type { Request } from '../../../lib/beckn/message.ts';
import { collectorIn, paymentsIn } from '../../../lib/flow/order/collecting.ts';
import { fixture, sentAt, withValue } from '../../beckn/requests.ts';

function said<A extends Action>(action: A, payments: unknown, collects?: true) {
  const { context, ...body } = decode(action, withValue(fixture(action), 'message.order.payments', payments), sentAt);
  return { ...body, context: { ...context, buyer: { ...context.buyer, collects } } } as unknown as Request<A>; // decode has seen to that
}

const byBuyer = [{ type: 'PRE-ORDER', collected_by: 'BAP' }];

describe('who collects', () => {
  test('is the buyer platform only if it asks for it and is trusted', () => {
    expect(collectorIn(said('init', byBuyer, true))).toBe('buyer');
    expect(collectorIn(said('init', byBuyer))).toBe('provider');
    expect(collectorIn(said('init', [{ collected_by: 'BPP' }], true))).toBe('provider');
    expect(collectorIn(said('init', [], true))).toBe('provider');
    expect(collectorIn(said('init', undefined, true))).toBe('provider');
  });

  test('is what the first payment says that says it', () => {
    expect(collectorIn(said('init', [{}, { collected_by: 'BAP' }], true))).toBe('buyer');
    expect(collectorIn(said('init', [{ collected_by: 'BPP' }, { collected_by: 'BAP' }], true))).toBe('provider');
  });
});

test('what a buyer platform says of payments is heard only if it is trusted', () => {
  const paid = [{ collected_by: 'BAP', status: 'PAID', params: { transaction_id: 't', amount: '40' } }];
  expect(paymentsIn(said('confirm', paid, true))).toHaveLength(1);
  expect(paymentsIn(said('confirm', paid))).toBeUndefined();
});
