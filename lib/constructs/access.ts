import type { Acknowledgment } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EnvName } from '../aws/env.ts';

/** What a function is given: the names by which it finds something, and what it may do with it. */
export interface Access {
  readonly environment?: Readonly<Partial<Record<EnvName, string>>>;
  readonly statements?: readonly PolicyStatement[];
  /** Why a statement has a wildcard, where it cannot do without. */
  readonly exceptions?: readonly Acknowledgment[];
}

export const allow = (resource: string | readonly string[], ...actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [resource].flat() });

export const all = (...accesses: readonly Access[]): Access => ({
  environment: Object.assign({}, ...accesses.map(({ environment }) => environment)),
  statements: accesses.flatMap(({ statements = [] }) => statements),
  exceptions: accesses.flatMap(({ exceptions = [] }) => exceptions),
});

/** The names alone: for code that carries more than its function does. */
export const namesIn = ({ environment }: Access): Access => ({ environment });
