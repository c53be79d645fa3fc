import { expect, it } from 'vitest';
import { businessesIn, decode } from '../../lib/beckn/codec.ts';
import { contextOf } from '../../lib/beckn/sending.ts';
import { sentAt } from './requests.ts';

it('is understood by our own provider', () => {
  const provider = { id: 'energy.example.net', url: 'https://energy.example.net/bpp' };
  const buyer = { id: 'rider.example.org', url: 'https://rider.example.org/beckn' };
  const sending = { action: 'search', provider, buyer, transactionId: 't-1', messageId: 'm-1', at: sentAt };
  const { context } = decode('search', { context: contextOf(sending), message: {} }, sentAt);
  expect(context).toMatchObject({
    transactionId: 't-1',
    messageId: 'm-1',
    timestamp: sentAt.toISOString(),
    buyer: { id: buyer.id, uri: buyer.url },
    received: { bpp_id: provider.id, bpp_uri: provider.url },
  });
  expect(businessesIn(context)).toEqual(['ev-charging']);
});
