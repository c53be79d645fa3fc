import { book, confirm, pay, search, type Wish } from '../steps/booking.ts';
import { hear } from '../steps/charging.ts';
import { cancel, expectCancelledBy, settle } from '../steps/ending.ts';
import { waitForWindow } from '../steps/time.ts';
import type { Story } from '../story.ts';

const energy = { item: { descriptor: { code: 'energy' } } };
const booking: Wish = {
  providerId: 'chargezone.in',
  itemId: 'pe-charging-01',
  fulfillmentIds: ['1', '2'],
  kWh: '4',
  window: { startsInMinutes: 60, lastsMinutes: 30 },
  price: '40',
};

export const noShow: Story = {
  name: 'no-show',
  about: 'Nobody comes to a booked window; the provider cancels, keeps the reservation fee and pays the rest back.',
  steps: [
    search(energy, 'chargezone.in'),
    book(booking),
    pay(),
    confirm(),
    waitForWindow(11),
    hear('on_cancel', 'order-cancelled'),
    expectCancelledBy('PROVIDER', 'no_show'),
    settle({ paid: '40', charged: '8', refunded: '32' }),
  ],
};

export const evCancel: Story = {
  name: 'ev-cancel',
  about: 'The buyer cancels a paid booking; the reservation fee is kept and the rest is paid back.',
  steps: [
    search(energy, 'chargezone.in'),
    book(booking),
    pay(),
    confirm(),
    cancel('5', 'Cannot make it on time'),
    expectCancelledBy('CONSUMER', '5'),
    settle({ paid: '40', charged: '8', refunded: '32' }),
  ],
};
