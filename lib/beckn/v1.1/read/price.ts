import * as z from 'zod';
import { Decimal, SignedDecimal } from './decimal.ts';
import { type Leaf, optional } from './leaf.ts';
import { Name } from './text.ts';

/** Rates come as "INR/kWH" and as "INR / kWH". */
const Currency: Leaf<string> = {
  expected: 'a currency such as "INR"',
  read: (received) => Name.read(received)?.replaceAll(' ', '') || undefined,
};

export const Price = z.object({
  value: optional(Decimal),
  estimated_value: optional(Decimal),
  currency: optional(Currency),
});

/** A line of a bill, which a discount makes negative. */
export const LinePrice = z.object({
  value: optional(SignedDecimal),
  estimated_value: optional(SignedDecimal),
  currency: optional(Currency),
});
