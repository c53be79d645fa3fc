/** How much may be held for who has not paid yet: by one buyer platform, and by one customer contact. */
export const mostOpenHolds = { ofBuyer: 100, ofContact: 5 } as const;
