/** What the rehearsal tells its app. */
export const CONTEXT = { breakage: 'breakage' } as const;
