import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from './clients.ts';

const KEPT_MILLISECONDS = 5 * 60_000;

/** A shared secret, read again every few minutes so that a rotation needs no restart. */
export function secret(arn: string): () => Promise<string> {
  let kept: { readonly value: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (kept !== undefined && Date.now() < kept.until) return kept.value;
    const value = read(arn);
    kept = { value, until: Date.now() + KEPT_MILLISECONDS };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}

async function read(arn: string): Promise<string> {
  const { SecretString } = await secretsManager().send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined || SecretString === '') throw new Error(`the secret ${arn} is empty`);
  return SecretString;
}
