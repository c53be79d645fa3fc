import { RequestFailed, request } from '../../../http/request.ts';
import type { Payments } from '../payments.ts';
import { type PaymentRequest, PaymentView, type RefundRequest } from './api.ts';

const DEADLINE_MILLISECONDS = 5_000;

export interface PaymentProviderOptions {
  readonly url: string;
  readonly secret: () => Promise<string>;
}

export function paymentProvider({ url, secret }: PaymentProviderOptions): Payments {
  return {
    async request(payment) {
      return read(await call('POST', 'payments', payment satisfies PaymentRequest));
    },

    async status(paymentId) {
      return read(await call('GET', `payments/${encodeURIComponent(paymentId)}`)).status;
    },

    async refund({ paymentId, ...refund }) {
      await call('POST', 'refunds', { ...refund, payment_id: paymentId } satisfies RefundRequest);
    },
  };

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<string> {
    const answer = await request({
      method,
      url: `${url}/${path}`,
      headers: { authorization: `Bearer ${await secret()}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      deadlineMs: DEADLINE_MILLISECONDS,
    });
    if (answer.status < 200 || answer.status > 299)
      throw new RequestFailed('unexpected-answer', `the payment provider answered HTTP ${answer.status}`);
    return answer.body;
  }
}

function read(body: string) {
  try {
    return PaymentView.parse(JSON.parse(body));
  } catch (error) {
    throw new RequestFailed('unexpected-answer', 'the payment provider did not answer a payment', { cause: error });
  }
}
