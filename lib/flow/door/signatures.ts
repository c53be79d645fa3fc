import type { KeyObject } from 'node:crypto';
import { importPublicKey, KeyRefused } from '../../beckn/signing/keys.ts';
import { SignatureRefused } from '../../beckn/signing/refused.ts';
import { checkTimes, parseSignature, verifySignature } from '../../beckn/signing/verify.ts';
import { isValid, type Registry, type Role, type Subscriber } from '../ports/registry.ts';

/** Who signed: the registered subscriber whose key fits the bytes, in one of the roles that may say this. */
export interface Signatures {
  /** Its records with that key: it may have one for each network. */
  verify(header: string | undefined, body: Uint8Array, roles: readonly Role[]): Promise<Records>;
}

export type Records = readonly [Subscriber, ...Subscriber[]];

const MOST_KEYS = 1000;

export function signatures(registry: Registry, now: () => Date): Signatures {
  const keys = new Map<string, KeyObject>();

  return {
    async verify(header, body, roles) {
      const signature = parseSignature(header);
      const at = now();
      checkTimes(signature, Math.floor(at.getTime() / 1000));
      const records = await registry.lookup(signature.subscriberId);
      if (records.length === 0) throw new SignatureRefused('subscriber-unknown');
      const inRole = records.filter(({ role }) => roles.includes(role));
      if (inRole.length === 0) throw new SignatureRefused('role-unfit');
      const named = inRole.filter(({ keyId }) => keyId === signature.keyId);
      if (named.length === 0) throw new SignatureRefused('key-unknown');
      const [record, ...others] = named.filter((one) => isValid(one, at));
      if (record === undefined) throw new SignatureRefused('subscription-invalid');
      verifySignature(signature, body, keyOf(record));
      return [record, ...others.filter(({ signingPublicKey }) => signingPublicKey === record.signingPublicKey)];
    },
  };

  /** Importing a key costs more than looking one up. */
  function keyOf({ signingPublicKey }: Subscriber): KeyObject {
    const known = keys.get(signingPublicKey);
    if (known !== undefined) return known;
    const key = importKey(signingPublicKey);
    const [oldest] = keys.keys();
    if (keys.size >= MOST_KEYS && oldest !== undefined) keys.delete(oldest);
    keys.set(signingPublicKey, key);
    return key;
  }
}

function importKey(base64: string): KeyObject {
  try {
    return importPublicKey(base64);
  } catch (error) {
    throw error instanceof KeyRefused ? new SignatureRefused('key-refused') : error;
  }
}
