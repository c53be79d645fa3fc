import { describe, expect, it } from 'vitest';
import { charging } from '../../../../lib/beckn/v1.1/dialects/charging.ts';
import type { ChargingPhase, ChargingShown } from '../../../../lib/language/charging.ts';
import type { Vehicle } from '../../../../lib/language/party.ts';
import type { Wish, WishedFulfillment } from '../../../../lib/language/wish.ts';

const wish = (...fulfillments: readonly Partial<WishedFulfillment>[]): Wish => ({
  items: [],
  fulfillments: fulfillments.map((said) => ({ labels: [], ...said })),
});

describe('what a buyer wants of charging', () => {
  it.each([
    ['charger-type', 'chargerType'],
    ['Charger type', 'chargerType'],
    ['CHARGER_TYPE', 'chargerType'],
    ['chargerType', 'chargerType'],
    ['connector-type', 'connectorType'],
    ['Connector Type', 'connectorType'],
    ['connector.type', 'connectorType'],
    ['power-rating', 'power'],
    ['Power Rating', 'power'],
  ])('is read under %s, be it a code or a name', (label, wanted) => {
    expect(charging.wanted([{ code: label, value: 'CCS2' }])).toHaveProperty(wanted, 'CCS2');
    expect(charging.wanted([{ name: label, value: 'CCS2' }])).toHaveProperty(wanted, 'CCS2');
  });

  it('is the first that is said of a thing', () => {
    const labels = [
      { code: 'power-rating', value: '50kW' },
      { name: 'Charger type', value: 'DC' },
      { code: 'charger-type', value: 'AC' },
    ];
    expect(charging.wanted(labels).chargerType).toBe('DC');
  });

  it('may be a limit of the battery in percent', () => {
    expect(charging.wanted([{ code: 'state-of-charge-limit', value: '80' }]).stateOfChargeLimit).toBe(80);
  });

  it.each([
    ['battery-type', 'batteryTypes'],
    ['Battery Type', 'batteryTypes'],
    ['Battery types', 'batteryTypes'],
    ['vehicle-type', 'vehicleTypes'],
    ['VEHICLE_TYPE', 'vehicleTypes'],
  ])('is any of what is said under %s', (label, wanted) => {
    const labels = [
      { code: label, value: 'LFP-48V' },
      { name: label, value: ' 2-wheeler, NMC ,' },
    ];
    expect(charging.wanted(labels)).toHaveProperty(wanted, ['LFP-48V', '2-wheeler', 'NMC']);
    expect(charging.wanted([{ code: label, value: ' ,' }])).toEqual({});
  });

  it('is each type once, and no more of them than anybody has', () => {
    const value = (prefix: string) => Array.from({ length: 50 }, (_, index) => `${prefix}${index}`).join(',');
    const labels = ['LFP-48V', 'LFP-48V', value('a'), value('b')].map((one) => ({ code: 'battery-type', value: one }));
    const { batteryTypes } = charging.wanted(labels);
    expect(batteryTypes).toHaveLength(20);
    expect(batteryTypes?.slice(0, 2)).toEqual(['LFP-48V', 'a0']);
  });

  it('is for the type of the vehicle, where its category is one', () => {
    const category = '3-WHEELER';
    const typesOf = (vehicle: Vehicle) => charging.wanted([], wish({ vehicle })).vehicleTypes;
    expect(typesOf({ category })).toEqual([category]);
    expect(typesOf({ category: 'CAR', make: 'Mira' })).toBeUndefined();
    expect(charging.wanted([], { labels: [], vehicle: { category } }).vehicleTypes).toEqual([category]);
    const labels = [{ code: 'vehicle-type', value: '2-wheeler' }];
    expect(charging.wanted(labels, wish({ vehicle: { category } })).vehicleTypes).toEqual(['2-wheeler']);
  });

  it.each([
    ['Y', true],
    [' yes', true],
    ['true', true],
    ['N', false],
    ['no', false],
    ['perhaps', undefined],
  ])('may be to block the place: %s', (value, blocks) => {
    expect(charging.wanted([{ code: 'block', value }]).blocks).toBe(blocks);
  });

  it('is not what it was asked for, where that comes back', () => {
    const asked = (value: string) => ({ group: 'required-inputs', code: 'charger-type', value });
    expect(charging.wanted([asked('AC, DC')])).toEqual({});
    expect(charging.wanted([asked('AC, DC'), { code: 'charger-type', value: 'AC' }]).chargerType).toBe('AC');
    expect(charging.wanted([asked('DC')]).chargerType).toBe('DC');
  });

  it('may be nothing', () => {
    expect(charging.wanted([{ code: 'colour', value: 'green' }, { value: 'AC' }])).toEqual({});
    expect(charging.wanted([], wish())).toEqual({});
  });

  it('is for the vehicle of the first fulfillment', () => {
    const vehicle = { make: 'Mira', registration: 'MH12AB0001' };
    expect(charging.wanted([], wish({ vehicle }, { vehicle: { make: 'Other' } })).vehicle).toEqual(vehicle);
  });
});

