/** As much of a request as its signature covers. */
export interface Signable {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Canonical {
  readonly text: string;
  /** Names of the headers that are signed. */
  readonly signedHeaders: string;
}

/** A request in the one form that both sides sign (AWS Signature Version 4, task 1). */
export function canonicalRequest({ method, path, query, headers }: Signable, payloadHash: string): Canonical {
  const signed: [name: string, value: string][] = [];
  for (const name in headers) {
    const lower = name.toLowerCase();
    const value = headers[name];
    if (value !== undefined && isSigned(lower)) signed.push([lower, value]);
  }
  signed.sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = signed.map(([name, value]) => `${name}:${oneLine(value)}\n`).join('');
  const signedHeaders = signed.map(([name]) => name).join(';');
  return {
    text: `${method}\n${canonicalPath(path)}\n${queryString(query)}\n${lines}\n${signedHeaders}\n${payloadHash}`,
    signedHeaders,
  };
}

/** What proxies and the connection change on the way, and what X-Ray does. */
const UNSIGNED = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

const isSigned = (name: string): boolean =>
  !UNSIGNED.has(name) && !name.startsWith('proxy-') && !name.startsWith('sec-');

const oneLine = (value: string): string => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');

/** Without empty segments and dots, and encoded once more than it was sent. */
function canonicalPath(path: string): string {
  if (path === '/') return path;
  const kept: string[] = [];
  for (const segment of path.split('/'))
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  const slashes = [path.startsWith('/') ? '/' : '', kept.length > 0 && path.endsWith('/') ? '/' : ''];
  return (
    kept
      .map(encode)
      .join('/')
      .replace(/^/, slashes[0] ?? '') + slashes[1]
  );
}

/** The query in the order in which it is signed, which is as good as any to send it in. */
export function queryString(query: Signable['query'] = {}): string {
  const names = Object.keys(query).map((name) => [encode(name), query[name]] as const);
  return names
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) =>
      [value ?? []]
        .flat()
        .map((one) => `${name}=${encode(one)}`)
        .sort(),
    )
    .join('&');
}

/** RFC 3986: what encodeURIComponent leaves alone beyond letters, digits and `-._~` is encoded too. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
