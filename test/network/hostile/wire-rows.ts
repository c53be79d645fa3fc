import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, call } from '../http.ts';
import type { Peer } from '../peer.ts';
import { authorization, hash } from '../signature.ts';
import { booking } from './refusal.ts';

export interface WireRow {
  readonly name: string;
  readonly status: number;
  /** The host answers by itself, before any function is asked. */
  readonly byHost?: boolean;
  /** The answer may get lost when the line is cut: who goes on sending does not always see it. */
  readonly mayHangUp?: boolean;
  readonly send: (url: string, buyer: Peer) => Promise<Answer>;
}

const SILENCE_MS = 5000;
const JSON_TYPE = ['content-type', 'application/json'];

const goodBody = (buyer: Peer) => JSON.stringify({ context: buyer.context('init'), message: booking });

/** A good body, signed as it is sent, with other headers. */
const withHeaders =
  (
    headers: readonly string[],
    path = '/bpp/init',
    method = 'POST',
    change = (body: string): string | Uint8Array => body,
  ) =>
  (url: string, buyer: Peer): Promise<Answer> => {
    const body = change(goodBody(buyer));
    return call(`${url}${path}`, { method, headers: [...headers, 'authorization', authorization(body, buyer)], body });
  };

/** A good request, taken apart so that a socket can send it as it likes. */
const raw =
  (write: (head: string, body: string) => readonly string[], isLeaving = false) =>
  async (url: string, buyer: Peer): Promise<Answer> => {
    const body = goodBody(buyer);
    const { host, port } = new URL(url);
    const head = ['POST /bpp/init HTTP/1.1', `host: ${host}`, 'content-type: application/json', 'connection: close'];
    const socket = connect(Number(port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that has answered may cut off who goes on sending.
    socket.on('error', () => undefined);
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    const closed = new Promise((resolve) => socket.once('close', resolve));
    for (const part of write([...head, `authorization: ${authorization(body, buyer)}`].join('\r\n'), body))
      if (chunks.length === 0 && socket.writable && !socket.write(part)) await Promise.race([drained(socket), closed]);
    // A server may drop the request of who says goodbye first; `connection: close` has it do so itself.
    if (isLeaving) socket.end();
    await closed;
    return answerIn(Buffer.concat(chunks).toString());
  };

const drained = (socket: Socket) => new Promise((resolve) => socket.once('drain', resolve));

function answerIn(response: string): Answer {
  const [head = '', ...rest] = response.split('\r\n\r\n');
  const headers = [...head.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name = '', value = '']) => [
    name.toLowerCase(),
    value.trim(),
  ]);
  return { status: Number(head.split(' ')[1] ?? 0), headers: Object.fromEntries(headers), text: rest.join('\r\n\r\n') };
}

const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const many = (count: number) => Array.from({ length: count }, () => chunked('x'.repeat(64_000)));
const sized = (head: string, bytes: number) => `${head}\r\ncontent-length: ${bytes}\r\n\r\n`;
const inChunks = (head: string) => `${head}\r\ntransfer-encoding: chunked\r\n\r\n`;

