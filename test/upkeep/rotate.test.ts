import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureKey, signer } from '../../lib/aws/key-store.ts';
import { importPublicKey } from '../../lib/beckn/signing/keys.ts';
import { parseSignature, verifySignature } from '../../lib/beckn/signing/verify.ts';
import { UsageError } from '../../lib/upkeep/command.ts';
import { rotate } from '../../lib/upkeep/rotate.ts';
import { startSecrets } from '../registry/secrets-server.ts';
import { deployed, run } from './operating.ts';

const secrets = new Map<string, string | undefined>();
let count = 0;
let secret: string;
let first: string;
let stage: ReturnType<typeof deployed>;

let stop: () => void;
beforeAll(async () => {
  stop = await startSecrets(secrets);
  Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
});
afterAll(() => stop());

beforeEach(async () => {
  secret = `key-${++count}`;
  stage = deployed({ SigningKey: secret, KeyId: 'k1' });
  secrets.set(secret, 'a random password');
  first = (await ensureKey(secret)).publicKey;
});

const signing = (...argv: readonly string[]) => run(rotate, stage, '--key', 'signing', ...argv);

/** The id that signatures name now, whose public key fits them. */
async function signedWith(publicKeys: Readonly<Record<string, string>>) {
  const header = await signer({ secretArn: secret, subscriberId: 'bpp.example', keyId: 'k1' }).sign('{}');
  const signature = parseSignature(header);
  const key = importPublicKey(publicKeys[signature.keyId] ?? '');
  verifySignature(signature, Buffer.from('{}'), key);
  return signature.keyId;
}

test('the next key is made and shown, and signs only once it is switched to', async () => {
  const { lines } = await signing('--next', 'k2', '--yes');
  expect(lines).toEqual([
    { current: 'k1', publicKey: first },
    { next: 'k2', publicKey: expect.any(String) },
  ]);
  const publicKeys = { k1: first, k2: String(lines[1]?.publicKey) };
  expect(await signedWith(publicKeys)).toBe('k1');
  expect((await signing('--switch', '--yes')).last).toEqual({ switchedTo: 'k2', publicKey: publicKeys.k2 });
  expect(await signedWith(publicKeys)).toBe('k2');
});

test('nothing is made and nothing switched without --yes, and no private key is ever shown', async () => {
  const before = secrets.get(secret);
  expect((await signing('--next', 'k2')).last).toEqual({ dryRun: true, wouldMake: 'k2' });
  await expect(signing('--switch')).rejects.toThrow('there is no next key');
  await signing('--next', 'k2', '--yes');
  const { lines, last } = await signing('--switch');
  expect(last).toMatchObject({ dryRun: true, wouldSwitchTo: 'k2' });
  expect(secrets.get(secret)).toBe(before);
  expect(JSON.stringify(lines)).not.toContain(JSON.parse(before ?? '').privateKey);
});

test('asked again, the same next key is shown', async () => {
  const { last } = await signing('--next', 'k2', '--yes');
  expect((await signing('--next', 'k2', '--yes')).last).toEqual(last);
  await expect(signing('--next', 'k3', '--yes')).rejects.toThrow('the next key is k2');
});

test('after a switch the next one can be made', async () => {
  await signing('--next', 'k2', '--yes');
  await signing('--switch', '--yes');
  await expect(signing('--switch', '--yes')).rejects.toThrow('there is no next key');
  await expect(signing('--next', 'k2', '--yes')).rejects.toThrow('k2 is the current key');
  expect((await signing('--next', 'k3', '--yes')).lines).toMatchObject([{ current: 'k2' }, { next: 'k3' }]);
});

test.each([[[]], [['--next', 'k2', '--switch']], [['--next', 'k 2']]])('is not begun with %j', (argv) => {
  expect(() => rotate.prepare(['--key', 'signing', ...argv])).toThrow(UsageError);
});
