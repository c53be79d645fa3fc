import { createHash } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Questions } from '../flow/ports/questions.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';

/** The door takes no message that is older than a day. */
const KEPT_SECONDS = 25 * 3600;

/** What was asked, and which delivery answers: one item a question, as long as the same bytes can be let in. */
export const questionStore = (table: string): Questions => ({
  async isFirst(name, delivery) {
    const Item = {
      question: { S: createHash('sha256').update(name).digest('base64url') },
      delivery: { S: delivery },
      expires: { N: String(Math.floor(Date.now() / 1000) + KEPT_SECONDS) },
    };
    const condition = {
      ConditionExpression: 'attribute_not_exists(#question) OR #delivery = :delivery',
      ExpressionAttributeNames: { '#question': 'question', '#delivery': 'delivery' },
      ExpressionAttributeValues: { ':delivery': Item.delivery },
    };
    return ifAllowed(dynamodb().send(new PutItemCommand({ TableName: table, Item, ...condition })));
  },
});
