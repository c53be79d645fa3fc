import { type Life, no } from '../life.ts';
import { care, rates } from '../parts/care.ts';
import { payments, refunds, strayPayments } from '../parts/purse.ts';
import { confirmCancelled, confirmPaid, confirmUnpaid, initiate, quote, receivePayment } from './booking.ts';
import { faultReported, giveUpRequest, plugChanged, requestStart, startAgain, stop, stopAgain } from './charging.ts';
import type { Command } from './commands.ts';
import {
  elapseBooked,
  elapseCharging,
  elapseInitiated,
  elapseOver,
  elapsePaid,
  elapseQuoted,
  elapseRequested,
} from './deadlines.ts';
import { cancel, cancelByProvider } from './ending.ts';
import type { Event } from './events.ts';
import { lostByConfirm } from './kept.ts';
import { reportBegun, reportEarly, reportFirst } from './metering.ts';
import { lostByMove, move } from './moving.ts';
import type { OrderState, Quoted, State } from './state.ts';
import { reportUnwanted, startedInVain } from './unwanted.ts';

const rate = rates(({ orderId, terms }: OrderState) => {
  const { provider, item, fulfillment } = terms.offer;
  return [orderId, provider.id, item.id, fulfillment.id];
});

const notOrdered = {
  Confirm: no('order-unknown', 'there is no order in this transaction: select and init come first'),
  StartCharging: no('order-unknown', 'there is no order in this transaction'),
  StopCharging: no('order-unknown', 'there is no order in this transaction'),
  Reschedule: no('order-unknown', 'there is no such order'),
  Cancel: no('order-unknown', 'there is no such order'),
  CancelByProvider: no('order-unknown', 'there is no such order'),
  Rate: no('rated-thing-unknown', 'there is no order to rate'),
  AskForHelp: no('order-unknown', 'there is no such order'),
};

const notConfirmed = {
  StartCharging: no('not-applicable', 'charging can start once the order is confirmed'),
  StopCharging: no('not-applicable', 'nothing is being charged: charging can start once the order is confirmed'),
  Reschedule: no('not-applicable', 'a window can be moved once the order is confirmed: until then select again'),
  Rate: no('not-applicable', 'an order can be rated once it is confirmed'),
};

const taken = {
  Select: no('not-applicable', 'this order is under way: a new selection needs a new transaction'),
  Initiate: no('not-applicable', 'this order is under way: a new one needs a new transaction'),
};

const confirmed = {
  Confirm: { ...no('not-applicable', 'this order is confirmed already'), also: lostByConfirm },
};
const isOver = no('too-late-to-cancel', 'this order is over already');
const over = {
  Elapse: elapseOver,
  Cancel: isOver,
  CancelByProvider: isOver,
  Reschedule: {
    ...no('update-impossible', 'this order is over already: its window stays as it is'),
    also: lostByMove,
  },
};

/** What may be said to a charging order, and what comes of it. */
export const life: Life<State, Command, Event> = {
  new: { ...notOrdered, Select: quote, Initiate: initiate },
  quoted: {
    ...strayPayments(({ terms }: Quoted) => terms.offer.provider.currency),
    Elapse: elapseQuoted,
    ...notOrdered,
    Select: quote,
    Initiate: initiate,
    Confirm: { ...no('not-applicable', 'nothing is held yet: init comes before confirm'), also: lostByConfirm },
  },
  initiated: {
    ...refunds,
    ...care,
    ...notConfirmed,
    Select: quote,
    Initiate: initiate,
    ReportPayment: receivePayment,
    Confirm: confirmUnpaid,
    Cancel: cancel,
    CancelByProvider: cancelByProvider,
    Elapse: elapseInitiated,
  },
  paid: {
    ...payments,
    ...refunds,
    ...care,
    ...notConfirmed,
    ...taken,
    Confirm: confirmPaid,
    Cancel: cancel,
    CancelByProvider: cancelByProvider,
    Elapse: elapsePaid,
  },
  booked: {
    ...payments,
    ...refunds,
    ...care,
    ...taken,
    ...confirmed,
    Rate: rate,
    StartCharging: requestStart,
    Reschedule: move,
    ReportConnector: plugChanged,
    ReportSession: reportEarly,
    Cancel: cancel,
    CancelByProvider: cancelByProvider,
    Elapse: elapseBooked,
  },
  requested: {
    ...payments,
    ...refunds,
    ...care,
    ...taken,
    ...confirmed,
    Rate: rate,
    StopCharging: giveUpRequest,
    Reschedule: move,
    ReportConnector: faultReported,
    ReportSession: reportFirst,
    Cancel: cancel,
    CancelByProvider: cancelByProvider,
    Elapse: elapseRequested,
  },
  charging: {
    ...payments,
    ...refunds,
    ...care,
    ...taken,
    ...confirmed,
    Rate: rate,
    StartCharging: startAgain,
    StopCharging: stop,
    Reschedule: move,
    ReportSession: reportBegun,
    Cancel: cancel,
    CancelByProvider: cancelByProvider,
    Elapse: elapseCharging,
  },
  ended: {
    ...payments,
    ...refunds,
    ...care,
    ...taken,
    ...confirmed,
    ...over,
    Rate: rate,
    // Who stops what has just ended by itself gets the bill, not a refusal.
    StopCharging: stopAgain,
    ReportSession: reportUnwanted,
  },
  cancelled: {
    ...payments,
    ...refunds,
    ...care,
    ...over,
    Rate: rate,
    // What nobody had paid for may begin again.
    Select: quote,
    Initiate: initiate,
    Confirm: confirmCancelled,
    StartCharging: { ...no('not-applicable', 'this order is cancelled: nothing can be charged'), also: startedInVain },
    ReportSession: reportUnwanted,
  },
};
