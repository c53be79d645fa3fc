/** Where the platform says enough. */
export const limits = {
  /** Messages in one transaction: nobody fills our tables. */
  entriesOfTransaction: 200,
  /** How often a request is tried before its buyer hears that it failed: about half a minute. */
  attempts: 5,
  /** With those that go on with what is running; what ends it is never too much. */
  updatedEntriesOfTransaction: 1000,
  /** Of what an order is called in tables, on timers and by partners. */
  nameBytes: 900,
  bodyBytes: 1_000_000,
  searchBodyBytes: 256_000,
  /** Of a callback as it is written: a queue takes more, and a receiver should not have to. */
  callbackBytes: 200_000,
} as const;
