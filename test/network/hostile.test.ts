import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses, type BodyRow, contexts, shapes, values } from './hostile/body-rows.ts';
import { describeDeliveries } from './hostile/deliveries.ts';
import { describeForeignOrders } from './hostile/foreign-orders.ts';
import { openMisfits, search } from './hostile/members.ts';
import { describePages } from './hostile/pages.ts';
import { describeRaces } from './hostile/races.ts';
import { booking, CHALLENGE, expectAck, expectRefusal, person } from './hostile/refusal.ts';
import { describeReplays } from './hostile/replays.ts';
import { describeRush } from './hostile/rush.ts';
import { acceptedSignatures, refusedSignatures, type SignatureRow } from './hostile/signature-rows.ts';
import { acceptedForms, refusedForms } from './hostile/wire-rows.ts';
import { call } from './http.ts';
import { faultsOf } from './judge.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { authorization, newKeys } from './signature.ts';

/** All that it sends is refused. */
const buyer = await new Peer('buyer.example.org').open();
/** All that it sends is good. */
const friend = await new Peer('friend.example.org').open();
const gateway = await new Peer('gateway.example.org').open();
/** Its ids are odd. */
const visitor = await new Peer('visitor.example.org').open();
const racer = await new Peer('racer.example.org').open();
const recluse = await new Peer('recluse.example.org').open();
const thief = await new Peer('thief.example.org').open();
const crowd = await Promise.all(
  ['hoarder', 'second', 'third', 'fourth', 'fifth'].map((name) => new Peer(`${name}.example.org`).open()),
);
const misfits = await openMisfits();
const rotated = { subscriberId: friend.subscriberId, keyId: 'key-2', keys: newKeys() };
const buyers = [buyer, friend, racer, recluse, thief, ...crowd];
const peers = [...buyers, visitor, gateway, ...misfits.map(({ peer }) => peer)];
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([
    ...[...buyers, visitor].map((peer) => peer.registration()),
    friend.registration({ key_id: rotated.keyId, signing_public_key: rotated.keys.publicKey }),
    gateway.registration({ type: 'BG' }),
    ...misfits.map(({ registration }) => registration),
  ]);
  for (const peer of peers) peer.join(network.url);
});

afterAll(async () => {
  await network?.stop();
  await Promise.all(peers.map((peer) => peer.close()));
});

const JSON_TYPE = ['content-type', 'application/json'];

function postSigned({ header, sent = (body) => body }: SignatureRow, peer: Peer) {
  const body = JSON.stringify({ context: peer.context('init'), message: booking });
  const values = [header(body, peer) ?? []].flat();
  return peer.post('init', sent(body), [...JSON_TYPE, ...values.flatMap((value) => ['authorization', value])]);
}

describe('a signature', () => {
  it.each(refusedSignatures)('is refused: $name', async (row) => {
    const answer = await postSigned(row, buyer);
    expectRefusal(answer, 401);
    if (row.says !== undefined) expect(answer.text).toMatch(row.says);
  });

  it.each(acceptedSignatures)('is accepted: $name', async (row) => {
    expectAck(await postSigned(row, friend));
  });

  it('is refused from one buyer in the name of another', async () => {
    const body = JSON.stringify({ context: friend.context('init'), message: booking });
    expectRefusal(await buyer.post('init', body), 401);
  });

  it('is accepted with the old key and with the new one', async () => {
    const body = () => JSON.stringify({ context: friend.context('init'), message: booking });
    for (const signer of [friend, { ...rotated, privateKey: rotated.keys.privateKey }]) {
      const text = body();
      expectAck(await friend.post('init', text, [...JSON_TYPE, 'authorization', authorization(text, signer)]));
    }
  });
});

describe('a participant', () => {
  it.each(misfits)('is refused: $name', async ({ peer, says, authorization: sign }) => {
    const body = JSON.stringify({ context: peer.context('init'), message: booking });
    const answer = await peer.post('init', body, sign && [...JSON_TYPE, 'authorization', sign(body)]);
    expectRefusal(answer, 401);
    expect(answer.text).toMatch(says);
  });

  it.each(misfits.filter(({ warned }) => warned))('is taken with a warning: $name', ({ peer }) => {
    expect(network.warnings()).toContain(peer.subscriberId);
  });
});

