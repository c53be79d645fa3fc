import type { Leaf } from './leaf.ts';
import { textOf } from './text.ts';

const decimal = /^([+-]?)(\d{0,12})(\.\d{1,12})?$/;
const form = 'a decimal number such as "12.50", of at most 12 digits before and after the point';

/** As the core's DecimalValue, which also allows ".5" and "+4"; normalised to "0.5" and "4". */
export const SignedDecimal: Leaf<string> = {
  expected: form,
  read: (received) => {
    const [, sign, whole, fraction = ''] = decimal.exec(textOf(received) ?? '') ?? [];
    if (!whole && !fraction) return undefined;
    return `${sign === '-' ? '-' : ''}${whole || '0'}${fraction}`;
  },
};

export const Decimal: Leaf<string> = {
  expected: `${form}, not negative`,
  read: (received) => {
    const value = SignedDecimal.read(received);
    return value?.startsWith('-') ? undefined : value;
  },
};
