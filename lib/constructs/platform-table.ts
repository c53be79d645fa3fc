import { RemovalPolicy } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { EnvName } from '../aws/env.ts';
import { type Access, allow } from './access.ts';

type Key = readonly [partition: Attribute, sort?: Attribute];
export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'Scan' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

export interface PlatformTableProps {
  /** The name by which functions find it. */
  readonly name: EnvName;
  readonly key: Key;
  /** The attribute that says when an item may be forgotten, in epoch seconds; readers do not rely on it. */
  readonly expires?: string;
  readonly keep: boolean;
}

/** A table that grows with its traffic and can go back to any second of the last weeks. */
export class PlatformTable extends Construct {
  private readonly table: Table;
  private readonly envName: EnvName;

  constructor(scope: Construct, id: string, { name, key: [partitionKey, sortKey], expires, keep }: PlatformTableProps) {
    super(scope, id);
    this.envName = name;
    this.table = new Table(this, 'Table', {
      partitionKey,
      sortKey,
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: expires,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  get name(): string {
    return this.table.tableName;
  }

  to(...actions: readonly TableAction[]): Access {
    return {
      environment: { [this.envName]: this.table.tableName },
      statements: [allow(this.table.tableArn, ...actions.map((action) => `dynamodb:${action}`))],
    };
  }
}

export const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
export const number = (name: string): Attribute => ({ name, type: AttributeType.NUMBER });
