import { contactOf } from '../order/contact.ts';
import type { Effect } from '../order/effects.ts';
import type { Span } from '../order/needs.ts';
import { resourceOf } from './catalog.ts';
import { timeLimit } from './ending.ts';
import { isConfirmed, isOrder } from './evolve.ts';
import type { Event, OrderState, Quoted, Refund, State } from './state.ts';

/** What must follow from an event, given the states before and after it. */
export function effects(event: Event, before: State, after: State): readonly Effect[] {
  switch (event.type) {
    case 'OrderQuoted':
    case 'OrderInitiated':
      return [
        ...replaced(event, before),
        ...(event.type === 'OrderInitiated' ? [timer('payment', event.payment.end)] : []),
      ];
    case 'PaymentCompleted':
      return [publish(event), timer('confirmation', event.confirmUntil)];
    case 'StrayPaymentReceived':
      return after.stage === 'new' ? [] : refund(event.refund, after);
    case 'OrderConfirmed':
      return isOrder(after) ? [timer('arrival', event.startBy), timer('window-end', after.terms.span.end)] : [];
    case 'ArrivalExtended':
      return [timer('arrival', event.startBy)];
    case 'ChargingRequested':
      return [timer('plug', event.plugBy)];
    case 'ChargingStarted':
      return [...(event.by === 'plug' ? [publish(event)] : []), ...timeLimitOf(after)];
    case 'ChargingRequestLapsed':
      return [...(event.by === 'provider' ? [publish(event)] : []), ...stop(before), timer('arrival', event.startBy)];
    case 'PaymentDeclined':
    case 'ConnectorPlugged':
    case 'ChargingProgressed':
    case 'ChargingLimitReached':
    case 'StopRequested':
    case 'RefundCompleted':
      return [publish(event)];
    case 'ChargingEnded':
      return [...closing(after), ...(event.cause === 'buyer' ? [] : [publish(event)])];
    case 'ChargerFaulted':
      return [...closing(after), ...stop(before), publish(event)];
    case 'OrderCancelled':
      return [...closing(after), ...stop(before), ...(event.cancellation.by === 'provider' ? [publish(event)] : [])];
    case 'ConnectorUnplugged':
    case 'OrderRated':
    case 'HelpRequested':
    case 'FeedbackGiven':
      return [];
    default:
      return event satisfies never;
  }
}

/** The hold that counts against the caps: a connector kept for somebody who has not paid yet. */
export function openHold(state: State): { readonly until: number; readonly contact: string } | undefined {
  if (state.stage !== 'initiated') return undefined;
  return { until: state.payment.end, contact: contactOf(state.party) ?? '' };
}

const closing = (after: State): readonly Effect[] => {
  if (!isOrder(after)) return [];
  const { offer, span } = after.terms;
  const settled = 'settlement' in after ? after.settlement.refund : undefined;
  return [
    release(resourceOf(offer.provider.id, offer.fulfillment.id), after.payments, span),
    ...(settled === undefined ? [] : refund(settled, after)),
  ];
};

const refund = ({ id, paymentId, amount }: Refund, { terms }: OrderState | Quoted): readonly Effect[] => [
  { kind: 'refund', refundId: id, paymentId, amount, currency: terms.offer.provider.currency },
];

const stop = (before: State): readonly Effect[] =>
  isConfirmed(before) && before.stage !== 'booked' ? [{ kind: 'stop-session', sessionId: before.sessionId }] : [];

const timeLimitOf = (after: State): readonly Effect[] =>
  after.stage === 'charging' && Number.isFinite(timeLimit(after)) ? [timer('time-limit', timeLimit(after))] : [];

const replaced = ({ replaced: resource }: { readonly replaced?: string }, before: State): readonly Effect[] =>
  resource === undefined || !('payments' in before) ? [] : [release(resource, before.payments, before.terms.span)];

const release = (resource: string, round: number, span: Span): Effect => ({ kind: 'release', resource, round, span });

const timer = (purpose: string, at: number): Effect => ({ kind: 'timer', purpose, at });

const publish = ({ type }: Event): Effect => ({ kind: 'publish', type });
