import { isIP } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';

export type Checked = { readonly safe: true; readonly url: URL } | { readonly safe: false; readonly why: string };

export interface UrlRules {
  /** The local stage alone: http and any port on this machine. */
  readonly allowLoopback: boolean;
}

const MAX_LENGTH = 2000;

/** Judges a URL that a stranger gave us. What its name resolves to is judged when a connection is made. */
export function checkUrl(text: string, { allowLoopback }: UrlRules): Checked {
  if (text.length > MAX_LENGTH) return unsafe(`at most ${MAX_LENGTH} characters were expected`);
  if (!PRINTABLE.test(text)) return unsafe('printable ASCII without blanks and backslashes was expected');
  if (HIDDEN.test(text)) return unsafe('a path without encoded control characters and slashes was expected');
  if (!URL.canParse(text)) return unsafe('a URL was expected');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return unsafe('https was expected');
  if (url.username !== '' || url.password !== '') return unsafe('a URL without credentials was expected');
  if (!isWrittenPlainly(text, url)) return unsafe('a host in its plain form was expected');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (allowLoopback && (host === 'localhost' || isLoopback(host))) return { safe: true, url };
  if (url.protocol !== 'https:') return unsafe('https was expected');
  if (url.port !== '') return unsafe('port 443 was expected');
  return isPublicHost(host) ? { safe: true, url } : unsafe('a public host was expected');
}

/** Whether a URL is the base or lies beneath it: same origin, and the path continues the base's at a slash. */
export function isUnder(base: string, text: string): boolean {
  if (!URL.canParse(base) || !URL.canParse(text)) return false;
  const [root, url] = [new URL(base), new URL(text)];
  if (url.origin === 'null' || url.origin !== root.origin) return false;
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text) || HIDDEN.test(text)) return false;
  const path = root.pathname.replace(/\/+$/, '');
  return url.pathname === path || url.pathname.startsWith(`${path}/`);
}

const PRINTABLE = /^[!-[\]-~]+$/;
const HIDDEN = /%(?:[01][0-9a-f]|7f|2f|5c)/i;

const unsafe = (why: string): Checked => ({ safe: false, why });

/** A parser turns decimal, octal, hex, encoded and abbreviated addresses into dotted ones: such a host reads otherwise than it was written. */
function isWrittenPlainly(text: string, { hostname }: URL): boolean {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
  return authority.replace(/:\d*$/, '').toLowerCase() === hostname;
}

function isPublicHost(host: string): boolean {
  if (isIP(host) !== 0) return isPublicAddress(host);
  return NAME.test(host) && !RESERVED_NAME.test(host);
}

const NAME = /^(?:[a-z\d][a-z\d-]{0,62}\.)+[a-z][a-z\d-]{1,62}$/;
/** Names that no public server can have: RFC 6761 and 8375, what ICANN keeps for private use, and what such networks use. */
const RESERVED_NAME =
  /\.(?:localhost|local|internal|intranet|private|corp|home|lan|localdomain|onion|alt|svc|consul|invalid|arpa)$/;
