import type { Reading } from '../../language/charging.ts';
import { ask, type Decision, events, refuse, refuseAfter } from '../decision.ts';
import { billCancelled } from './bill.ts';
import type { CommandOf } from './commands.ts';
import type { Event, EventOf } from './events.ts';
import {
  type CancellationCase,
  cancellationReasons,
  type ProviderReason,
  providerReasons,
  staffReasons,
} from './policy.ts';
import { sessionOf } from './session.ts';
import type { Cancellation, Charging, ConfirmedState, Initiated, OrderState, Paid } from './state.ts';

/** Everything that ends an order before it was delivered, but for the clock: the buyer, the provider, a fault. */

export function cancel(command: CommandOf<'Cancel'>, state: Initiated | Paid | ConfirmedState): Decision<Event> {
  const reason = cancellationReasons.find(({ id }) => id === command.reasonId);
  if (command.reasonId !== undefined && reason === undefined)
    return refuse('reason-unknown', 'a reason of get_cancellation_reasons was expected');
  const cancellation: Cancellation = {
    by: 'buyer',
    at: command.at,
    reason: {
      ...(reason ?? { id: '7', code: 'OTHER' }),
      description: command.description ?? reason?.description ?? '',
    },
    fault: false,
  };
  return cancelStopped(state, cancellation, (isCharging) => (isCharging ? 'buyer-charging' : buyerCase(state)));
}

export function cancelByProvider(
  { at, reason, words }: CommandOf<'CancelByProvider'>,
  state: Initiated | Paid | ConfirmedState,
): Decision<Event> {
  if (!isStaffReason(reason))
    return refuse('reason-unknown', `one of ${Object.keys(staffReasons).join(', ')} was expected as reason`);
  return cancelStopped(state, providerCancellation(at, reason, words), () => 'provider-fault');
}

const isStaffReason = (reason: string): reason is keyof typeof staffReasons => Object.hasOwn(staffReasons, reason);

/** What is being charged, or may be, is stopped first: what it has delivered is paid for. */
function cancelStopped(
  state: Initiated | Paid | ConfirmedState,
  cancellation: Cancellation,
  whyIf: (isCharging: boolean) => CancellationCase,
): Decision<Event> {
  const cancelled = (wh: number, isCharging: boolean): EventOf<'OrderCancelled'> => ({
    type: 'OrderCancelled',
    cancellation,
    settlement: billCancelled(state, wh, whyIf(isCharging)),
  });
  switch (state.stage) {
    case 'requested':
      return ask({ kind: 'stop-session', ...sessionOf(state), mustKnow: true }, (reading) =>
        reading === undefined || reading.energyWh === 0
          ? events(cancelled(0, false))
          : events({ ...cancelled(reading.energyWh, true), begunAt: reading.startedAt ?? cancellation.at }),
      );
    case 'charging':
      return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading) =>
        state.hasStopped || reading?.status === 'ended' || reading?.status === 'faulted'
          ? events(cancelled(Math.max(state.wh, reading?.energyWh ?? 0), true))
          : notStopped(state, cancellation.at),
      );
    default:
      return events(cancelled(0, false));
  }
}

/** What still may flow cannot be paid back: it ends as any charge that is stopped. */
function notStopped({ stopping }: Charging, at: number): Decision<Event> {
  const refused = refuse('not-applicable', 'the charge has not stopped yet: it is being stopped, and then billed');
  return stopping === undefined ? refuseAfter<Event>(refused, { type: 'StopRequested', at }) : refused;
}

export const fault = (...of: Parameters<typeof faulted>): Decision<Event> => events(faulted(...of));

export function faulted(
  state: ConfirmedState,
  at: number,
  { energyWh, stateOfCharge }: Pick<Reading, 'energyWh' | 'stateOfCharge'> = { energyWh: 0 },
): EventOf<'ChargerFaulted'> {
  const wh = state.stage === 'charging' ? Math.max(state.wh, energyWh) : 0;
  const cancellation = { ...providerCancellation(at, 'charger_error'), fault: true };
  const settlement = billCancelled(state, wh, 'provider-fault');
  return { type: 'ChargerFaulted', cancellation, settlement, stateOfCharge };
}

export const byProvider = (
  state: OrderState,
  at: number,
  reason: ProviderReason,
  why: CancellationCase,
): EventOf<'OrderCancelled'> => ({
  type: 'OrderCancelled',
  cancellation: providerCancellation(at, reason),
  settlement: billCancelled(state, 0, why),
});

const providerCancellation = (at: number, reason: ProviderReason, words?: string): Cancellation => ({
  by: 'provider',
  at,
  reason: { id: reason, code: reason.toUpperCase(), description: words ?? providerReasons[reason] },
  fault: false,
});

const buyerCase = (state: OrderState): CancellationCase => {
  if (state.stage === 'booked' && state.wasRefused) return 'provider-fault';
  return state.stage === 'initiated' ? 'buyer-before-payment' : 'buyer-booked';
};
