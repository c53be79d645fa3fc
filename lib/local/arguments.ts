import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Arguments {
  readonly port: number;
  readonly state: string;
  readonly fresh: boolean;
  /** What the subscriber files hold; the registry judges it. */
  readonly subscribers: readonly unknown[];
}

export class UsageError extends Error {
  readonly code = 'usage';
}

export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const { port, state, fresh, subscriber } = parse(argv);
  return {
    port: portOf(port ?? env.PORT ?? '4100'),
    state: resolve(state),
    fresh,
    subscribers: subscriber.map(readSubscriber),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        state: { type: 'string', default: '.local' },
        fresh: { type: 'boolean', default: false },
        subscriber: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(
      `${String(cause)}\nusage: npm start -- [--port N] [--state DIR] [--fresh] [--subscriber FILE]...`,
      { cause },
    );
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${JSON.stringify(text)} is not a port`);
}

function readSubscriber(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`cannot read the subscriber in ${file}: ${String(cause)}`, { cause });
  }
}
