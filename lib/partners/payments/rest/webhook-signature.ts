import { createHmac, timingSafeEqual } from 'node:crypto';

/** `t=<unix seconds>,v1=<hex of HMAC-SHA256 over "<seconds>.<body>">` */
export const SIGNATURE_HEADER = 'x-webhook-signature';

const TOLERANCE_SECONDS = 300;

export function signWebhook(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${digest(secret, body, String(seconds)).toString('hex')}`;
}

export function isGenuine(header: string | undefined, secret: string, body: string, nowSeconds: number): boolean {
  const [, seconds = '', hex = ''] = /^t=(\d{1,12}),v1=([\da-f]{64})$/.exec(header ?? '') ?? [];
  if (hex === '' || Math.abs(nowSeconds - Number(seconds)) > TOLERANCE_SECONDS) return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), digest(secret, body, seconds));
}

const digest = (secret: string, body: string, seconds: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
