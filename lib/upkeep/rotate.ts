import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { secretsManager } from '../aws/clients.ts';
import { type PublicPart, readPublicPart } from '../aws/key-store.ts';
import { newKeyPair } from '../beckn/signing/keys.ts';
import { command, Flag, type Tell, UsageError } from './command.ts';

const CURRENT = 'AWSCURRENT';
const NEXT = 'NEXT';

interface Version extends PublicPart {
  readonly keyId: string;
  readonly version: string;
}

export const rotate = command({
  usage: 'rotate --key signing (--next KEY_ID | --switch) [--yes]',
  does: "makes the provider's next signing key and shows what has to be registered; once that is done, --switch signs with it",
  options: z
    .strictObject({
      key: z.literal('signing'),
      next: z
        .string()
        .regex(/^[\w.-]{1,64}$/, '1 to 64 letters, digits, dots and dashes were expected')
        .optional(),
      switch: Flag,
      yes: Flag,
    })
    .refine(({ next, switch: doesSwitch }) => (next === undefined) === doesSwitch, {
      path: ['next'],
      message: 'either this or --switch was expected',
    }),
  async run({ next, switch: doesSwitch, yes }, deployment, tell) {
    const secret = deployment.output('SigningKey');
    const firstId = deployment.output('KeyId');
    const current = await readVersion(secret, CURRENT, firstId);
    if (current === undefined) throw new UsageError('the secret holds no signing key: provision the network first');
    const made = await readVersion(secret, NEXT, firstId);
    const coming = made?.publicKey === current.publicKey ? undefined : made;
    tell({ current: current.keyId, publicKey: current.publicKey });
    if (doesSwitch) return switchTo(coming, current, secret, { yes, tell });
    if (coming !== undefined && coming.keyId !== next)
      throw new UsageError(`the next key is ${coming.keyId}: switch first`);
    if (next === current.keyId) throw new UsageError(`--next: ${next} is the current key`);
    if (coming === undefined && !yes) tell({ dryRun: true, wouldMake: next });
    else tell({ next, publicKey: (coming ?? (await makeNext(secret, String(next)))).publicKey });
    return true;
  },
});

async function readVersion(secret: string, stage: string, firstId: string): Promise<Version | undefined> {
  try {
    const { SecretString = '', VersionId: version = '' } = await secretsManager().send(
      new GetSecretValueCommand({ SecretId: secret, VersionStage: stage }),
    );
    const pair = readPublicPart(SecretString);
    return pair && { ...pair, keyId: pair.keyId ?? firstId, version };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function makeNext(secret: string, keyId: string): Promise<PublicPart> {
  const pair = { ...newKeyPair(), keyId };
  await secretsManager().send(
    new PutSecretValueCommand({ SecretId: secret, SecretString: JSON.stringify(pair), VersionStages: [NEXT] }),
  );
  return pair;
}

/** Moves one label: whoever reads the secret has the old key with its id or the new one with its own. */
async function switchTo(
  coming: Version | undefined,
  current: Version,
  secret: string,
  { yes, tell }: { readonly yes: boolean; readonly tell: Tell },
): Promise<boolean> {
  if (coming === undefined) throw new UsageError('there is no next key: make it with --next first');
  const { keyId, publicKey, version } = coming;
  if (!yes) {
    tell({ dryRun: true, wouldSwitchTo: keyId, publicKey });
    return true;
  }
  const move = (VersionStage: string, RemoveFromVersionId: string, MoveToVersionId?: string) =>
    secretsManager().send(
      new UpdateSecretVersionStageCommand({ SecretId: secret, VersionStage, RemoveFromVersionId, MoveToVersionId }),
    );
  await move(CURRENT, current.version, version);
  await move(NEXT, version);
  tell({ switchedTo: keyId, publicKey });
  return true;
}
