import type { BusinessName } from '../../language/business.ts';

/** What an order says of a provider: one voice, whatever it rates. */
export interface Voice {
  readonly business: BusinessName;
  readonly providerId: string;
  /** Names the order. */
  readonly caseId: string;
  /** In hundredths of a star. */
  readonly value: number;
  /** Which of its ratings this is: a later one takes the place of an earlier one, never the other way round. */
  readonly round: number;
}

export interface Ratings {
  /** Saying it twice is saying it once. */
  count(voice: Voice): Promise<void>;
}
