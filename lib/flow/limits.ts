/** Where the platform says enough. */
export const limits = {
  /** Open holds of one buyer platform, and of one customer contact. */
  openHolds: { ofBuyer: 100, ofContact: 5 },
  /** Messages in one transaction: nobody fills our tables. */
  entriesOfTransaction: 200,
  bodyBytes: 1_000_000,
  searchBodyBytes: 256_000,
} as const;
