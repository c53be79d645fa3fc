/** Sums in whole hundredths: decimal strings would lose paise as floats. */
export function toMinor(decimal: string): number {
  const parts = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/.exec(decimal);
  if (parts === null) throw new Error(`${decimal} is no amount of money with at most two decimals`);
  const [, sign, whole = '', cents = ''] = parts;
  const minor = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return sign === '-' && minor !== 0 ? -minor : minor;
}

export function toDecimal(minor: number): string {
  const whole = Math.trunc(Math.abs(minor) / 100);
  const cents = Math.abs(minor) % 100;
  const digits = cents === 0 ? `${whole}` : `${whole}.${String(cents).padStart(2, '0')}`;
  return minor < 0 ? `-${digits}` : digits;
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
