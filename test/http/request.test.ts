import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress, publicLookup } from '../../lib/http/public-address.ts';
import { newAgents, request } from '../../lib/http/request.ts';
import { httpSender } from '../../lib/http/sender.ts';
import { startServer } from './server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(...listener: Parameters<typeof startServer>) {
  const server = await startServer(...listener);
  stops.push(server.stop);
  return server;
}

const get = (url: string, deadlineMs = 2_000) => request({ method: 'GET', url, deadlineMs });

describe('a request', () => {
  test('carries method, headers and body, and brings status and body back', async () => {
    const { url } = await serve(async (incoming, response) => {
      const body = Buffer.concat(await incoming.toArray()).toString();
      response.writeHead(201).end(`${incoming.method} ${incoming.headers['x-a']} ${body}`);
    });
    const answer = request({ method: 'PUT', url, headers: { 'x-a': 'b' }, body: 'grüezi', deadlineMs: 2_000 });
    expect(await answer).toEqual({ status: 201, body: 'PUT b grüezi' });
  });

  test('keeps its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.end();
    });
    for (let count = 0; count < 3; count++) await get(url);
    expect(ports.size).toBe(1);
  });

  test('is sent again when an idle connection turns out to be closed', async () => {
    let count = 0;
    const { url } = await serve((incoming, response) => {
      count++;
      if (count === 2) incoming.socket.resetAndDestroy();
      else response.end(String(count));
    });
    await get(url);
    expect((await get(url)).body).toBe('3');
  });

  test('is not sent again once its answer has begun', async () => {
    let count = 0;
    const { url } = await serve((incoming, response) => {
      count++;
      if (count === 2)
        response.writeHead(200, { 'content-length': 10 }).write('half', () => incoming.socket.resetAndDestroy());
      else response.end(String(count));
    });
    await get(url);
    await expect(get(url)).rejects.toMatchObject({ code: 'unreachable' });
    expect(count).toBe(2);
  });

  test('is given up at its deadline, whether nothing comes or too little', async () => {
    const silent = await serve(() => {});
    await expect(get(silent.url, 50)).rejects.toMatchObject({ code: 'timeout' });
    const slow = await serve((_, response) => void response.writeHead(200).write('some'));
    await expect(get(slow.url, 50)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('does not follow a redirect', async () => {
    let wasFollowed = false;
    const target = await serve((_, response) => {
      wasFollowed = true;
      response.end();
    });
    const { url } = await serve((_, response) => void response.writeHead(302, { location: target.url }).end());
    expect((await get(url)).status).toBe(302);
    expect(wasFollowed).toBe(false);
  });

  test('takes an answer of 64 KB and no more', async () => {
    const { url } = await serve(({ url: path = '' }, response) => void response.end('x'.repeat(Number(path.slice(1)))));
    expect((await get(`${url}/65536`)).body).toHaveLength(65_536);
    await expect(get(`${url}/65537`)).rejects.toMatchObject({ code: 'answer-too-large' });
  });

  test('fails with one kind of error, without the path in its message', async () => {
    await expect(get('http://127.0.0.1:1/secret')).rejects.toMatchObject({
      code: 'unreachable',
      message: '127.0.0.1:1 could not be reached',
    });
    await expect(get('nonsense')).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a callback', () => {
  test('is posted with its signature', async () => {
    const { url } = await serve(async (incoming, response) => {
      const body = Buffer.concat(await incoming.toArray()).toString();
      response.end(`${incoming.headers.authorization} ${body}`);
    });
    const answer = httpSender({ allowLoopback: true }).post(`${url}/on_search`, '{}', 'Signature x');
    expect(await answer).toEqual({ status: 200, body: 'Signature x {}' });
  });

  test('is not sent where it must not go', async () => {
    const { url } = await serve((_, response) => void response.end());
    const sender = httpSender({ allowLoopback: false });
    await expect(sender.post(url, '{}', 'x')).rejects.toMatchObject({ code: 'unsafe-url' });
  });

  test('is not sent to a name that resolves to this machine', async () => {
    let connections = 0;
    const server = createServer(() => connections++).listen(0, '127.0.0.1');
    stops.push(async () => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const agents = newAgents({ lookup: publicLookup({ allowLoopback: false }) });
    const refused = request({ method: 'POST', url: `http://localhost:${port}/`, deadlineMs: 2_000, agents });
    await expect(refused).rejects.toMatchObject({ code: 'unsafe-url' });
    expect(connections).toBe(0);
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['::1', false],
  ['::', false],
  ['::ffff:8.8.8.8', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['2001:db8::1', false],
])('%s is a public address: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));
