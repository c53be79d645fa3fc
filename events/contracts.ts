import type { BusinessName } from '../lib/language/business.ts';
import { evCharging } from './ev-charging.ts';
import type { Contract } from './order-event.ts';

/** Everything that is said on the bus, by business and type of event. */
export const contracts = {
  'ev-charging': evCharging,
} as const satisfies { readonly [Name in BusinessName]: Readonly<Record<string, Contract>> };

/** The types of events that a business says on the bus. */
export type Published<B extends BusinessName> = keyof (typeof contracts)[B] & string;

export const contractOf = (business: BusinessName, type: string): Contract | undefined => {
  const spoken: Readonly<Record<string, Contract>> = contracts[business];
  return Object.hasOwn(spoken, type) ? spoken[type] : undefined;
};
