import * as z from 'zod';

/** By a pattern: `max` of zod compares the length of whatever has one, a text or not, and may throw. */
export const shortText = (most: number, least = 1) =>
  z.string().regex(new RegExp(`^[\\s\\S]{${least},${most}}$`), `${least} to ${most} characters were expected`);
