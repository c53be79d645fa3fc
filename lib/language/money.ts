import Big from 'big.js';

/** Money in whole minor units (paise, cents) of a currency. */
export type Minor = number;

const PER_MAJOR = 100;

/** Half up, as invoices round. */
export const toMinor = (amount: Big | string): Minor =>
  new Big(amount).times(PER_MAJOR).round(0, Big.roundHalfUp).toNumber();

/** "40" or "12.50": two places unless there is nothing behind the point. */
export const toDecimal = (minor: Minor): string => {
  const amount = new Big(minor).div(PER_MAJOR);
  return minor % PER_MAJOR === 0 ? amount.toFixed(0) : amount.toFixed(2);
};

/** Whether an amount is exactly so much: nothing is rounded. */
export const isWorth = (amount: string, minor: Minor): boolean => new Big(amount).times(PER_MAJOR).eq(minor);

export const sum = (amounts: readonly Minor[]): Minor => amounts.reduce((total, amount) => total + amount, 0);

export const percentOf = (amount: Minor, percent: string): Minor =>
  new Big(amount).times(percent).div(100).round(0, Big.roundHalfUp).toNumber();
