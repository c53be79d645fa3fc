import { writeOrder } from '../../../../lib/beckn/v1.1/write/order.ts';
import type { Shown, ShownFulfillment, ShownItem } from '../../../../lib/language/shown.ts';

export const at = (time: string) => Date.parse(`2027-03-01T${time}:00+05:30`);
export const span = { start: at('10:00'), end: at('10:30') };

export const item: ShownItem = {
  id: 'i1',
  words: { code: 'energy' },
  price: { rate: '12.5', per: 'kWh' },
  currency: 'INR',
};

export const fulfillment: ShownFulfillment<'ev-charging'> = {
  id: 'f1',
  type: 'CHARGING',
  own: { isSwap: false, isAvailable: true },
};

/** What is written of an order that says as little as an order can, and more. */
export const written = (more: Partial<Shown<'ev-charging'>> = {}) =>
  writeOrder<'ev-charging'>({
    business: 'ev-charging',
    draft: false,
    currency: 'INR',
    provider: { id: 'p1', words: { name: 'Voltgrid' } },
    items: [item],
    fulfillments: [fulfillment],
    quote: { total: 5900, lines: [] },
    payments: [],
    cancellationTerms: [],
    feedback: { questions: [], isGiven: false },
    ...more,
  });
