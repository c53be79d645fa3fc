import type { HappenedEvent } from '../../domain/business.ts';
import type { Refusal } from '../../language/refusal.ts';

/** A refusal is history too: a message that was refused once is never granted by a redelivery. */
export interface Refused extends HappenedEvent {
  readonly type: 'Refused';
  readonly refusal: Refusal;
}

export const refusedEvent = (refusal: Refusal): Refused => ({ type: 'Refused', refusal });

export const isRefused = (event: HappenedEvent | undefined): event is Refused => event?.type === 'Refused';
