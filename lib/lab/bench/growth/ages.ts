/** A transaction is young after so many entries, and has at most so many; so many are measured, then and at the end. */
export const YOUNG = 4;
export const ENTRIES = 200;
export const MEASURED = 8;
