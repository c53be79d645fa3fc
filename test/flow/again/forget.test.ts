import { expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import { forget } from '../../../lib/flow/again/forget.ts';
import { refusedEvent } from '../../../lib/flow/order/refused.ts';
import type { Entry } from '../../../lib/flow/ports/orders.ts';
import { context } from '../story.ts';

const refused: Entry = {
  sequence: 1,
  cause: { action: 'select', messageId: 'm-1', digest: 'x', delivery: 'd-1' },
  at: 1,
  writtenAt: 0,
  business: 'ev-charging',
  events: [refusedEvent({ reason: 'provider-unknown', message: 'provider +91-9811223344 is not in the catalogue' })],
  context: context('select', 'm-1'),
};

test('a refusal that is forgotten repeats nothing of what was named, and is still the same refusal', () => {
  const left = forget(refused, businesses);
  expect(JSON.stringify(left)).not.toContain('9811223344');
  expect(left.events).toMatchObject([{ type: 'Refused', refusal: { reason: 'provider-unknown' } }]);
  expect(forget(left, businesses)).toEqual(left);
});