describe("a gateway's signature", () => {
  it.each(['x-gateway-authorization', 'proxy-authorization'])('is accepted as %s', async (name) => {
    const { body, headers } = search(friend, { authorization: friend, [name]: gateway });
    expectAck(await friend.post('search', body, headers));
  });

  it.each([
    ['of a buyer', buyer, ''],
    ['over another body', gateway, ' '],
    ['of a stranger', { subscriberId: 'bg.example.org', keyId: 'k', privateKey: gateway.privateKey }, ''],
  ])('is refused %s', async (_name, signer, tamper) => {
    const { body, headers } = search(buyer, { authorization: buyer });
    const { headers: forwarded } = { headers: ['x-gateway-authorization', authorization(`${body}${tamper}`, signer)] };
    const answer = await buyer.post('search', body, [...headers, ...forwarded]);
    expectRefusal(answer, 401);
    expect(answer.headers['proxy-authenticate']).toBe(CHALLENGE);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('does not stand in for the one of the buyer', async () => {
    const { body, headers } = search(buyer, { 'x-gateway-authorization': gateway });
    const answer = await buyer.post('search', body, headers);
    expectRefusal(answer, 401);
    expect(answer.headers['www-authenticate']).toBe(CHALLENGE);
  });
});

describe('a form', () => {
  it.each(refusedForms)('is refused: $name', async ({ send, status, byHost, mayHangUp }) => {
    const answer = await send(network.url, buyer);
    if (!byHost) return expectRefusal(answer, status);
    expect(mayHangUp ? [status, 0] : [status], answer.text.slice(0, 300)).toContain(answer.status);
    expect(answer.text.length).toBeLessThan(2048);
  });

  it.each(acceptedForms)('is accepted: $name', async ({ send }) => {
    expectAck(await send(network.url, friend));
  });
});

const bodies: readonly [string, readonly BodyRow[]][] = [
  ['an address', addresses],
  ['a context', contexts],
  ['a value', values],
  ['a shape', shapes],
];

describe.each(bodies)('%s', (_title, rows) => {
  it.each(rows)('is refused: $name', async ({ body, action = 'init', path, status = 400 }) => {
    const bytes = body(buyer);
    const before = performance.now();
    const answer = await buyer.post(action, bytes);
    expect(performance.now() - before).toBeLessThan(2000);
    expectRefusal(answer, status);
    if (path !== undefined) expect(JSON.parse(answer.text).error.paths).toContain(path);
  });
});

describe('after all that', () => {
  it('nothing has come of it', async () => {
    await buyer.ask('search', { intent: {} });
    await sleep(1000);
    expect(buyer.callbacks.map(({ path }) => path)).toEqual(['on_search']);
    for (const { peer } of misfits) expect(peer.callbacks).toEqual([]);
  });
});

describeReplays(friend, thief, () => network);
describeForeignOrders(friend, thief, () => network);
describePages(visitor, () => network);
describeRaces(racer, thief, () => network);
describeRush(crowd, () => network);
describeDeliveries(recluse);

describe('in the end', () => {
  it('the network is up', async () => {
    expect((await call(`${network.url}/healthz`, { method: 'GET' })).status).toBe(200);
  });

  it('all that was told to anybody was as it should be', () => {
    for (const peer of buyers)
      expect(peer.callbacks.flatMap((callback) => faultsOf(callback, peer, network.url))).toEqual([]);
  });

  it('its log has a line for each refusal, no error and no person', () => {
    const log = network.log();
    const events = log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    expect(events.filter(({ event }) => event === 'refused').length).toBeGreaterThan(150);
    expect(events.filter(({ level }) => level === 'ERROR')).toEqual([]);
    for (const secret of [...Object.values(person), '9811223344', 'Quillon', 'Meera', 'Ravi', '@'])
      expect(log.split('\n').filter((line) => line.includes(secret))).toEqual([]);
    expect(log).not.toMatch(/\+?91-?[89]\d{9}/);
    for (const { privateKey } of buyers) expect(log).not.toContain(privateKey.export({ format: 'jwk' }).d);
  });
});
