import { ERASED, eraseParty } from '../order/personal.ts';
import type { Event } from './state.ts';

/** An event without the person that it tells of: money, times and what was sold stay, so that the books still add up. */
export function erase(event: Event): Event {
  switch (event.type) {
    case 'OrderInitiated':
      return { ...event, party: eraseParty(event.party) };
    case 'OrderCancelled':
      return event.cancellation.by === 'buyer' ? { ...event, cancellation: withoutWords(event.cancellation) } : event;
    case 'FeedbackGiven':
      return { ...event, comment: ERASED };
    case 'OrderQuoted':
    case 'PaymentCompleted':
    case 'PaymentDeclined':
    case 'StrayPaymentReceived':
    case 'OrderConfirmed':
    case 'ConnectorPlugged':
    case 'ConnectorUnplugged':
    case 'ChargingRequested':
    case 'ChargingStarted':
    case 'ChargingRequestLapsed':
    case 'ArrivalExtended':
    case 'ChargingProgressed':
    case 'ChargingLimitReached':
    case 'StopRequested':
    case 'ChargingEnded':
    case 'ChargerFaulted':
    case 'RefundCompleted':
    case 'OrderRated':
    case 'HelpRequested':
      return event;
    default:
      return event satisfies never;
  }
}

/** Buyers may say in their own words why they cancel. */
const withoutWords = <Told extends { readonly reason: { readonly id: string; readonly code: string } }>(
  told: Told,
) => ({
  ...told,
  reason: { ...told.reason, description: ERASED },
});
