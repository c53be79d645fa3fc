import type { Vehicle } from '../../language/party.ts';
import type { Definition } from '../business.ts';
import { personalCare } from '../parts/care.ts';
import { personalPurse } from '../parts/purse.ts';
import { ERASED, erase, eraseParty, nobody } from '../personal.ts';
import type { Command } from './commands.ts';
import type { Event } from './events.ts';
import { providerReasons } from './policy.ts';
import type { State } from './state.ts';
import type { Terms } from './terms.ts';

const vehicleMarks = {
  make: undefined,
  model: undefined,
  category: undefined,
  energyType: undefined,
  registration: ERASED,
} as const satisfies Readonly<Record<keyof Vehicle, string | undefined>>;

/** Of a position nothing may be left, not even where about it was. */
const erasePlace = (terms: Terms): Terms => (terms.place ? { ...terms, place: { address: ERASED } } : terms);

/** Money, times and what was sold stay when a person is forgotten, so that the books still add up. */
export const personal: Definition<'ev-charging', State, Command, Event>['personal'] = {
  ...personalCare,
  ...personalPurse,
  OrderQuoted: (event) => ({ ...event, terms: erasePlace(event.terms) }),
  OrderInitiated: (event) => {
    const { vehicle } = event.party;
    return {
      ...event,
      terms: erasePlace(event.terms),
      party: { ...eraseParty(event.party), ...(vehicle && { vehicle: erase(vehicle, vehicleMarks) }) },
    };
  },
  // Buyers and staff may say in their own words why they cancel.
  OrderCancelled: (event) => {
    const { cancellation } = event;
    const usual = new Map<string, string>(Object.entries(providerReasons)).get(cancellation.reason.id);
    const reason = { ...cancellation.reason, description: usual ?? ERASED };
    return { ...event, cancellation: { ...cancellation, reason } };
  },
  ...nobody('PaymentCompleted', 'OrderConfirmed', 'BookingMoved', 'HoldDropped', 'ArrivalExtended'),
  ...nobody('ConnectorPlugged', 'ConnectorUnplugged', 'ChargingRequested', 'ChargingStarted', 'ChargingRequestLapsed'),
  ...nobody(
    'ChargingProgressed',
    'ChargingLimitReached',
    'ChargerRefused',
    'StopRequested',
    'StopRepeated',
    'SessionUnwanted',
    'SessionStopped',
    'ChargingEnded',
    'ChargerFaulted',
  ),
};
