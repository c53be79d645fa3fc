import type { Answers } from '../../flow/order/ask.ts';
import { nameOf } from '../../flow/order/order-id.ts';
import { toDecimal } from '../../language/money.ts';
import type { ByProvider } from '../by-provider.ts';
import type { Payments } from './payments.ts';

/** What decisions ask of payment providers. */
export const paymentAnswers = (payments: ByProvider<Pick<Payments, 'request' | 'status'>>) =>
  ({
    async 'payment-link'({ providerId, paymentId, amount, currency, description, until }, { key }) {
      const { url } = await payments(providerId).request({
        id: paymentId,
        reference: nameOf(key),
        amount: toDecimal(amount),
        currency,
        description,
        until: new Date(until).toISOString(),
      });
      return url;
    },
    'payment-status': ({ providerId, paymentId }) => payments(providerId).status(paymentId),
  }) satisfies Answers;