/** What is refused by its form alone, or by the form that its bytes really have. */
export const refusedForms: readonly WireRow[] = [
  { name: 'a Content-Length of 11 MB', status: 413, byHost: true, send: raw((head) => [sized(head, 11_000_000)]) },
  {
    name: '11 MB in chunks',
    status: 413,
    byHost: true,
    mayHangUp: true,
    send: raw((head) => [inChunks(head), ...many(180)]),
  },
  { name: '1.3 MB in chunks', status: 413, send: raw((head) => [inChunks(head), ...many(20), '0\r\n\r\n']) },
  {
    name: 'a Content-Length below the length',
    status: 400,
    byHost: true,
    send: raw((head, body) => [sized(head, body.length - 1), body]),
  },
  {
    name: 'a Content-Length above the length, and a goodbye',
    status: 400,
    byHost: true,
    send: raw((head, body) => [sized(head, body.length + 1), body], true),
  },
  {
    name: 'both a Content-Length and chunks',
    status: 400,
    byHost: true,
    send: raw((head, body) => [
      `${head}\r\ncontent-length: 5`,
      '\r\ntransfer-encoding: chunked\r\n\r\n',
      chunked(body),
      '0\r\n\r\n',
    ]),
  },
  {
    name: 'two Content-Lengths',
    status: 400,
    byHost: true,
    send: raw((head, body) => [`${head}\r\ncontent-length: 5`, `\r\ncontent-length: ${body.length}\r\n\r\n`, body]),
  },
  {
    name: 'a header without a name',
    status: 400,
    byHost: true,
    send: raw((head, body) => [`${head}\r\n: x`, sized('', body.length), body]),
  },
  {
    name: 'the origin of a page of somebody else',
    status: 403,
    byHost: true,
    send: withHeaders([...JSON_TYPE, 'origin', 'https://evil.example']),
  },
  {
    name: 'the name of another host',
    status: 403,
    byHost: true,
    send: raw((head, body) => [sized(head.replace(/host: \S+/, 'host: evil.example'), body.length), body]),
  },
  {
    name: 'gzip',
    status: 415,
    send: withHeaders([...JSON_TYPE, 'content-encoding', 'gzip'], undefined, undefined, gzipSync),
  },
  {
    name: 'a bomb of 50 MB in gzip',
    status: 415,
    send: withHeaders([...JSON_TYPE, 'content-encoding', 'gzip'], undefined, undefined, () =>
      gzipSync(Buffer.alloc(50_000_000)),
    ),
  },
  { name: 'deflate that is none', status: 415, send: withHeaders([...JSON_TYPE, 'content-encoding', 'deflate']) },
  { name: 'gzip that does not say so', status: 400, send: withHeaders(JSON_TYPE, undefined, undefined, gzipSync) },
  { name: 'text/plain', status: 415, send: withHeaders(['content-type', 'text/plain']) },
  { name: 'a form', status: 415, send: withHeaders(['content-type', 'application/x-www-form-urlencoded']) },
  { name: 'no Content-Type', status: 415, send: withHeaders([]) },
  { name: 'two Content-Types', status: 415, send: withHeaders([...JSON_TYPE, 'content-type', 'text/plain']) },
  {
    name: 'a Digest header that is true, under a signature that is not',
    status: 401,
    send: (url, buyer) => {
      const body = goodBody(buyer);
      const headers = [
        ...JSON_TYPE,
        'authorization',
        authorization(`${body} `, buyer),
        'digest',
        `BLAKE-512=${hash(body)}`,
      ];
      return call(`${url}/bpp/init`, { headers, body });
    },
  },
  {
    name: 'no signature, but a query',
    status: 401,
    send: (url, buyer) =>
      call(`${url}/bpp/init?authorization=Signature`, { headers: JSON_TYPE, body: goodBody(buyer) }),
  },
  {
    name: 'no signature, but another method in a header',
    status: 401,
    send: (url, buyer) =>
      call(`${url}/bpp/init`, { headers: [...JSON_TYPE, 'x-http-method-override', 'GET'], body: goodBody(buyer) }),
  },
  ...['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'].map((method) => ({
    name: `the method ${method}`,
    status: 405,
    byHost: true,
    send: withHeaders(JSON_TYPE, '/bpp/init', method),
  })),
  ...[
    '/bpp/Init',
    '/BPP/init',
    '/bpp/init/',
    '/bpp//init',
    '/bpp/%69nit',
    '/bpp/init%2f',
    '/bpp/init;x=1',
    '/bpp/../bpp/Init',
    '/bpp/on_init',
    '/bpp/',
    '/init',
  ].map((path) => ({ name: `the path ${path}`, status: 404, byHost: true, send: withHeaders(JSON_TYPE, path) })),
];

/** What looks odd and is good. */
export const acceptedForms: readonly WireRow[] = [
  { name: 'chunks', status: 200, send: raw((head, body) => [inChunks(head), chunked(body), '0\r\n\r\n']) },
  { name: 'a charset', status: 200, send: withHeaders(['content-type', 'application/json; charset=utf-8']) },
  { name: 'a Content-Type in capitals', status: 200, send: withHeaders(['Content-Type', 'Application/JSON']) },
  {
    name: 'a Digest header that is not true',
    status: 200,
    send: withHeaders([...JSON_TYPE, 'digest', 'SHA-256=AAAA']),
  },
];
