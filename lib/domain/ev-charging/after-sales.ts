import { type Decision, events, refuse } from '../decider.ts';
import type { CommandOf } from './commands.ts';
import type { Event, State } from './state.ts';
import { ratingRange } from './taxonomy.ts';

/** Ratings and help. */

export function rate(command: CommandOf<'Rate'>, state: State): Decision<Event> {
  if (state.stage === 'new' || state.stage === 'quoted')
    return refuse('rated-thing-unknown', 'there is no order to rate');
  if (state.stage === 'initiated' || state.stage === 'paid')
    return refuse('not-applicable', 'an order can be rated once it is confirmed');
  const { provider, item, fulfillment } = state.terms.offer;
  const rateable = new Set([state.orderId, provider.id, item.id, fulfillment.id]);
  const stranger = command.ratings.find(({ id }) => !rateable.has(id));
  if (stranger !== undefined)
    return refuse('rated-thing-unknown', 'the id of the order, its provider, item or fulfillment was expected');
  if (command.ratings.length === 0 || !command.ratings.every(({ value }) => inRange(value)))
    return refuse('rating-invalid', `a value of ${ratingRange.lowest} to ${ratingRange.highest} was expected`);
  return events({ type: 'OrderRated', ratings: command.ratings, at: command.at });
}

const inRange = (value: string) =>
  /^\d(\.\d{1,2})?$/.test(value) && Number(value) >= ratingRange.lowest && Number(value) <= ratingRange.highest;

export function askForHelp(command: CommandOf<'AskForHelp'>, state: State): Decision<Event> {
  if (state.stage === 'new' || state.stage === 'quoted') return refuse('order-unknown', 'there is no such order');
  return events({ type: 'HelpRequested', ticketId: command.ticketId, at: command.at });
}

/** What a customer writes is kept with the order, once; nobody is told. */
export const giveFeedback = (command: CommandOf<'GiveFeedback'>, state: State): Decision<Event> =>
  state.stage === 'new' || state.stage === 'quoted' || state.hasFeedback
    ? events()
    : events({ type: 'FeedbackGiven', comment: command.comment, at: command.at });

export function reportRefund(command: CommandOf<'ReportRefund'>, state: State): Decision<Event> {
  if (state.stage === 'new' || state.stage === 'quoted') return events();
  const settled = 'settlement' in state ? state.settlement.refund : undefined;
  const open = [settled, ...state.strays].some((refund) => refund?.id === command.refundId && !refund.done);
  return open ? events({ type: 'RefundCompleted', refundId: command.refundId, at: command.at }) : events();
}
