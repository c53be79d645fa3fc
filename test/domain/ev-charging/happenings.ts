import fc from 'fast-check';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import type { Reading } from '../../../lib/language/charging.ts';
import { CASE, command, confirm, granted, init, MINUTE, reschedule, select, start, stop, waiting } from './given.ts';

const happening = fc.array(
  fc.record({
    what: fc.constantFrom(
      'select',
      'init',
      'pay',
      'pay-wrong',
      'confirm',
      'start',
      'move',
      'wait',
      'plug',
      'meter',
      'stop',
      'fault',
      'cancel',
      'close',
      'elapse',
      'refund',
      'end',
    ),
    minutes: fc.integer({ min: 0, max: 12 }),
    wh: fc.integer({ min: 0, max: 6000 }),
  }),
  { maxLength: 25 },
);

const usual = ['select', 'init', 'pay', 'confirm', 'start'].map((what) => ({ what, minutes: 1, wh: 0 }));

/** Whatever may happen to an order, in any order, after the usual beginning or a part of it. */
export const stories = fc
  .tuple(fc.nat(usual.length), happening)
  .map(([begun, story]) => [...usual.slice(0, begun), ...story]);

export function commandFor(what: string, at: number, wh: number, state: State) {
  const sessionId = wh % 7 > 0 && 'sessionId' in state ? state.sessionId : `session-${CASE}-${(wh % 3) + 1}`;
  const purposes = ['payment', 'confirmation', 'arrival', 'plug', 'window-end', 'stop', 'time-limit'];
  const readings: readonly (Reading | undefined)[] = [
    undefined,
    { status: 'charging', energyWh: wh },
    { status: 'ended', energyWh: wh },
    { status: 'waiting', energyWh: 0 },
  ];
  const reading = readings[wh % readings.length];
  const answers = { ...granted, 'stop-session': reading, 'read-session': reading };
  switch (what) {
    case 'select':
      return select(at, undefined, { id: 'f1' });
    case 'init':
      return init(at);
    case 'pay':
    case 'pay-wrong': {
      const due = 'purse' in state ? state.purse.due : { id: 'pay-case1-1-1', amount: 1 };
      const amount = what === 'pay' ? due.amount : due.amount + 1;
      return command('ReportPayment', { at, paymentId: due.id, outcome: 'paid', amount }, granted);
    }
    case 'confirm':
      return confirm(at);
    case 'start':
      return start(at, reading && { 'start-session': { accepted: true, reading } });
    case 'move': {
      const begin = at + (wh % 5) * 7 * MINUTE;
      return reschedule(wh % 2 === 0 ? { start: begin, end: begin + 90 * MINUTE } : { end: begin + 180 * MINUTE }, at);
    }
    case 'wait':
      return start(at, waiting);
    case 'plug':
      return command('ReportConnector', { at, condition: wh % 2 === 0 ? 'plugged' : 'unplugged' });
    case 'meter':
      return command('ReportSession', { at, sessionId, status: 'charging', wh });
    case 'stop':
      return stop(at, answers);
    case 'fault':
      return command('ReportSession', { at, sessionId, status: 'faulted', wh });
    case 'end':
      return command('ReportSession', { at, sessionId, status: 'ended', wh, why: 'unplugged' });
    case 'cancel':
      return command('Cancel', { at }, answers);
    case 'close':
      return command('CancelByProvider', { at, reason: 'station_closed' }, answers);
    case 'refund':
      return command('ReportRefund', { at, refundId: 'purse' in state ? `refund-${state.purse.due.id}` : 'none' });
    default:
      return command('Elapse', { at, purpose: purposes[wh % purposes.length] ?? '', due: at }, answers);
  }
}
