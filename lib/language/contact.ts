import type { Party } from './party.ts';

/** One name for a customer however the number or the address is spelled; undefined for who cannot be reached. */
export function contactOf({ customer, billing }: Partial<Party>): string | undefined {
  const phone = customer?.phone ?? billing?.phone;
  const digits = phone?.replace(/\D/g, '') ?? '';
  // With or without the code of the country, and whatever stands before it.
  if (digits !== '') return digits.slice(-NATIONAL_DIGITS);
  return (billing?.email ?? customer?.email)?.trim().toLowerCase();
}

const NATIONAL_DIGITS = 10;
