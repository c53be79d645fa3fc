import { SignatureRefused } from './refused.ts';

const SCHEME = 'signature ';
const MOST_CHARACTERS = 4096;
const name = /[a-z]+/iy;
const token = /[^\s",]+/y;
const blanks = /[ \t]*/y;

/** Reads `Signature name="value",name=value, …`, without backtracking. Names in lower case, as HTTP compares them. */
export function readParameters(header: string): ReadonlyMap<string, string> {
  if (header.slice(0, SCHEME.length).toLowerCase() !== SCHEME) throw new SignatureRefused('signature-scheme');
  if (header.length > MOST_CHARACTERS) throw new SignatureRefused('signature-malformed');
  const parameters = new Map<string, string>();
  for (let at = SCHEME.length; ; at += 1) {
    at = skipBlanks(header, at);
    const key = match(name, header, at)?.toLowerCase();
    if (key === undefined) throw new SignatureRefused('signature-malformed');
    at += key.length;
    // A second credential, joined on by a proxy, begins with a scheme: `, Signature keyId=…`
    if (header[at] === ' ') throw new SignatureRefused('signature-repeated');
    if (header[at] !== '=') throw new SignatureRefused('signature-malformed');
    if (parameters.has(key)) throw new SignatureRefused('parameter-repeated');
    const { value, end } = readValue(header, at + 1);
    parameters.set(key, value);
    at = skipBlanks(header, end);
    if (at === header.length) return parameters;
    if (header[at] !== ',') throw new SignatureRefused('signature-malformed');
  }
}

function readValue(header: string, start: number): { value: string; end: number } {
  if (header[start] !== '"') {
    const value = match(token, header, start);
    if (value === undefined) throw new SignatureRefused('signature-malformed');
    return { value, end: start + value.length };
  }
  const close = header.indexOf('"', start + 1);
  if (close < 0) throw new SignatureRefused('signature-malformed');
  return { value: header.slice(start + 1, close), end: close + 1 };
}

const skipBlanks = (text: string, at: number): number => at + (match(blanks, text, at)?.length ?? 0);

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
