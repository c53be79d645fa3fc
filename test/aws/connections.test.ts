import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { connections } from '../../lib/aws/connections.ts';
import { startServer } from '../http/server.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = await startServer(listener);
  stops.push(server.stop);
  return server.port;
}

function send(
  port: number,
  wanted: object = {},
  limits?: Parameters<typeof connections>[0],
  abortSignal?: AbortSignal,
) {
  const handler = connections(limits);
  stops.push(handler.destroy);
  return handler.handle({ ...requestTo(port), ...wanted }, { abortSignal });
}

const requestTo = (port: number) => ({
  protocol: 'http:',
  hostname: '127.0.0.1',
  port,
  method: 'POST',
  path: '/',
  headers: { host: 'somewhere', 'content-length': '0' },
});

const PATIENT = { connectMs: 2000, answerMs: 10_000 };
const HASTY = { connectMs: 2000, answerMs: 50 };

describe('a request of the SDK', () => {
  test('carries everything there, and brings the whole answer back', async () => {
    const port = await serve(async (incoming, response) => {
      const body = Buffer.concat(await incoming.toArray()).toString();
      const { method, url, headers } = incoming;
      response.setHeader('X-Answer', 'yes').writeHead(202);
      response.write(`${method} ${url} ${headers['x-a']} ${headers.host} `);
      setImmediate(() => response.end(body));
    });
    const headers = { 'x-a': 'b', host: 'somewhere', 'content-length': '7' };
    const query = { 'a b': 'c&d', e: ['f', 'g'] };
    const { response } = await send(port, { method: 'PUT', path: '/x', query, headers, body: 'grüezi' });
    expect(response).toMatchObject({ statusCode: 202, headers: { 'x-answer': 'yes' } });
    expect(Buffer.from(response.body).toString()).toBe('PUT /x?a%20b=c%26d&e=f&e=g b somewhere grüezi');
  });

  test('keeps its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    const port = await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.end();
    });
    const handler = connections();
    stops.push(handler.destroy);
    for (let count = 0; count < 3; count += 1) await handler.handle(requestTo(port));
    expect(ports.size).toBe(1);
  });

  test('is given up when no answer comes, or only a part', async () => {
    const silent = await serve(() => undefined);
    await expect(send(silent, {}, HASTY)).rejects.toMatchObject({ name: 'TimeoutError', message: /no answer/ });
    const slow = await serve((_, response) => void response.writeHead(200).write('some'));
    await expect(send(slow, {}, HASTY)).rejects.toMatchObject({ name: 'TimeoutError', message: /no answer/ });
  });

  test('is given up when nobody takes the connection', async () => {
    const port = await deafPort();
    const limits = { connectMs: 50, answerMs: 60_000 };
    await expect(send(port, {}, limits)).rejects.toMatchObject({ name: 'TimeoutError', message: /no connection/ });
  });

  test('fails when the connection is refused, or reset half-way', async () => {
    await expect(send(1, {}, PATIENT)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const rude = await serve((incoming) => incoming.socket.resetAndDestroy());
    await expect(send(rude, {}, PATIENT)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const ruder = await serve((incoming, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half', () => incoming.socket.resetAndDestroy());
    });
    await expect(send(ruder, {}, PATIENT)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const curt = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
    });
    await expect(send(curt, {}, PATIENT)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('ends at once when it is aborted, before, during and within the answer', async () => {
    await expect(send(1, {}, PATIENT, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    for (const begin of [() => undefined, (...[, response]: Parameters<RequestListener>) => response.write('some')]) {
      const abortion = new AbortController();
      const closed = Promise.withResolvers<unknown>();
      const port = await serve((incoming, response) => {
        incoming.socket.on('close', closed.resolve);
        begin(incoming, response);
        setTimeout(() => abortion.abort(), 20);
      });
      await expect(send(port, {}, PATIENT, abortion.signal)).rejects.toMatchObject({ name: 'AbortError' });
      await closed.promise;
    }
  });
});

/** A port that listens and whose queue of connections is full: its thread has gone to sleep. */
async function deafPort(): Promise<number> {
  const script = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const worker = new Worker(script, { eval: true });
  stops.push(() => worker.terminate());
  const [port] = await once(worker, 'message');
  for (;;) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    stops.push(() => socket.destroy());
    const isTaken = await Promise.race([once(socket, 'connect'), sleep(100, undefined)]);
    if (isTaken === undefined) return port;
  }
}
