import * as z from 'zod';
import { arn, kind, moot, name } from './kind.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

export const Table = kind({
  type: 'AWS::DynamoDB::Table',
  named: 'TableName',
  properties: z.strictObject({
    TableName: name,
    KeySchema: keySchema,
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    GlobalSecondaryIndexes: z
      .array(
        z.strictObject({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.strictObject({
            ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
          ContributorInsightsSpecification: moot,
        }),
      )
      .default([]),
    /** Neither engine deletes by it; readers filter what has expired, as they must on AWS too. */
    TimeToLiveSpecification: moot,
    PointInTimeRecoverySpecification: moot,
    SSESpecification: moot,
    DeletionProtectionEnabled: moot,
    TableClass: moot,
    ContributorInsightsSpecification: moot,
    Tags: moot,
  }),
  identity: (table, place) => ({ ref: table, attributes: { Arn: arn(place, 'dynamodb', `table/${table}`) } }),
});
