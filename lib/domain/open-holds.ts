/** How much may be held for who has not paid yet: by one buyer platform, and by one customer contact. */
export const mostOpenHolds = { ofBuyer: 100, ofContact: 5 } as const;

/** How long one transaction may hold for who has not paid yet, however often it begins again. */
export const longestUnpaid = 45 * 60_000;
