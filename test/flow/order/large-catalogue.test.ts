import { describe, expect, test } from 'vitest';
import { search } from '../../../functions/search.ts';
import { select } from '../../../functions/select.ts';
import { limits } from '../../../lib/flow/limits.ts';
import { type Message, processChange, processRead } from '../../../lib/flow/order/process.ts';
import { NINE, provider, wish } from '../../domain/ev-charging/given.ts';
import { openWorld } from '../../memory/ports.ts';
import { context } from '../story.ts';

/** What a provider with very many connectors costs who searches and who orders: as much as one with few. */

const words = 'x'.repeat(200);
const [connector] = provider.fulfillments;
const [item] = provider.items;
if (connector === undefined || item === undefined) throw new Error('nothing is sold');

function providerWith(many: number) {
  const ids = Array.from({ length: many }, (_, number) => `f${number + 1}`);
  return {
    ...provider,
    locations: ids.map((id) => ({ id: `l-${id}`, gps: { lat: 12.9, lon: 77.6 }, address: words })),
    fulfillments: ids.map((id) => ({ ...connector, id, locationId: `l-${id}`, instructions: words })),
    items: [{ ...item, fulfillmentIds: ids, locationIds: ids.map((id) => `l-${id}`) }],
  };
}

const said = (action: string) => ({ delivery: 'd-1', digest: 'x', at: NINE, context: context(action, 'm-1') });

async function searched(many: number) {
  const world = openWorld([providerWith(many)]);
  const { context: about, ...message } = said('search');
  const request = { context: about, action: 'search', query: { labels: [] } } as const;
  await processRead<'search'>({ ...message, request }, search, world.process());
  const [callback] = world.callbacks;
  const { message: answer } = JSON.parse(callback?.body ?? '');
  const [found] = answer.catalog.providers;
  return { bytes: Buffer.byteLength(callback?.body ?? ''), places: found.fulfillments.length };
}

async function selected(many: number) {
  const world = openWorld([providerWith(many)]);
  const { context: about, ...message } = said('select');
  const order = wish({ value: '4', unit: 'kWh' }, { id: 'f1' });
  const asked: Message<'select'> = { ...message, request: { context: about, action: 'select', order } };
  await (await processChange(asked, select, world.process())).emitted;
  const [entry] = [...world.histories.values()].flat();
  return { kept: JSON.stringify(entry).length, told: Buffer.byteLength(world.callbacks[0]?.body ?? '') };
}

describe('a provider with two thousand connectors', () => {
  test('is found with two hundred places at the most, in a callback that is not too large', async () => {
    const { bytes, places } = await searched(2000);
    expect(bytes).toBeLessThanOrEqual(limits.callbackBytes);
    expect(places).toBeLessThanOrEqual(200);
    expect(places).toBeGreaterThanOrEqual(50);
  });

  test('is written down with an order as one with two is, and told so', async () => {
    const [few, many] = [await selected(2), await selected(2000)];
    expect(few.kept).toBeGreaterThan(500);
    expect(many).toEqual(few);
  });
});
