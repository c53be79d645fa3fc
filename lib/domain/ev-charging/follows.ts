import type { evCharging } from '../../../events/ev-charging.ts';
import type { Definition } from '../business.ts';
import { call, type Effect, publish as publishAny, release, timer } from '../effects.ts';
import { voice } from '../parts/care.ts';
import { refund, settledRefund } from '../parts/purse.ts';
import type { Command } from './commands.ts';
import type { Event } from './events.ts';
import { keptUntil } from './kept.ts';
import { times } from './policy.ts';
import { hasVoice } from './rating.ts';
import { sessionOf } from './session.ts';
import { isOrder, type State } from './state.ts';
import { timeLimit } from './window.ts';

/** Only what has a contract on the bus can be told there. */
const publish = (type: keyof typeof evCharging): Effect => publishAny(type);

/** What must follow from an event, given the order before and after it. */
export const follows: Definition<'ev-charging', State, Command, Event>['follows'] = {
  OrderQuoted: ({ replaced }, before) => releaseReplaced(replaced, before),
  OrderInitiated: ({ replaced, orderId, payment }, before) => [
    ...releaseReplaced(replaced, before),
    timer('payment', payment.end),
    { kind: 'name', name: orderId },
  ],
  PaymentCompleted: ({ type, confirmUntil }) => [publish(type), timer('confirmation', confirmUntil)],
  PaymentDeclined: ({ type }) => [publish(type)],
  StrayPaymentReceived: ({ refund: stray }, _, after) => {
    if (after.stage === 'new') return [];
    const { id: providerId, currency } = after.terms.offer.provider;
    // Who heard of the money before the order was over may have held the window for it.
    const held = after.stage === 'cancelled' ? releaseKept(after) : [];
    return [refund({ providerId, currency }, stray), ...held];
  },
  OrderConfirmed: ({ startBy }, _, after) =>
    isOrder(after) ? [timer('arrival', startBy), timer('window-end', after.terms.span.end)] : [],
  BookingMoved: ({ span, startBy }, before) => [
    ...releaseKept(before),
    timer('arrival', startBy),
    timer('window-end', span.end),
  ],
  HoldDropped: ({ resource, span, round }) => [release({ resource, span, round, alone: true })],
  ArrivalExtended: ({ startBy }) => [timer('arrival', startBy)],
  ConnectorPlugged: ({ type }) => [publish(type)],
  ChargingRequested: ({ plugBy }) => [timer('plug', plugBy)],
  ChargingStarted: ({ type, by }, _, after) => [...(by === 'plug' ? [publish(type)] : []), ...limits(after)],
  ChargingRequestLapsed: ({ type, by, startBy }, before) => [
    ...(by === 'provider' ? [publish(type)] : []),
    ...stop(before),
    timer('arrival', startBy),
  ],
  ChargingProgressed: ({ type }) => [publish(type)],
  ChargingLimitReached: (_, before, after) => [...stop(before), ...askAgain(after)],
  StopRequested: (_, before, after) => [...stop(before), ...askAgain(after)],
  StopRepeated: (_event, _before, after) => askAgain(after),
  SessionStopped: ({ at }) => [timer('stop', at + times.stop)],
  SessionUnwanted: ({ sessionId }, _, after) =>
    isOrder(after) ? [call({ kind: 'stop-session', providerId: after.terms.offer.provider.id, sessionId })] : [],
  ChargingEnded: ({ type, cause, isAnswer }, _, after) => [
    ...closing(after),
    ...(cause === 'buyer' || isAnswer ? [] : [publish(type)]),
  ],
  ChargerFaulted: ({ type }, before, after) => [...closing(after), ...stop(before), publish(type)],
  OrderCancelled: ({ type, cancellation }, before, after) => [
    ...closing(after),
    ...stop(before),
    ...(cancellation.by === 'provider' ? [publish(type)] : []),
  ],
  OrderRated: (_event, _before, after) => (hasVoice(after) ? [voice(after.terms.offer.provider.id, after.care)] : []),
  // Who chooses anew has no order to be told of, and sees it in the answer to what he asks next.
  RefundCompleted: ({ type }, _, after) => (isOrder(after) ? [publish(type)] : []),
};

const closing = (after: State): readonly Effect[] =>
  isOrder(after) ? [...releaseKept(after), ...settledRefund(after)] : [];

const releaseKept = (state: State): readonly Effect[] =>
  isOrder(state) ? [release({ ...keptUntil(state, 0), round: state.round })] : [];

const stop = (before: State): readonly Effect[] =>
  before.stage === 'requested' || before.stage === 'charging'
    ? [call({ kind: 'stop-session', ...sessionOf(before) })]
    : [];

/** Who begins when his window is over is not met by its end any more. */
function limits(after: State): readonly Effect[] {
  if (after.stage !== 'charging') return [];
  const { startedAt, terms } = after;
  const late = terms.span.end + times.grace;
  return [
    ...(Number.isFinite(timeLimit(after)) ? [timer('time-limit', timeLimit(after))] : []),
    ...(startedAt >= terms.span.end ? [timer('window-end', Math.max(startedAt, late))] : []),
  ];
}

const askAgain = (after: State): readonly Effect[] =>
  after.stage === 'charging' && after.stopping ? [timer('stop', after.stopping.askAt)] : [];

const releaseReplaced = (resource: string | undefined, before: State): readonly Effect[] =>
  resource === undefined || !('round' in before)
    ? []
    : [release({ resource, round: before.round, span: before.terms.span })];
