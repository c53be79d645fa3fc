/** A failure of somebody else: out of reach, or not willing to take something now. It is tried again, and nobody here has to mend it. */
export class NotOurs extends Error {}
