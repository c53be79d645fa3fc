import { describe, expect, test } from 'vitest';
import type { Command } from '../../../lib/domain/ev-charging/commands.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  CASE,
  command,
  confirm,
  granted,
  init,
  MINUTE,
  NINE,
  ORDER,
  pay,
  type Step,
  select,
  stages,
  start,
  stop,
  when,
} from './given.ts';

const LATER = NINE + 6 * MINUTE;
const session = `session-${CASE}-1`;

/** One ordinary command of each type, with every answer of the outside already there. */
const commands = {
  Select: select(LATER),
  Initiate: init(LATER),
  Confirm: confirm(LATER),
  ChangeState: start(LATER),
  Cancel: command('Cancel', { at: LATER, reasonId: '5' }, granted),
  Rate: command('Rate', { at: LATER, ratings: [{ id: ORDER, category: 'charger', value: '5' }] }),
  AskForHelp: command('AskForHelp', { at: LATER, ticketId: 'ticket-1' }),
  GiveFeedback: command('GiveFeedback', { at: LATER, comment: 'Good tea' }),
  ReportPayment: pay(LATER),
  ReportRefund: command('ReportRefund', { at: LATER, refundId: `refund-pay-${CASE}-1-5900` }),
  ReportConnector: command('ReportConnector', { at: LATER, condition: 'plugged' }),
  ReportSession: command('ReportSession', { at: LATER, sessionId: session, status: 'charging', wh: 1200 }),
  Elapse: command('Elapse', { at: LATER + 60 * MINUTE, purpose: 'window-end', due: LATER + 60 * MINUTE }, granted),
} as const satisfies Record<Command['type'], Step>;

type Row = Record<keyof typeof commands, string>;

/** What each command does in each stage: the events, or the refusal after an exclamation mark; a dash where nothing happens. */
const table = {
  new: {
    Select: 'OrderQuoted',
    Initiate: '!expired',
    Confirm: '!order-unknown',
    ChangeState: '!order-unknown',
    Cancel: '!order-unknown',
    Rate: '!rated-thing-unknown',
    AskForHelp: '!order-unknown',
    GiveFeedback: '-',
    ReportPayment: '-',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
  quoted: {
    Select: 'OrderQuoted',
    Initiate: 'OrderInitiated',
    Confirm: '!not-applicable',
    ChangeState: '!order-unknown',
    Cancel: '!order-unknown',
    Rate: '!rated-thing-unknown',
    AskForHelp: '!order-unknown',
    GiveFeedback: '-',
    ReportPayment: 'StrayPaymentReceived',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
  initiated: {
    Select: 'OrderQuoted',
    Initiate: 'OrderInitiated',
    Confirm: '!not-paid',
    ChangeState: '!not-applicable',
    Cancel: 'OrderCancelled',
    Rate: '!not-applicable',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: 'PaymentCompleted',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
  paid: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: 'OrderConfirmed',
    ChangeState: '!not-applicable',
    Cancel: 'OrderCancelled',
    Rate: '!not-applicable',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
  booked: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: '!not-applicable',
    ChangeState: 'ChargingStarted',
    Cancel: 'OrderCancelled',
    Rate: 'OrderRated',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: '-',
    ReportConnector: 'ConnectorPlugged',
    ReportSession: '-',
    Elapse: 'OrderCancelled',
  },
  requested: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: '!not-applicable',
    ChangeState: '!not-applicable',
    Cancel: 'OrderCancelled',
    Rate: 'OrderRated',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: 'ChargingStarted',
    Elapse: 'OrderCancelled',
  },
  charging: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: '!not-applicable',
    ChangeState: '!not-applicable',
    Cancel: 'OrderCancelled',
    Rate: 'OrderRated',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: '-',
    ReportConnector: '-',
    ReportSession: 'ChargingProgressed',
    Elapse: 'ChargingLimitReached',
  },
  ended: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: '!not-applicable',
    ChangeState: '!not-applicable',
    Cancel: '!too-late-to-cancel',
    Rate: 'OrderRated',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: 'RefundCompleted',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
  cancelled: {
    Select: '!not-applicable',
    Initiate: '!not-applicable',
    Confirm: '!not-applicable',
    ChangeState: '!not-applicable',
    Cancel: '!too-late-to-cancel',
    Rate: 'OrderRated',
    AskForHelp: 'HelpRequested',
    GiveFeedback: 'FeedbackGiven',
    ReportPayment: '-',
    ReportRefund: 'RefundCompleted',
    ReportConnector: '-',
    ReportSession: '-',
    Elapse: '-',
  },
} as const satisfies Record<State['stage'], Row>;

describe('every command in every stage', () => {
  for (const [stage, row] of Object.entries(table))
    for (const [type, expected] of Object.entries(row))
      test(`${stage}: ${type} -> ${expected}`, () => {
        const { types, refused } = when(stateIn(stage), stepOf(type));
        expect(refused === undefined ? types.join(' ') || '-' : `!${refused}`).toBe(expected);
      });
});

test('only a running or awaited session can be stopped', () => {
  const outcomes = Object.entries(stages).map(([stage, state]) => [stage, describeOutcome(when(state(), stop(LATER)))]);
  expect(Object.fromEntries(outcomes)).toEqual({
    new: 'refused',
    quoted: 'refused',
    initiated: 'refused',
    paid: 'refused',
    booked: 'refused',
    requested: 'ChargingRequestLapsed',
    charging: 'ChargingEnded',
    ended: 'the bill again',
    cancelled: 'refused',
  });
});

const describeOutcome = ({ types, refused }: ReturnType<typeof when>) =>
  refused === undefined ? types.join(' ') || 'the bill again' : 'refused';

const EVENING = NINE + 600 * MINUTE;

/** What commands of the same type do besides. */
const others: readonly Step[] = [
  stop(LATER),
  ...['payment', 'confirmation', 'arrival', 'plug', 'time-limit'].map((purpose) =>
    command('Elapse', { at: EVENING, purpose, due: EVENING }),
  ),
  ...(['ended', 'faulted'] as const).map((status) =>
    command('ReportSession', { at: LATER, sessionId: session, status, wh: 1200 }),
  ),
  command('ReportConnector', { at: LATER, condition: 'faulted' }),
];

// The function that brings such a command has to name the partner, or it cannot reach it.
test('only these commands have partners asked first', () => {
  const { free, hold } = granted;
  const asked = Object.values(stages).flatMap((stage) =>
    [...Object.values(commands), ...others].flatMap((step) => {
      const state = stage();
      const said = typeof step === 'function' ? step(state) : step;
      const { needs } = when(state, { ...said, answers: { free, hold } });
      return needs === undefined ? [] : [`${said.type}: ${needs.kind}`];
    }),
  );
  expect([...new Set(asked)].toSorted()).toEqual([
    'Cancel: stop-session',
    'ChangeState: start-session',
    'ChangeState: stop-session',
    'Confirm: payment-status',
    'Elapse: payment-status',
    'Initiate: payment-link',
  ]);
});

function stateIn(stage: string): State {
  const found = Object.entries(stages).find(([name]) => name === stage);
  if (found === undefined) throw new Error(stage);
  return found[1]();
}

function stepOf(type: string): Step {
  const found = Object.entries(commands).find(([name]) => name === type);
  if (found === undefined) throw new Error(type);
  return found[1];
}
