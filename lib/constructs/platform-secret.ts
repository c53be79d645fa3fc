import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { EnvName } from '../aws/env.ts';
import { type Access, allow } from './access.ts';

export interface PlatformSecretProps {
  readonly description: string;
  /** Filled with a random token when it is made; else it stays empty until someone writes it. */
  readonly generated?: boolean;
  readonly keep: boolean;
}

export class PlatformSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { description, generated = false, keep }: PlatformSecretProps) {
    super(scope, id);
    const secret = new CfnSecret(this, 'Secret', {
      description,
      ...(generated && { generateSecretString: { passwordLength: 48, excludePunctuation: true } }),
    });
    secret.applyRemovalPolicy(keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    this.arn = secret.attrId;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The other side has to learn of a new key or token first, so an operator changes it and no schedule.',
    });
  }

  readAs(name: EnvName): Access {
    return { environment: { [name]: this.arn }, statements: [allow(this.arn, 'secretsmanager:GetSecretValue')] };
  }
}
