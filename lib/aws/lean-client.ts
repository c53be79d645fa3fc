import { connections } from './connections.ts';
import { type Signing, signatureV4 } from './signature-v4.ts';

interface Client {
  readonly config: Pick<Signing, 'region' | 'credentials'>;
  readonly middlewareStack: { remove(name: string): boolean };
}

/** Makes a client of the SDK with its slow parts exchanged. Commands, errors, retries and the search for credentials stay. */
export function leanly<Made extends Client>(service: string, make: (options: Options) => Made): Made {
  const client = make({
    cacheMiddleware: true,
    requestHandler: connections(),
    signer: signatureV4({
      service,
      region: () => client.config.region(),
      credentials: () => client.config.credentials(),
    }),
  });
  for (const name of UNUSED) client.middlewareStack.remove(name);
  return spreadable(client);
}

interface Options {
  readonly cacheMiddleware: true;
  readonly requestHandler: ReturnType<typeof connections>;
  readonly signer: ReturnType<typeof signatureV4>;
}

/** Nobody reads the SDK's log, nor which SDK it is. */
const UNUSED = ['loggerMiddleware', 'getUserAgentMiddleware'];

/**
 * The SDK spreads a client's settings three times a request. They are put together in a way that makes V8 keep them as
 * a hash table, 15 µs to spread; being somebody's prototype gives them the form of an object again, 0.2 µs.
 */
function spreadable<Made extends Client>(client: Made): Made {
  const heir: Client['config'] = Object.create(client.config);
  void heir.region;
  return client;
}
