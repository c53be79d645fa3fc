import { exchanges } from '../../lib/aws/buyer-store.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';

const { BUYER_TABLE } = readEnv('BUYER_TABLE');
const store = exchanges(BUYER_TABLE);

/** Everything that was sent and received in a transaction, in order. */
export const receive = http(async ({ pathParameters }) => {
  const transactionId = pathParameters?.id ?? '';
  const messages = await store.list(transactionId);
  return json(200, {
    transaction_id: transactionId,
    messages: messages.map(({ messageId, ...exchange }) => ({ ...exchange, message_id: messageId })),
  });
});
