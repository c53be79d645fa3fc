import type { IncomingHttpHeaders } from 'node:http';

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a page of somebody else lets a browser on this machine ask: its Origin says so, or the Host is a name that was
 * pointed here. Most of what this host serves wants no token.
 */
export function isForeign(headers: IncomingHttpHeaders): boolean {
  const { host = '', origin } = headers;
  if (!loopback.test(host)) return true;
  if (origin === undefined) return false;
  // Our own forms name no origin, and neither does what hides its own.
  if (origin === 'null') return headers['sec-fetch-site'] !== 'same-origin';
  return !loopback.test(origin.replace(/^https?:\/\//, ''));
}
