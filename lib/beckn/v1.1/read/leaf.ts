import * as z from 'zod';

/** A single value of the wire: what a sender may write, in plain words, and how it is read. Undefined means that it cannot be. */
export interface Leaf<Value> {
  readonly expected: string;
  readonly read: (received: unknown) => Value | undefined;
}

export const required = <Value>({ expected, read }: Leaf<Value>) =>
  z.unknown().transform((received, context): Value => {
    const value = received === '' ? undefined : read(received);
    if (value !== undefined) return value;
    context.addIssue(expected);
    return z.NEVER;
  });

/** Senders also say "none" with null or an empty string. */
export const optional = <Value>({ expected, read }: Leaf<Value>) =>
  z
    .unknown()
    .transform((received, context): Value | undefined => {
      if (received === null || received === '') return undefined;
      const value = read(received);
      if (value === undefined) context.addIssue(expected);
      return value;
    })
    .optional();

const MOST_ENTRIES = 100;

/** The length is checked before the entries are, and only of what is an array: zod compares any length that something has. */
export const list = <Entry extends z.ZodType>(entry: Entry, most = MOST_ENTRIES) =>
  z.array(z.unknown()).pipe(z.array(z.unknown()).max(most)).pipe(z.array(entry));
