import type { Reply } from '../../message.ts';

const TTL = 'PT30S';

export const writeContext = (
  { context, action, messageId, timestamp }: Reply,
  provider: { readonly id: string; readonly uri: string },
) => ({
  ...context.received,
  action,
  version: context.received.version ?? '1.1.0',
  bap_id: context.buyer.id,
  bap_uri: context.buyer.uri,
  bpp_id: provider.id,
  bpp_uri: provider.uri,
  transaction_id: context.transactionId,
  message_id: messageId,
  timestamp,
  ttl: TTL,
});
