import { describe, expect, test } from 'vitest';
import { newKeyPair } from '../../../lib/beckn/signing/keys.ts';
import type { Subscriber } from '../../../lib/flow/ports/registry.ts';
import { fixture, withValue } from '../../beckn/requests.ts';
import { arrival, bytes, gateway, openDoor, registered, rider, sign, subscriber } from '../door.ts';

describe('trust to collect payments', () => {
  const queuedFrom = async (more: Partial<Subscriber>) => {
    const { queued, receive } = openDoor({ registry: registered(subscriber(rider, 'BAP', more)) });
    await receive(arrival());
    return queued.map(({ body }) => body.request.context.buyer);
  };

  test('is looked up at the door and goes with the message', async () => {
    expect(await queuedFrom({ collects: true })).toMatchObject([{ id: rider, collects: true }]);
  });

  test('is nothing that a message can say of itself', async () => {
    expect(await queuedFrom({})).toEqual([expect.not.objectContaining({ collects: expect.anything() })]);
    const { queued, receive } = openDoor();
    await receive(arrival({ body: bytes(withValue(fixture('confirm'), 'context.collects', true)) }));
    expect(JSON.stringify(queued)).not.toContain('"collects"');
  });
});

describe('a subscriber that is registered for a network', () => {
  const from = (...records: readonly Partial<Subscriber>[]) =>
    openDoor({ registry: registered(...records.map((more) => subscriber(rider, 'BAP', more))) });

  test.each([undefined, 'dent:0.1.0', 'ev-charging'])('may speak there: %s', async (domain) => {
    expect((await from({ domain }).receive(arrival())).status).toBe(200);
  });

  test('may not speak in another', async () => {
    const { queued, receive } = from({ domain: 'retail:1.1.0' });
    expect(await receive(arrival())).toMatchObject({
      status: 401,
      body: { error: { code: '30000', message: expect.stringContaining('context.domain') } },
      refused: { code: 'signature' },
    });
    expect(queued).toEqual([]);
  });

  test('may have a record for each, and is called where that of the message says', async () => {
    const elsewhere = { domain: 'retail:1.1.0', url: 'https://elsewhere.example/beckn' };
    expect((await from(elsewhere, { domain: 'dent:0.1.0' }).receive(arrival())).status).toBe(200);
    const { receive } = from({ domain: 'retail:1.1.0' }, { ...elsewhere, domain: 'dent:0.1.0' });
    expect(await receive(arrival())).toMatchObject({ status: 400, body: { error: { paths: 'context.bap_uri' } } });
  });

  test('does not speak by a key of another of its records', async () => {
    const other = { domain: 'dent:0.1.0', signingPublicKey: newKeyPair().publicKey };
    expect((await from({ domain: 'retail:1.1.0' }, other).receive(arrival())).status).toBe(401);
  });

  test('may be a gateway', async () => {
    const came = arrival();
    const passed = { ...came, gatewayAuthorization: sign(came.body, { by: gateway }) };
    const by = (domain: string) =>
      openDoor({ registry: registered(subscriber(rider, 'BAP'), subscriber(gateway, 'BG', { domain })) });
    expect((await by('dent:0.1.0').receive(passed)).status).toBe(200);
    expect(await by('retail:1.1.0').receive(passed)).toMatchObject({
      status: 401,
      headers: { 'proxy-authenticate': expect.any(String) },
    });
  });
});
