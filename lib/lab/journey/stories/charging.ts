import { book, confirm, expectPlace, pay, search, type Wish } from '../steps/booking.ts';
import { askStatus, handle, hear, track, update } from '../steps/charging.ts';
import { askSupport, expectCancelledBy, expectPartlyDelivered, rate, settle } from '../steps/ending.ts';
import { passTime, waitForWindow } from '../steps/time.ts';
import type { Story } from '../story.ts';

const energy = { item: { descriptor: { code: 'energy' } } };
const chargezone = {
  providerId: 'chargezone.in',
  itemId: 'pe-charging-01',
  fulfillmentIds: ['1', '2'],
} as const satisfies Partial<Wish>;
const log9 = {
  providerId: 'log9.in',
  itemId: 'pe-charging-01',
  fulfillmentIds: ['3'],
} as const satisfies Partial<Wish>;

export const evCharging: Story = {
  name: 'ev-charging',
  about: 'A driver comes without a booking, pays 40 kWh, stops early, and gets the rest back.',
  steps: [
    search(energy, 'chargezone.in'),
    book({ ...chargezone, kWh: '40', price: '320' }),
    pay(),
    confirm(),
    update('start-charging', 'charging-requested'),
    handle('plug'),
    hear('on_status', 'charging-started'),
    track('active'),
    passTime(6),
    askStatus('charging-started'),
    update('end-charging', 'charging-ended'),
    expectPartlyDelivered(),
    handle('unplug'),
    settle({ paid: '320' }),
    rate('5'),
    askSupport(),
  ],
};

export const evReservation: Story = {
  name: 'ev-reservation',
  about: 'A driver books a window an hour ahead with a car wash, plugs in on time and charges all of it.',
  steps: [
    search(energy, 'chargezone.in'),
    book({
      ...chargezone,
      kWh: '4',
      addOnIds: ['pe-charging-01-addon-1'],
      window: { startsInMinutes: 60, lastsMinutes: 30 },
      price: '40',
    }),
    pay(),
    confirm(),
    waitForWindow(),
    handle('plug'),
    update('start-charging', 'charging-started'),
    passTime(10),
    hear('on_update', 'charging-ended'),
    handle('unplug'),
    settle({ paid: '40', charged: '40', refunded: '0' }),
    rate('4'),
  ],
};

const fastAc = {
  fulfillment: {
    tags: [
      {
        list: [
          { descriptor: { code: 'charger-type' }, value: 'AC' },
          { descriptor: { code: 'connector-type' }, value: 'CCS2' },
          { descriptor: { code: 'power-rating' }, value: 'at least 50kW' },
        ],
      },
    ],
  },
};

export const evOffer: Story = {
  name: 'ev-offer',
  about: 'A driver looks for a connector that fits, names the offer of a partner and pays less.',
  steps: [
    search(fastAc, 'chargezone.in'),
    book({ ...chargezone, kWh: '4', offerIds: ['chargezone-partner-5'], price: '30.40' }),
    pay(),
    confirm(),
    handle('plug'),
    update('start-charging', 'charging-started'),
    passTime(10),
    hear('on_update', 'charging-ended'),
    handle('unplug'),
    settle({ paid: '30.40', charged: '30.40', refunded: '0' }),
  ],
};

export const batterySwap: Story = {
  name: 'battery-swap',
  about: 'A driver has an empty battery swapped for a full one.',
  steps: [
    search({ ...energy, fulfillment: { type: 'BATTERY-SWAP' } }, 'log9.in'),
    book({ ...log9, kWh: '4', price: '40' }),
    pay(),
    confirm(),
    handle('plug'),
    update('start-charging', 'swap-started'),
    passTime(6),
    hear('on_update', 'swap-ended'),
    handle('unplug'),
    settle({ paid: '40', charged: '40', refunded: '0' }),
    rate('5'),
  ],
};

const home = { gps: '12.7512,77.9803', address: '12 River Road' };

export const mobileBatterySwap: Story = {
  name: 'mobile-battery-swap',
  about: 'A driver has a van come, which swaps an empty battery for a full one.',
  steps: [
    search({ ...energy, fulfillment: { type: 'MOBILE-BATTERY-SWAP' } }, 'log9.in'),
    book({ ...log9, fulfillmentIds: ['4'], comesTo: home, kWh: '4', price: '40' }),
    expectPlace(home),
    pay(),
    confirm(),
    expectPlace(home),
    handle('plug'),
    update('start-charging', 'swap-started'),
    track('active'),
    passTime(6),
    hear('on_update', 'swap-ended'),
    handle('unplug'),
    settle({ paid: '40', charged: '40', refunded: '0' }),
    rate('5'),
  ],
};

export const chargerFault: Story = {
  name: 'charger-fault',
  about: 'The charger fails in the middle of a charge; what was not delivered is paid back without a fee.',
  steps: [
    search(energy, 'chargezone.in'),
    book({ ...chargezone, kWh: '40', price: '320' }),
    pay(),
    confirm(),
    handle('plug'),
    update('start-charging', 'charging-started'),
    passTime(6),
    askStatus('charging-started'),
    handle('fault'),
    hear('on_cancel', 'charger-error'),
    handle('clear'),
    handle('unplug'),
    expectCancelledBy('PROVIDER'),
    expectPartlyDelivered(),
    settle({ paid: '320' }),
    askSupport(),
  ],
};
