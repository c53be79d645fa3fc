import { type Minor, toDecimal } from '../../../language/money.ts';
import type { Measure } from '../../../language/shown.ts';
import type { Span } from '../../../language/span.ts';

/** Numbers of ours as the wire writes them. */

export const writePrice = (amount: Minor, currency: string) => ({ value: toDecimal(amount), currency });

export const writeMeasure = ({ amount, unit }: Measure) => ({
  measure: unit === 'Wh' ? { value: String(amount / 1000), unit: 'kWh' } : { value: String(amount), unit },
});

export const writeInstant = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

export const writeRange = ({ start, end }: Partial<Span>) => ({ start: writeInstant(start), end: writeInstant(end) });
