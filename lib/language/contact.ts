import type { Party } from './party.ts';

/** One name for a customer however the number or the address is spelled; undefined for who cannot be reached. */
export function contactOf({ customer, billing }: Partial<Party>): string | undefined {
  const digits = digitsOf(customer?.phone ?? billing?.phone ?? '');
  // With or without the code of the country, and whatever stands before it.
  if (digits !== '') return digits.slice(-NATIONAL_DIGITS);
  return (billing?.email ?? customer?.email)?.trim().toLowerCase();
}

const NATIONAL_DIGITS = 10;

/** Of the number itself: behind a letter or another sign of a dialling pad stands whom to ask for there. */
function digitsOf(phone: string): string {
  const [number = ''] = phone
    .split(EXTENSION)
    .map((part) => part.replace(/\D/g, ''))
    .filter((part) => part !== '');
  const [first = ''] = phone.split('/').map((part) => part.split(EXTENSION, 1).join('').replace(/\D/g, ''));
  return first.length >= NATIONAL_DIGITS ? first : number;
}

const EXTENSION = /[a-z#*,;]/i;
