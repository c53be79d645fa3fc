import { createHash, type KeyObject } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { importPrivateKey, newKeyPair } from '../beckn/signing/keys.ts';
import { signatureHeader } from '../beckn/signing/sign.ts';
import type { Signer } from '../flow/ports/callbacks.ts';
import { secretsManager } from './clients.ts';
import { secret } from './secret.ts';

const SIGNATURE_SECONDS = 5 * 60;

/** Base64: the seed, and the raw public key. A key that follows another brings its own id, so that both change in one moment (decision 19). */
const KeyPair = z.object({ privateKey: z.string(), publicKey: z.string(), keyId: z.string().optional() });
type KeyPair = z.infer<typeof KeyPair>;

export interface SigningIdentity {
  readonly secretArn: string;
  readonly subscriberId: string;
  /** Of the first key. */
  readonly keyId: string;
}

/** Signs with the key in the secret. */
export function signer({ secretArn, subscriberId, keyId }: SigningIdentity): Signer {
  const readSecret = secret(secretArn);
  let known: { readonly text: string; readonly keyId: string; readonly key: KeyObject } | undefined;

  return {
    async sign(body) {
      const text = await readSecret();
      if (known?.text !== text) {
        const pair = pairIn(text, secretArn);
        known = { text, keyId: pair.keyId ?? keyId, key: importPrivateKey(pair.privateKey) };
      }
      const created = Math.floor(Date.now() / 1000);
      return signatureHeader({
        subscriberId,
        keyId: known.keyId,
        key: known.key,
        body,
        created,
        expires: created + SIGNATURE_SECONDS,
      });
    },
  };
}

export type PublicPart = Omit<KeyPair, 'privateKey'>;

/** Makes a key pair where the secret holds none, and answers what of it may be known. */
export async function ensureKey(secretArn: string): Promise<PublicPart> {
  const { text, version } = await readVersion(secretArn);
  const found = readPublicPart(text);
  if (found !== undefined) return found;
  await putAfter(version, secretArn);
  const { publicKey, keyId } = pairIn((await readVersion(secretArn)).text, secretArn);
  return { publicKey, keyId };
}

/** What may be known of the key pair that a secret holds, if it holds one. */
export function readPublicPart(text: string): PublicPart | undefined {
  const pair = readPair(text);
  return pair && { publicKey: pair.publicKey, keyId: pair.keyId };
}

async function readVersion(secretArn: string): Promise<{ readonly text: string; readonly version: string }> {
  try {
    const { SecretString, VersionId } = await secretsManager().send(new GetSecretValueCommand({ SecretId: secretArn }));
    return { text: SecretString ?? '', version: VersionId ?? '' };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { text: '', version: '' };
    throw error;
  }
}

function pairIn(text: string, secretArn: string): KeyPair {
  const pair = readPair(text);
  if (pair === undefined) throw new Error(`the secret ${secretArn} holds no signing key: provision the network first`);
  return pair;
}

function readPair(text: string): KeyPair | undefined {
  try {
    return KeyPair.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The token names what the new key follows: of two that write at once, one loses and takes the other's key. */
async function putAfter(version: string, secretArn: string): Promise<void> {
  try {
    await secretsManager().send(
      new PutSecretValueCommand({
        SecretId: secretArn,
        SecretString: JSON.stringify(newKeyPair()),
        ClientRequestToken: createHash('sha256').update(version).digest('hex'),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  }
}
