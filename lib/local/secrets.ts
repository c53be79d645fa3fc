import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { AwsError, parseRequest } from './endpoint/aws-error.ts';
import { Secret } from './template/kinds/secret.ts';
import type { Plan } from './template/plan.ts';

/**
 * Secrets Manager over one file that nobody else can read; secrets of the templates are made when they are absent, but for
 * those that are given, by their ARNs.
 */
export function secretActions(plan: Plan, file: string, given: ReadonlyMap<string, string> = new Map()) {
  const secrets = new Map(Object.entries(existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}));
  const arns = new Map(
    plan.all(Secret).flatMap(({ name, ref }) => [name, ref].map((id) => [id, { name, arn: ref }] as const)),
  );
  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(secrets), null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const put = (name: string, value: string) => {
    const current = { id: randomUUID(), value };
    secrets.set(name, { current, previous: secrets.get(name)?.current });
    save();
    return current;
  };
  const find = (id: string) => {
    const secret = arns.get(id);
    if (secret === undefined) throw new AwsError('ResourceNotFoundException', `there is no secret ${id}`);
    return secret;
  };

  for (const { name, ref, properties } of plan.all(Secret)) {
    const known = given.get(ref);
    if (known !== undefined && secrets.get(name)?.current.value !== known) put(name, known);
    const value =
      properties.SecretString ?? (properties.GenerateSecretString && generate(properties.GenerateSecretString));
    if (value !== undefined && !secrets.has(name)) put(name, value);
  }

  return {
    GetSecretValue(body: unknown) {
      const { SecretId, VersionStage } = parseRequest(GetSecretValue, body);
      const { name, arn } = find(SecretId);
      const version = secrets.get(name)?.[VersionStage === 'AWSCURRENT' ? 'current' : 'previous'];
      if (version === undefined)
        throw new AwsError('ResourceNotFoundException', `secret ${name} has no value ${VersionStage}`);
      return {
        ARN: arn,
        Name: name,
        VersionId: version.id,
        SecretString: version.value,
        VersionStages: [VersionStage],
      };
    },

    PutSecretValue(body: unknown) {
      const { SecretId, SecretString } = parseRequest(PutSecretValue, body);
      const { name, arn } = find(SecretId);
      return { ARN: arn, Name: name, VersionId: put(name, SecretString).id, VersionStages: ['AWSCURRENT'] };
    },

    DescribeSecret(body: unknown) {
      const { name, arn } = find(parseRequest(DescribeSecret, body).SecretId);
      const { current, previous } = secrets.get(name) ?? {};
      const stages = {
        ...(previous && { [previous.id]: ['AWSPREVIOUS'] }),
        ...(current && { [current.id]: ['AWSCURRENT'] }),
      };
      return { ARN: arn, Name: name, VersionIdsToStages: stages };
    },
  };
}

const Version = z.object({ id: z.string(), value: z.string() });
const Kept = z.record(z.string(), z.object({ current: Version, previous: Version.optional() }));
const GetSecretValue = z.strictObject({
  SecretId: z.string(),
  VersionStage: z.enum(['AWSCURRENT', 'AWSPREVIOUS']).default('AWSCURRENT'),
});
const PutSecretValue = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
});
const DescribeSecret = z.object({ SecretId: z.string() });

type Generation = NonNullable<z.infer<typeof Secret.properties>['GenerateSecretString']>;

function generate(asked: Generation): string {
  const password = passwordOf(asked);
  if (asked.GenerateStringKey === undefined) return password;
  return JSON.stringify({ ...JSON.parse(asked.SecretStringTemplate ?? '{}'), [asked.GenerateStringKey]: password });
}

function passwordOf(asked: Generation): string {
  const allowed = [
    asked.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    asked.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    asked.ExcludeNumbers ? '' : '0123456789',
    asked.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    asked.IncludeSpace ? ' ' : '',
  ]
    .map((characters) => [...characters].filter((character) => !asked.ExcludeCharacters.includes(character)))
    .filter(({ length }) => length > 0);
  const every = allowed.flat();
  for (;;) {
    const password = Array.from({ length: asked.PasswordLength }, () => every[randomInt(every.length)]).join('');
    const hasAll = allowed.every((characters) => characters.some((character) => password.includes(character)));
    if (hasAll || !asked.RequireEachIncludedType || asked.PasswordLength < allowed.length) return password;
  }
}
