import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './judge.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { chargezone, kWh, swapStation, Trip, windowIn } from './trip.ts';
import { NOTHING, taggedIn } from './wire.ts';

/** How a stranger finds out what there is, before anything is held. */
const peer = await new Peer('chooser.example.org').open();
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([peer.registration()]);
  peer.join(network.url);
});

afterAll(async () => {
  await network?.stop();
  await peer.close();
});

afterEach(() => {
  expect(peer.callbacks.flatMap((callback) => faultsOf(callback, peer, network.url))).toEqual([]);
});

const trip = (place: Pick<Trip['wish'], 'provider' | 'item' | 'fulfillment'> = chargezone) =>
  new Trip(peer, network, { ...place, quantity: kWh('4') });

/** What a search finds, as provider/fulfillment with what it says of its availability. */
async function found(intent: object) {
  const { message, error } = await trip().ask('search', { intent });
  expect(error).toBeUndefined();
  return (message?.catalog?.providers ?? []).flatMap(({ id, fulfillments }) =>
    fulfillments.map(({ id: place, tags }) => {
      const [, availability] =
        taggedIn(tags, 'charging-point-specifications').find(([code]) => code === 'availability') ?? [];
      return `${id}/${place} ${availability}`;
    }),
  );
}

const select = (order: object) => trip().ask('select', { order });

const tagged = (code: string, value: string) => [{ list: [{ descriptor: { code }, value }] }];

describe('a stranger who looks around', () => {
  it('hears that a broken charger is not available, until it is cleared', async () => {
    const here = { provider: { id: 'chargezone.in' } };
    expect(await found(here)).toEqual(['chargezone.in/1 Available', 'chargezone.in/2 Available']);
    await trip().handle('fault');
    await expect.poll(() => found(here)).toEqual(['chargezone.in/1 Not available', 'chargezone.in/2 Available']);
    const { start, end } = await windowIn(network, 60, 30);
    const stops = [
      { type: 'start', time: { timestamp: new Date(start).toISOString() } },
      { type: 'end', time: { timestamp: new Date(end).toISOString() } },
    ];
    expect(await found({ ...here, fulfillment: { stops } })).toEqual(['chargezone.in/2 Available']);
    await trip().handle('clear');
    await expect.poll(() => found(here)).toEqual(['chargezone.in/1 Available', 'chargezone.in/2 Available']);
  });

  it.each([
    ['the location', { location: { id: '2' } }],
    ['the provider', { provider: { id: 'chargezone.in', locations: [{ id: '2' }] } }],
    ['a stop', { fulfillment: { stops: [{ type: 'start', location: { id: '2' } }] } }],
  ])('finds what is at a location, named at %s, and nothing at one that nobody has', async (_, intent) => {
    expect(await found(intent)).toEqual(['chargezone.in/2 Available']);
    expect(await found(JSON.parse(JSON.stringify(intent).replace('"2"', '"nowhere"')))).toEqual([]);
  });

  it('finds swaps for a battery and a vehicle, and is refused in words where they do not fit', async () => {
    expect(await found({ tags: tagged('battery-type', 'LFP-72V') })).toEqual(['log9.in/3 Available']);
    expect(await found({ fulfillment: { tags: tagged('battery-type', 'steam') } })).toEqual([]);
    const swaps = { type: 'BATTERY-SWAP', vehicle: { category: '4-wheeler' } };
    expect(await found({ fulfillment: swaps })).toEqual([]);
    const { selection } = trip(swapStation);
    const [place] = selection.fulfillments;
    const wanting = (battery: string) =>
      select({ ...selection, fulfillments: [{ ...place, tags: tagged('battery-type', battery) }] });
    expect((await wanting('LFP-72V')).message?.order?.quote.price.value).toBe('40');
    expect((await wanting('NMC-60V')).error).toMatchObject({
      code: '30008',
      message: 'fulfillment 3 has batteries of type LFP-48V, LFP-72V, not NMC-60V',
    });
  });

  it('selects a provider alone and sees what it offers', async () => {
    const { message, error } = await select({ provider: { id: 'log9.in' } });
    expect(error).toBeUndefined();
    expect(message?.order?.items.map(({ id }) => id)).toEqual(['pe-charging-01']);
    expect(message?.order?.fulfillments.map(({ id }) => id)).toEqual(['3', '4']);
    expect(message?.order?.quote).toEqual(NOTHING);
    expect((await select({ provider: { id: 'nobody.in' }, items: [] })).error?.code).toBe('30001');
  });

  it('is asked for what was not said, and is quoted all the same', async () => {
    const asked = async (place: Parameters<typeof trip>[0], more: object = {}) => {
      const { selection } = trip(place);
      const { message } = await select({ ...selection, fulfillments: [more] });
      expect(message?.order?.quote).not.toEqual(NOTHING);
      return taggedIn(message?.order?.fulfillments[0]?.tags ?? [], 'required-inputs').map(([code]) => code);
    };
    expect(await asked(chargezone)).toEqual(['block', 'time-slot', 'charger-type', 'connector-type']);
    expect(await asked(chargezone, { id: '1', tags: tagged('block', 'N') })).toEqual([]);
    expect(await asked(swapStation, { id: '3' })).toEqual(['block', 'time-slot', 'battery-type', 'vehicle-type']);
  });
});
