import { type HttpRequest, RequestFailed, request } from '../http/request.ts';
import { type ConnectorChange, credentials, type Session } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import type { PaymentNotice } from '../partners/payments/rest/api.ts';
import { SIGNATURE_HEADER, signWebhook } from '../partners/payments/rest/webhook-signature.ts';

const DEADLINE_MILLISECONDS = 5_000;

export interface PlatformOptions {
  readonly url: string;
  readonly paymentSecret: () => Promise<string>;
  readonly chargePointSecret: () => Promise<string>;
}

/** The platform as its partners see it. Whatever it does not take is thrown, and so told again. */
export function platform({ url, paymentSecret, chargePointSecret }: PlatformOptions) {
  return {
    async tellPayment(notice: PaymentNotice): Promise<void> {
      const body = JSON.stringify(notice);
      const signature = signWebhook(await paymentSecret(), body, Math.floor(Date.now() / 1000));
      await send('POST', 'payments/reports', body, { [SIGNATURE_HEADER]: signature });
    },

    async tellSession(session: Session): Promise<void> {
      await tellOcpi('PUT', ['sessions', session.id], session);
    },

    async tellConnector(change: ConnectorChange): Promise<void> {
      await tellOcpi('PATCH', ['connectors', change.location_id, change.evse_uid], change);
    },
  };

  async function tellOcpi(method: 'PUT' | 'PATCH', path: readonly string[], body: object): Promise<void> {
    const authorization = `Token ${credentials(await chargePointSecret())}`;
    const place = ['ocpi/2.2.1', ...path.map(encodeURIComponent)].join('/');
    await send(method, place, JSON.stringify(body), { authorization });
  }

  async function send(method: HttpRequest['method'], path: string, body: string, headers: Record<string, string>) {
    const { status } = await request({
      method,
      url: `${url}/${path}`,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      deadlineMs: DEADLINE_MILLISECONDS,
    });
    if (status < 200 || status > 299)
      throw new RequestFailed('unexpected-answer', `${method} ${path.split('/')[0]} was answered HTTP ${status}`);
  }
}