describe('an update', () => {
  const told = (state?: string, target = 'order.fulfillments[0].state') =>
    charging.told(target, wish({ id: 'bay-7', state }));

  it.each([
    ['start-charging', 'StartCharging'],
    ['end-charging', 'StopCharging'],
  ])('to %s says %s', (state, type) => {
    expect(told(state)).toEqual({ type, fulfillmentId: 'bay-7' });
  });

  it.each(['order.fulfillments[0].state', 'fulfillment', 'Fulfilment', 'order.fulfillments'])(
    'may have the target %s',
    (target) => {
      expect(told('end-charging', target)).toHaveProperty('type', 'StopCharging');
    },
  );

  it.each(['', 'order.billing', 'item,payment'])('of "%s" is not understood', (target) => {
    expect(told('start-charging', target)).toMatchObject({ unheard: { reason: 'update-target-unknown' } });
  });

  it('does not come back whole when its target is long', () => {
    const answer = told('start-charging', 'x'.repeat(255));
    expect(JSON.stringify(answer)).toContain('x'.repeat(60));
    expect(JSON.stringify(answer)).not.toContain('x'.repeat(61));
  });

  it.each([undefined, '', 'charging-started', 'Start-charging', 'order-cancelled'])(
    'to the state %s says nothing',
    (state) => {
      expect(told(state)).toMatchObject({ unheard: { reason: 'update-impossible' } });
    },
  );

  const window = { start: { instant: '2027-03-01T10:00:00Z' }, milliseconds: 3_600_000 };

  it.each([undefined, 'payment-completed', 'charging-started', 'swap-started'])(
    'with times beside the state %s asks for another window',
    (state) => {
      const place = { address: '1 New Road' };
      expect(charging.told('fulfillment', wish({ id: 'bay-7', state, window, place }))).toEqual({
        type: 'Reschedule',
        fulfillmentId: 'bay-7',
        window,
        place,
      });
    },
  );

  it('with times beside a state that is none of ours says nothing, and beside a wanted one says that', () => {
    const said = (state: string) => charging.told('fulfillment', wish({ id: 'bay-7', state, window }));
    expect(said('sold')).toMatchObject({ unheard: { reason: 'update-impossible' } });
    expect(said('start-charging')).toMatchObject({ type: 'StartCharging' });
  });

  it('without a fulfillment says nothing', () => {
    expect(charging.told('fulfillment', wish())).toMatchObject({ unheard: { reason: 'update-impossible' } });
  });
});

