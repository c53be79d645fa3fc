import type { Leaf } from './leaf.ts';

const SHORTEST = 60;
const SHORT = 255;
const LONG = 1000;
const LONGEST_URL = 500;
const controls = /\p{Cc}/u;
const httpUrl = /^https?:\/\/[^\s\p{Cc}]+$/iu;
const phoneNumber = /^[\d+().\-/ #*,;xX]{3,40}$/;
const emailAddress = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

/** Numbers are read as what they print, as long as that is what was written: whole ones of more than 15 digits have lost some. */
export const textOf = (received: unknown): string | undefined => {
  if (typeof received === 'string') return received;
  const isExact = Number.isInteger(received) ? Number.isSafeInteger(received) : Number.isFinite(received);
  return isExact ? String(received) : undefined;
};

const upTo =
  (most: number) =>
  (received: unknown): string | undefined => {
    const text = textOf(received);
    return text !== undefined && text.length <= most ? text : undefined;
  };

const shortText = upTo(SHORT);
const urlText = upTo(LONGEST_URL);

export const Name: Leaf<string> = { expected: `a text of at most ${SHORT} characters`, read: shortText };

/** What is kept for good and has few values, whatever they are. */
export const Word: Leaf<string> = { expected: `a text of at most ${SHORTEST} characters`, read: upTo(SHORTEST) };

export const Prose: Leaf<string> = { expected: `a text of at most ${LONG} characters`, read: upTo(LONG) };

/** Whatever we look up, compare or log. A number is an id only where no two ids become the same number. */
export const Id: Leaf<string> = {
  expected: `a text of 1 to ${SHORT} characters, none of them a control character`,
  read: (received) => {
    const text = typeof received === 'number' && !Number.isInteger(received) ? undefined : shortText(received);
    return text === undefined || text.trim() === '' || controls.test(text) ? undefined : text;
  },
};

export const Phone: Leaf<string> = {
  expected: 'a phone number',
  read: (received) => {
    const text = textOf(received);
    return text !== undefined && phoneNumber.test(text) ? text : undefined;
  },
};

export const Email: Leaf<string> = {
  expected: 'an e-mail address',
  read: (received) => {
    const text = shortText(received);
    return text !== undefined && emailAddress.test(text) ? text : undefined;
  },
};

export const HttpUrl: Leaf<string> = {
  expected: `an http or https URL of at most ${LONGEST_URL} characters`,
  read: (received) => {
    const text = urlText(received);
    return text !== undefined && httpUrl.test(text) && URL.canParse(text) ? text : undefined;
  },
};
