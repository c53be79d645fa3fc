import type { Vehicle } from '../../language/party.ts';
import type { Definition } from '../business.ts';
import { personalCare } from '../parts/care.ts';
import { personalPurse } from '../parts/purse.ts';
import { ERASED, erase, eraseParty, nobody } from '../personal.ts';
import type { Command } from './commands.ts';
import type { Event } from './events.ts';
import type { State } from './state.ts';

const vehicleMarks = {
  make: undefined,
  model: undefined,
  category: undefined,
  energyType: undefined,
  registration: ERASED,
} as const satisfies Readonly<Record<keyof Vehicle, string | undefined>>;

/** Money, times and what was sold stay when a person is forgotten, so that the books still add up. */
export const personal: Definition<'ev-charging', State, Command, Event>['personal'] = {
  ...personalCare,
  ...personalPurse,
  OrderInitiated: (event) => {
    const { vehicle } = event.party;
    return {
      ...event,
      party: { ...eraseParty(event.party), ...(vehicle && { vehicle: erase(vehicle, vehicleMarks) }) },
    };
  },
  // Buyers may say in their own words why they cancel.
  OrderCancelled: (event) => {
    const { cancellation } = event;
    if (cancellation.by !== 'buyer') return event;
    const reason = { ...cancellation.reason, description: ERASED };
    return { ...event, cancellation: { ...cancellation, reason } };
  },
  ...nobody('OrderQuoted', 'PaymentCompleted', 'OrderConfirmed', 'ArrivalExtended', 'ConnectorPlugged'),
  ...nobody('ConnectorUnplugged', 'ChargingRequested', 'ChargingStarted', 'ChargingRequestLapsed'),
  ...nobody(
    'ChargingProgressed',
    'ChargingLimitReached',
    'ChargerRefused',
    'StopRequested',
    'ChargingEnded',
    'ChargerFaulted',
  ),
};
