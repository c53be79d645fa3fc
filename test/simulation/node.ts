import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import type { Engine } from './engine.ts';
import type { Surroundings } from './product.ts';

/** A request that leaves an instance of a function. */
export interface Leaving {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Returning {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Instance {
  name: string;
  environment: Readonly<Record<string, string>>;
  /** By how much its clock is ahead. */
  skew: number;
  /** Grows when it dies: what was begun before goes on no more. */
  life: number;
  send(leaving: Leaving, answer: (returning: Returning) => void, fail: (error: Error) => void): void;
}

const ownRequire = createRequire(import.meta.url);

/** What Node gives to a program, made of simulated time, chance and network. */
export function surroundingsOf(instance: Instance, engine: Engine, forgotten: (() => void)[]): Surroundings {
  const now = () => engine.now + instance.skew;
  const alive = (happen: () => void) => {
    const { life } = instance;
    return () => {
      if (instance.life === life) happen();
    };
  };
  const later = (happen: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) =>
    Object.assign(
      engine.after(
        Math.max(1, milliseconds),
        alive(() => happen(...given)),
      ),
      {
        ref: () => undefined,
        unref: () => undefined,
        [Symbol.toPrimitive]: () => 0,
      },
    );
  const callOff = (happening?: { isCalledOff: boolean }) => {
    if (typeof happening === 'object' && happening !== null) happening.isCalledOff = true;
  };
  const soon = (happen: (...given: unknown[]) => void, ...given: unknown[]) =>
    engine.soon(alive(() => happen(...given)));
  const bytes = (many: number) => Buffer.from(Array.from({ length: many }, () => engine.random.below(256)));
  const uuid = () => {
    const hex = bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  const own = new Map<string, unknown>([
    ['emitWarning', () => undefined],
    ['stdout', { write: () => true, on: () => undefined }],
    ['stderr', { write: () => true, on: () => undefined }],
  ]);
  const process = new Proxy(globalThis.process, {
    get: (target, key) => (key === 'env' ? instance.environment : (own.get(String(key)) ?? Reflect.get(target, key))),
  });

  class Clock extends Date {
    constructor(...given: [] | [number | string | Date]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now = now;
  }

  const nodeCrypto = ownRequire('node:crypto');
  const modules: Readonly<Record<string, unknown>> = {
    http: httpOver(instance, 'http:'),
    https: httpOver(instance, 'https:'),
    crypto: {
      ...nodeCrypto,
      randomUUID: uuid,
      randomBytes: bytes,
      randomInt: (most: number) => engine.random.below(most),
    },
    zlib: { ...zlib, gunzip: atOnce(zlib.gunzipSync), gzip: atOnce(zlib.gzipSync) },
    'timers/promises': {
      setTimeout: (milliseconds: number, value: unknown) =>
        new Promise((resolve) => later(() => resolve(value), milliseconds)),
      setImmediate: () => new Promise<void>((resolve) => soon(() => resolve())),
    },
    fs: { ...ownRequire('node:fs'), promises: noFiles, readFile: noFile },
    'fs/promises': noFiles,
    process,
    console: { ...silent, Console: Quiet },
  };
  const require = (id: string): unknown => modules[id.replace(/^node:/, '')] ?? ownRequire(id);

  return {
    require,
    process,
    console: silent,
    Date: Clock,
    Math: mathWith(() => engine.random.fraction()),
    setTimeout: later,
    clearTimeout: callOff,
    setInterval: () => ({ unref: () => undefined }),
    clearInterval: () => undefined,
    setImmediate: soon,
    crypto: { ...globalThis.crypto, randomUUID: uuid },
    forgotten,
  };
}

const silent = {
  log: () => undefined,
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

class Quiet {
  log(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
  debug(): void {}
}

const mathWith = (random: () => number) => Object.create(Math, { random: { value: random } });

/** As the asynchronous functions of Node, but at once. */
const atOnce =
  (work: (given: Buffer | string) => Buffer) => (given: Buffer | string, done: (error: null, made: Buffer) => void) =>
    done(null, work(given));

const absent = () => Object.assign(new Error('there are no files here'), { code: 'ENOENT' });
const noFiles = { readFile: () => Promise.reject(absent()) };
const noFile = (...given: unknown[]) => {
  const done = given.at(-1);
  if (typeof done === 'function') done(absent());
};

class Agent {}

/** `node:http` as far as the product uses it: whoever sends is answered once, or fails, or hears nothing. */
function httpOver(instance: Instance, protocol: string) {
  const request = (...given: unknown[]) => {
    const options: Options = Object.assign({}, ...given.filter((one) => !(one instanceof URL)));
    const url = given[0] instanceof URL ? given[0] : urlOf(options, protocol);
    return new OutgoingMessage(instance, url, options);
  };
  return { Agent, request };
}

interface Options {
  readonly method?: string;
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  readonly headers?: readonly string[] | Readonly<Record<string, unknown>>;
}

const urlOf = ({ host = '', port, path = '/' }: Options, protocol: string) =>
  new URL(`${protocol}//${host}${port === undefined ? '' : `:${port}`}${path}`);

function headersOf(headers: Options['headers'] = {}): Readonly<Record<string, string>> {
  const pairs = Array.isArray(headers)
    ? headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []))
    : Object.entries(headers);
  return Object.fromEntries(pairs.map(([name, value]) => [String(name).toLowerCase(), String(value)]));
}

class OutgoingMessage extends EventEmitter {
  readonly reusedSocket = false;
  private isOver = false;
  private readonly instance: Instance;
  private readonly url: URL;
  private readonly options: Options;

  constructor(instance: Instance, url: URL, options: Options) {
    super();
    this.instance = instance;
    this.url = url;
    this.options = options;
  }

  end(body: string | Uint8Array | undefined): this {
    const { instance, url, options } = this;
    const text = body === undefined ? '' : typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
    const { life } = instance;
    const ended = (end: () => void) => {
      if (this.isOver || instance.life !== life) return;
      this.isOver = true;
      end();
    };
    instance.send(
      { url, method: options.method ?? 'GET', headers: headersOf(options.headers), body: text },
      (returning) => ended(() => this.answer(returning)),
      (error) => ended(() => this.emit('error', error)),
    );
    return this;
  }

  destroy(): this {
    this.isOver = true;
    return this;
  }

  private answer({ status, headers = {}, body }: Returning): void {
    const incoming = Object.assign(new EventEmitter(), {
      statusCode: status,
      rawHeaders: Object.entries(headers).flat(),
    });
    this.emit('response', incoming);
    incoming.emit('data', Buffer.from(body));
    incoming.emit('end');
  }
}
