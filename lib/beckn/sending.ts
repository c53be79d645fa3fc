interface Sending {
  readonly action: string;
  readonly buyer: { readonly id: string; readonly url?: string };
  readonly provider: { readonly id: string; readonly url: string };
  readonly transactionId: string;
  readonly messageId: string;
  readonly at: Date;
}

/** The context with which buyers of our own begin a message: the version, the network and the city are chosen here. */
export const contextOf = ({ action, buyer, provider, transactionId, messageId, at }: Sending) => ({
  domain: 'dent:0.1.0',
  location: { country: { code: 'IND' }, city: { code: 'std:080' } },
  action,
  version: '1.1.0',
  bap_id: buyer.id,
  bap_uri: buyer.url,
  bpp_id: provider.id,
  bpp_uri: provider.url,
  transaction_id: transactionId,
  message_id: messageId,
  timestamp: at.toISOString(),
  ttl: 'PT30S',
});
