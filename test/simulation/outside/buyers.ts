import { createHash } from 'node:crypto';
import { importPrivateKey, newKeyPair } from '../../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../../lib/beckn/signing/sign.ts';
import type { Engine } from '../engine.ts';
import type { Leaving, Returning } from '../node.ts';
import type { Weather } from '../weather.ts';
import { trouble } from './payments.ts';

/** A callback as its buyer got it. */
export interface Heard {
  readonly at: number;
  readonly buyer: string;
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly message?: { readonly order?: SeenOrder };
  /** Everything that it says, but when it says so. */
  readonly content: string;
}

export interface SeenOrder {
  readonly id?: string;
  readonly status?: string;
  readonly updated_at?: string;
}

/** A request, and how it was taken. */
export interface Asked {
  readonly buyer: string;
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  isAcknowledged: boolean;
  /** How often it was sent. */
  times: number;
}

export const buyerIds = ['rider.example', 'driver.example'] as const;
const PROVIDER = { id: 'bpp.example.org', uri: 'https://bpp.example.org/bpp' };

const keys = new Map(buyerIds.map((id) => [id, newKeyPair()]));

/** Buyer platforms: what they ask, what they hear, and what the registry says of them. */
export function buyersOf(engine: Engine, weather: () => Weather) {
  const heard: Heard[] = [];
  let count = 0;

  return {
    heard,

    restart(): void {
      heard.length = 0;
      count = 0;
    },

    site({ url, body }: Leaving): Returning | undefined {
      const { random } = engine;
      const told = JSON.parse(body);
      const { transaction_id: transactionId, message_id: messageId, timestamp, ...context } = told.context;
      const isLost = random.often(weather().outsiders / 2);
      if (isLost) return trouble(engine);
      heard.push({
        at: engine.now,
        buyer: url.hostname,
        action: context.action,
        transactionId,
        messageId,
        timestamp,
        error: told.error,
        message: told.message,
        content: JSON.stringify({ ...told, context: { ...context, transactionId, messageId } }),
      });
      return random.often(weather().outsiders)
        ? trouble(engine)
        : { status: 200, body: '{"message":{"ack":{"status":"ACK"}}}' };
    },

    /** A request that is signed and ready to be sent, as often as anybody likes. */
    write(buyer: string, action: string, transactionId: string, message: object): Asked {
      const messageId = uuidOf(`message ${count++} of ${transactionId}`);
      const context = {
        domain: 'dent:0.1.0',
        location: { country: { code: 'IND' }, city: { code: 'std:080' } },
        action,
        version: '1.1.0',
        bap_id: buyer,
        bap_uri: `https://${buyer}/beckn`,
        bpp_id: PROVIDER.id,
        bpp_uri: PROVIDER.uri,
        transaction_id: transactionId,
        message_id: messageId,
        timestamp: new Date(engine.now).toISOString(),
        ttl: 'PT10M',
      };
      const body = JSON.stringify({ context, message });
      const created = Math.floor(engine.now / 1000) - 2;
      const key = importPrivateKey(pairOf(buyer).privateKey);
      const authorization = signatureHeader({
        subscriberId: buyer,
        keyId: 'k1',
        key,
        body,
        created,
        expires: created + 600,
      });
      const headers = { 'content-type': 'application/json', authorization };
      return { buyer, action, transactionId, messageId, body, headers, isAcknowledged: false, times: 0 };
    },
  };
}

/** A registry that knows the buyers. */
export const registrySite =
  (engine: Engine, weather: () => Weather) =>
  ({ body }: Leaving): Returning | undefined => {
    if (engine.random.often(weather().outsiders / 4)) return trouble(engine);
    const { subscriber_id: id } = JSON.parse(body);
    return { status: 200, body: JSON.stringify(keys.has(id) ? [recordOf(id)] : []) };
  };

const pairOf = (buyer: string) => {
  const pair = [...keys].find(([id]) => id === buyer)?.[1];
  if (pair === undefined) throw new Error(`${buyer} is nobody`);
  return pair;
};

const recordOf = (id: string) => ({
  subscriber_id: id,
  key_id: 'k1',
  type: 'BAP',
  url: `https://${id}/beckn`,
  signing_public_key: pairOf(id).publicKey,
  status: 'SUBSCRIBED',
  valid_from: '2020-01-01T00:00:00Z',
  valid_until: '2099-01-01T00:00:00Z',
});

export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