describe('a charge', () => {
  const spoken = (own: Partial<ChargingShown>) => charging.fulfillment({ isSwap: false, isAvailable: true, ...own });

  const states: Readonly<Record<ChargingPhase, readonly [string, string]>> = {
    initiated: ['order-initiated', 'order-initiated'],
    paid: ['payment-completed', 'payment-completed'],
    booked: ['payment-completed', 'payment-completed'],
    plugged: ['payment-completed', 'payment-completed'],
    requested: ['charging-requested', 'charging-requested'],
    charging: ['charging-started', 'swap-started'],
    ended: ['charging-ended', 'swap-ended'],
    cancelled: ['order-cancelled', 'order-cancelled'],
    faulted: ['charger-error', 'charger-error'],
  };
  const phases = Object.keys(states) as ChargingPhase[]; // Object.keys forgets the key type

  it.each(phases.map((phase) => [phase, ...states[phase]] as const))(
    'that is %s has the state %s, and %s as a battery swap',
    (phase, ofCharge, ofSwap) => {
      expect(spoken({ phase }).state?.code).toBe(ofCharge);
      expect(spoken({ phase, isSwap: true }).state?.code).toBe(ofSwap);
    },
  );

  it('that nobody has ordered has no state', () => {
    expect(spoken({}).state).toBeUndefined();
    expect(spoken({ isSwap: true }).state).toBeUndefined();
  });

  it('has facts of its charge point, those that are known', () => {
    const values = (own: Partial<ChargingShown>) =>
      spoken(own).tags[0]?.list.map(({ code, value }) => [code, value] as const);
    expect(values({ chargerType: 'DC', connectorType: 'CCS2', power: '60kW' })).toEqual([
      ['charger-type', 'DC'],
      ['connector-type', 'CCS2'],
      ['power-rating', '60kW'],
      ['availability', 'Available'],
    ]);
    expect(values({ batteryTypes: ['LFP-48V', 'NMC'], vehicleTypes: ['2-wheeler'] })).toEqual(
      expect.arrayContaining([
        ['battery-type', 'LFP-48V'],
        ['battery-type', 'NMC'],
        ['vehicle-type', '2-wheeler'],
      ]),
    );
    expect(values({ isAvailable: false })).toContainEqual(['availability', 'Not available']);
    expect(values({})).toContainEqual(['charger-type', undefined]);
  });

  it('asks for what is open, and for nothing where that is nothing', () => {
    const groups = (open?: ChargingShown['open']) => spoken({ open }).tags.slice(1);
    expect(groups([{ input: 'battery-type', choices: ['LFP-48V', 'NMC'] }])).toEqual([
      {
        code: 'required-inputs',
        name: 'Required inputs',
        list: [{ code: 'battery-type', name: 'Battery type', value: 'LFP-48V, NMC' }],
      },
    ]);
    expect([groups([]), groups()]).toEqual([[], []]);
  });

  it('has details of the session that is or was, those that are known', () => {
    const details = (session: ChargingShown['session']) =>
      Object.fromEntries(
        (spoken({ session }).tags.find(({ code }) => code === 'charging-details')?.list ?? []).map(
          ({ code, value }) => [code, value] as const,
        ),
      );
    const startedAt = Date.parse('2027-03-01T09:00:00+05:30');
    expect(details({ startedAt, energyWh: 1500, stateOfCharge: 65.4, powerKw: 22, currentA: 32 })).toEqual({
      'energy-delivered': '1.5 kWh',
      soc: '65.4%',
      'start-time': '2027-03-01T03:30:00.000Z',
      power: '22 kW',
      current: '32 A',
    });
    expect(details({ startedAt, endedAt: startedAt + 60_000, energyWh: 0 })).toEqual({
      'energy-delivered': '0 kWh',
      'start-time': '2027-03-01T03:30:00.000Z',
      'stop-time': '2027-03-01T03:31:00.000Z',
    });
    expect(spoken({ phase: 'booked' }).tags.map(({ code }) => code)).toEqual(['charging-point-specifications']);
  });

  it.each([
    ['available', 'Available'],
    ['preparing', 'Preparing'],
    ['charging', 'Charging'],
    ['finishing', 'Finishing'],
    ['faulted', 'Faulted'],
  ] as const)('says in the words of OCPP that its connector is %s', (status, word) => {
    const connector = { status, at: Date.parse('2027-03-01T09:00:00+05:30') };
    const { longDesc = '' } = spoken({ phase: 'charging', connector }).state ?? {};
    expect(JSON.parse(longDesc)).toEqual({ status: word, timestamp: '2027-03-01T03:30:00.000Z' });
    expect(spoken({ phase: 'charging', connector, isSwap: true }).state?.longDesc).toBeUndefined();
  });

  it('says which vehicle it is for', () => {
    expect(spoken({ vehicle: { make: 'Mira', energyType: 'EV' } }).vehicle).toEqual({
      make: 'Mira',
      energy_type: 'EV',
    });
    expect(spoken({}).vehicle).toBeUndefined();
  });
});

it.each([
  ['booked', 'payment-completed'],
  ['charging', 'charging-start'],
])('terms for an order that is %s are those of %s', (stage, state) => {
  expect(charging.termState(stage)).toBe(state);
});
