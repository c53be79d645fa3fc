import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../network/http.ts';
import { type LocalNetwork, startLocalNetwork } from '../network/local-network.ts';
import { Peer } from '../network/peer.ts';
import { type House, openHouse, places } from './house.ts';

/** A business that nobody needs, to see what a business costs: its own files, and a line where the compiler asks for one. */

const own = join(import.meta.dirname, 'house');
let house: House;
beforeAll(() => {
  house = openHouse();
});
afterAll(() => house.remove());

describe('a bicycle workshop', () => {
  test('is written in less than 250 lines', () => {
    const files = readdirSync(own, { recursive: true, encoding: 'utf8' })
      .map((name) => join(own, name))
      .filter((file) => statSync(file).isFile());
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
    expect(files.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(250);
  });

  test('is asked for by the compiler in every place that needs a line for it, and in no other', () => {
    house.add('lib/language/business.ts');
    const asked = places.filter((place) => place !== 'lib/language/business.ts');
    // Tests read the lists: they follow.
    expect(house.complaints().filter((file) => !file.startsWith('test/'))).toEqual([...asked].sort());
    for (const place of asked) house.add(place);
    expect(house.complaints()).toEqual([]);
  });

  test('lives from search to rating in memory', () => {
    const memory = join(house.folder, 'test/bicycle-workshop');
    for (const file of ['bicycle-workshop/in-memory.ts', 'memory/ports.ts', 'memory/failing.ts', 'memory/partners.ts'])
      cpSync(join(import.meta.dirname, '..', file), join(house.folder, 'test', file));
    const said = execFileSync(process.execPath, [join(memory, 'in-memory.ts')], { encoding: 'utf8' });
    expect(said.trim().split('\n')).toEqual([
      'on_search: Spokes',
      'on_select: bicycle-quoted, 450',
      'on_init: bicycle-held, NOT-PAID',
      'on_status: bicycle-paid, PAID',
      'on_confirm: bicycle-booked, PAID',
      'on_update: bicycle-collected, PAID',
      'on_rating: a form',
    ]);
  });
});

describe('over HTTP, a bicycle workshop', () => {
  const buyer = new Peer('cyclist.example');
  let network: LocalNetwork;
  beforeAll(async () => {
    await buyer.open();
    network = await startLocalNetwork([buyer.registration()], house.folder);
    buyer.join(network.url);
  });
  afterAll(async () => {
    await network?.stop();
    await buyer.close();
  });

  test('lives from search to rating, with its form filled in, and its hour is sold once', async () => {
    const transaction = { context: { domain: 'service:1.1.0', transaction_id: 'flat-tyre' } };
    const ask = (action: string, message: unknown) => buyer.ask(action, message, transaction);
    const start = new Date((await network.now()) + 3_600_000).toISOString();
    const order = (customer: string) => ({
      provider: { id: 'spokes.example' },
      items: [{ id: 'service' }],
      fulfillments: [{ stops: [{ type: 'start', time: { timestamp: start } }] }],
      billing: { name: customer, phone: '+91-9800000001' },
    });
    const { message: found } = await ask('search', { intent: { descriptor: { name: 'bicycle' } } });
    expect(found?.catalog?.providers.map(({ id }) => id)).toEqual(['spokes.example']);
    const { message: selected } = await ask('select', { order: order('Asha') });
    expect(selected?.order?.quote.price.value).toBe('450');
    const { message: held } = await ask('init', { order: order('Asha') });
    const [due] = held?.order?.payments ?? [];
    const rival = await buyer.ask('init', { order: order('Ravi') }, { context: { domain: 'service:1.1.0' } });
    expect(rival.error?.code).toBe('40002');
    await network.pay(due?.id ?? '');
    const paid = await buyer.nextCallback(({ path }) => path === 'on_status');
    expect(paid.message?.order?.payments[0]?.status).toBe('PAID');
    const { message: booked } = await ask('confirm', { order: order('Asha') });
    const id = booked?.order?.id ?? '';
    const { message: collected } = await ask('update', {
      update_target: 'fulfillment',
      order: { id, fulfillments: [{ state: { descriptor: { code: 'collected' } } }] },
    });
    expect(collected?.order?.status).toBe('COMPLETE');
    const { message: rated } = await ask('rating', { ratings: [{ id, rating_category: 'Order', value: '5' }] });
    const url = rated?.feedback_form?.form.url ?? '';
    const { text: form } = await call(url, { method: 'GET' });
    expect(form).toContain('Do the brakes work?');
    const headers = ['content-type', 'application/x-www-form-urlencoded'];
    expect((await call(url, { headers, body: 'brakes=5' })).text).toContain('has arrived');
  });

  test('is not sold to who asks for charging', async () => {
    const { message } = await buyer.ask('search', { intent: {} });
    expect(message?.catalog?.providers.map(({ id }) => id)).not.toContain('spokes.example');
  });
});
