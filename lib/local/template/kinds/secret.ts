import * as z from 'zod';
import { arn, kind, moot, name } from './kind.ts';

export const Secret = kind({
  type: 'AWS::SecretsManager::Secret',
  named: 'Name',
  properties: z.strictObject({
    Name: name,
    SecretString: z.string().optional(),
    GenerateSecretString: z
      .strictObject({
        SecretStringTemplate: z.string().optional(),
        GenerateStringKey: z.string().optional(),
        PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
        ExcludeCharacters: z.string().default(''),
        ExcludeLowercase: z.boolean().default(false),
        ExcludeUppercase: z.boolean().default(false),
        ExcludeNumbers: z.boolean().default(false),
        ExcludePunctuation: z.boolean().default(false),
        IncludeSpace: z.boolean().default(false),
        RequireEachIncludedType: z.boolean().default(true),
      })
      .optional(),
    Description: moot,
    KmsKeyId: moot,
    Tags: moot,
  }),
  // AWS ends the ARN of a secret with a dash and six characters of its own.
  identity: (secret, place) => {
    const id = arn(place, 'secretsmanager', `secret:${secret}-local0`);
    return { ref: id, attributes: { Id: id } };
  },
});
