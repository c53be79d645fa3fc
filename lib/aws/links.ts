import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { keyIn, nameOf } from '../flow/order/order-id.ts';
import type { Links, Page } from '../flow/ports/links.ts';
import type { OrderKey } from '../flow/ports/orders.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Links that carry the key of their order, encrypted. Nothing is stored for a link, and nobody can guess or read it (decision 3). */
export function sealedLinks(publicUrl: string, secret: () => Promise<string>): Links {
  const linkTo = (page: Page) => async (key: OrderKey) =>
    `${publicUrl}/${page}/${seal(page, nameOf(key), await secret())}`;
  return {
    track: linkTo('track'),
    form: linkTo('forms'),
    ticket: async (key, ticketId) => `${await linkTo('tickets')(key)}/${encodeURIComponent(ticketId)}`,
    open: async (page, token) => {
      const reference = unseal(page, token, await secret());
      return reference === undefined ? undefined : keyIn(reference);
    },
  };
}

/** The same order always has the same link: a reply that is written twice is the same twice. */
function seal(page: Page, text: string, secret: string): string {
  const nonce = createHmac('sha256', secret).update(`${page} ${text}`).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyFrom(secret), nonce).setAAD(Buffer.from(page));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

function unseal(page: Page, token: string, secret: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const opened = createDecipheriv(ALGORITHM, keyFrom(secret), bytes.subarray(0, NONCE_BYTES));
    opened.setAAD(Buffer.from(page)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return opened.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + opened.final('utf8');
  } catch {
    return undefined;
  }
}

const keyFrom = (secret: string) => createHash('sha256').update(secret).digest();
