import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../lib/beckn/signing/signing-string.ts';
import { recent } from '../../../lib/flow/door/recent.ts';
import { RegistryUnavailable } from '../../../lib/flow/ports/registry.ts';
import { TooLarge } from '../../../lib/flow/ports/too-large.ts';
import { fixture, requests, withValue } from '../../beckn/requests.ts';
import { arrival, bytes, gateway, openDoor, registered, rider, sign, subscriber } from '../door.ts';

const ACK = { message: { ack: { status: 'ACK' } } };

describe('a request that is let in', () => {
  test('is queued with the id of its acceptance, its digest and its sender as the group', async () => {
    const { queued, receive } = openDoor();
    const came = arrival();
    expect(await receive(came)).toMatchObject({ status: 200, headers: {}, body: ACK, accepted: { action: 'confirm' } });
    expect(queued).toEqual([
      {
        kind: 'request',
        subject: expect.objectContaining({ action: 'confirm' }),
        group: rider,
        body: {
          delivery: 'id-1',
          digest: digestOf(came.body),
          request: expect.objectContaining({
            action: 'confirm',
            context: expect.objectContaining({ action: 'confirm' }),
          }),
        },
      },
    ]);
  });

  test.each(Object.entries(requests))('may be %s', async (name, action) => {
    const { queued, receive } = openDoor();
    expect(await receive(arrival({ action, body: bytes(fixture(name)) }))).toMatchObject({ status: 200 });
    expect(queued.map(({ body }) => body.request.action)).toEqual([action]);
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;x=y'])(
    'may come as %s',
    async (contentType) => {
      expect((await openDoor().receive(arrival({ contentType }))).status).toBe(200);
    },
  );

  test('may say that its bytes are not encoded', async () => {
    expect((await openDoor().receive(arrival({ contentEncoding: 'identity' }))).status).toBe(200);
  });

  test.each([undefined, 'energy.example.net', 'old-name.example.net'])('may be for the provider %s', async (id) => {
    const body = bytes(withValue(fixture('confirm'), 'context.bpp_id', id));
    expect((await openDoor().receive(arrival({ body }))).status).toBe(200);
  });

  test('may want its answers beneath the registered URL', async () => {
    const body = bytes(
      withValue(fixture('confirm'), 'context.bap_uri', 'https://rider.example.org/beckn/v1/callbacks'),
    );
    expect((await openDoor().receive(arrival({ body }))).status).toBe(200);
  });

  test('may have come through a gateway', async () => {
    const came = arrival();
    const gatewayAuthorization = sign(came.body, { by: gateway });
    expect((await openDoor().receive({ ...came, gatewayAuthorization })).status).toBe(200);
  });
});

describe('the name of a transaction', () => {
  const buyer = `${'b'.repeat(200)}.example.org`;
  const named = (id: string, transactionId: string) => {
    const uri = withValue(fixture('confirm'), 'context.bap_uri', `https://${id}/beckn`);
    const body = bytes(withValue(withValue(uri, 'context.bap_id', id), 'context.transaction_id', transactionId));
    const { receive } = openDoor({ registry: registered(subscriber(id, 'BAP')) });
    return receive(arrival({ body, signing: { by: id } }));
  };

  test('may be as long as any id', async () => {
    expect((await named(rider, 'यात्रा'.repeat(40))).status).toBe(200);
    expect((await named(buyer, 'x'.repeat(255))).status).toBe(200);
  });

  test('is refused where it is too long for the tables with the name of its sender', async () => {
    expect(await named(buyer, 'यात्रा'.repeat(42))).toMatchObject({
      status: 400,
      body: { error: { paths: 'context.transaction_id' } },
    });
  });
});

describe('a request that names no provider', () => {
  const unnamed = arrival({ body: bytes(withValue(fixture('confirm'), 'context.bpp_id', undefined)) });

  test('is taken where nobody has to be named', async () => {
    expect((await openDoor().receive(unnamed)).status).toBe(200);
  });

  test('is refused elsewhere: it may have been signed for another', async () => {
    const { queued, receive } = openDoor({ mayOmitProvider: (action) => action === 'search' });
    expect(await receive(unnamed)).toMatchObject({ status: 400, body: { error: { paths: 'context.bpp_id' } } });
    expect(queued).toEqual([]);
    expect((await receive(arrival())).status).toBe(200);
  });
});

describe('an ACK', () => {
  test('is given only once the queue has the request', async () => {
    const taken = Promise.withResolvers<void>();
    const { receive } = openDoor({ queue: { send: () => taken.promise } });
    let isAnswered = false;
    const answer = receive(arrival()).finally(() => {
      isAnswered = true;
    });
    await nextTurn();
    expect(isAnswered).toBe(false);
    taken.resolve();
    expect((await answer).body).toEqual(ACK);
  });

  test('is not given when the queue did not take it, and the sender may try again', async () => {
    const names = recent();
    const broken = openDoor({ recent: names, queue: { send: async () => Promise.reject(new Error('down')) } });
    await expect(broken.receive(arrival())).rejects.toThrow('down');
    const whole = openDoor({ recent: names });
    expect((await whole.receive(arrival())).body).toEqual(ACK);
    expect(whole.queued).toHaveLength(1);
  });
});

describe('a request that is longer than its queue takes', () => {
  const full = { send: async () => Promise.reject(new TooLarge('a message for a queue', 2_000_000, 1_047_000)) };

  test('is refused, and is no failure of ours', async () => {
    expect(await openDoor({ queue: full }).receive(arrival())).toMatchObject({
      status: 413,
      body: { message: { ack: { status: 'NACK' } }, error: { code: '30000' } },
      refused: { code: '30000' },
    });
  });
});

describe('a request that breaks its reader', () => {
  /** None that is known does: this one comes by a route that no reader is made for. */
  const unreadable = { ...arrival({ body: bytes(withValue(fixture('confirm'), 'context.action', 'refit')) }) };
  const broken = () => {
    const { receive, queued } = openDoor();
    return { answer: receive(Object.assign(unreadable, JSON.parse('{"action":"refit"}'))), queued };
  };

  test('is refused like any other that cannot be read, and is told to the log', async () => {
    const { answer, queued } = broken();
    expect(await answer).toMatchObject({
      status: 400,
      body: {
        message: { ack: { status: 'NACK' } },
        error: { code: '30000', message: expect.stringMatching(/expected/) },
      },
      refused: { code: 'defect', cause: expect.any(TypeError) },
    });
    expect(queued).toEqual([]);
  });

  test('hears nothing of what broke', async () => {
    expect(JSON.stringify((await broken().answer).body)).not.toContain('properties');
  });
});

describe('a request that comes again', () => {
  test('while it is being accepted is acknowledged too, and was queued once', async () => {
    const { queued, receive } = openDoor();
    const came = arrival();
    const signedAgain = arrival({ signing: { created: -20 } });
    const answers = await Promise.all([came, came, signedAgain].map(receive));
    for (const { body } of answers) expect(body).toEqual(ACK);
    expect(queued).toHaveLength(1);
  });

  test('later is queued again, with an id of its own: it may be a new try', async () => {
    const { queued, receive } = openDoor();
    for (let time = 0; time < 2; time += 1) expect((await receive(arrival())).body).toEqual(ACK);
    expect(queued.map(({ body: { delivery } }) => delivery)).toEqual(['id-1', 'id-2']);
  });

  test('with other bytes under the same message id is another request', async () => {
    const { queued, receive } = openDoor();
    await receive(arrival());
    const body = bytes(withValue(fixture('confirm'), 'message.order.billing.name', 'Another'));
    await receive(arrival({ body }));
    expect(queued.map(({ body: { delivery } }) => delivery)).toEqual(['id-1', 'id-2']);
  });

  test('is still judged: nobody is acknowledged for knowing the bytes', async () => {
    const { queued, receive } = openDoor();
    await receive(arrival());
    expect((await receive(arrival({ authorization: undefined }))).status).toBe(401);
    expect(queued).toHaveLength(1);
  });

  test('from another buyer with the same message id is queued for itself', async () => {
    const { queued, receive } = openDoor();
    await receive(arrival());
    const by = 'driver.example.org';
    const foreign = withValue(fixture('confirm'), 'context.bap_id', by);
    const body = bytes(withValue(foreign, 'context.bap_uri', `https://${by}/beckn`));
    expect((await receive(arrival({ body, signing: { by } }))).status).toBe(200);
    expect(queued.map(({ group }) => group)).toEqual([rider, by]);
  });
});

describe('while the registry is down', () => {
  const down = { lookup: async () => Promise.reject(new RegistryUnavailable('no answer')) };

  test('who is not known is asked to come again, and not called a stranger', async () => {
    const { queued, receive } = openDoor({ registry: down });
    expect(await receive(arrival())).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { message: { ack: { status: 'NACK' } }, error: { code: '30000' } },
    });
    expect(queued).toEqual([]);
  });

  test('a gateway is asked to come again, too', async () => {
    const came = arrival();
    const gatewayAuthorization = sign(came.body, { by: gateway });
    expect((await openDoor({ registry: down }).receive({ ...came, gatewayAuthorization })).status).toBe(503);
  });

  test('what is refused without asking it is refused as ever', async () => {
    const { receive } = openDoor({ registry: down });
    expect((await receive(arrival({ authorization: undefined }))).status).toBe(401);
    expect((await receive(arrival({ contentType: 'text/plain' }))).status).toBe(415);
  });

  test('a failure of our own is nobody’s refusal', async () => {
    const broken = { lookup: async () => Promise.reject(new TypeError('a bug')) };
    await expect(openDoor({ registry: broken }).receive(arrival())).rejects.toThrow('a bug');
  });
});
