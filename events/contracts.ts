import { evCharging } from './ev-charging.ts';
import type { Contract } from './order-event.ts';

/** Everything that is said on the bus, by `<domain>.<event type>`. */
export const contracts: Readonly<Record<string, Contract>> = {
  ...of('ev-charging', evCharging),
};

function of(domain: string, spoken: Readonly<Record<string, Contract>>) {
  return Object.fromEntries(Object.entries(spoken).map(([type, contract]) => [`${domain}.${type}`, contract]));
}
