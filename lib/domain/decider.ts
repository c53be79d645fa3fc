import type { Need } from './order/needs.ts';
import type { Refusal } from './order/refusal.ts';

/** The only shape of business logic: what happened decides what may happen. Pure; time and facts come in the command. */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  decide(command: Command, state: State): Decision<Event>;
  evolve(state: State, event: Event): State;
}

export type Decision<Event> = Granted<Event> | Refused | Needed;

export interface Granted<Event> {
  readonly kind: 'events';
  readonly events: readonly Event[];
}

export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** The outside must be asked first; the same command comes again with the answer in it. */
export interface Needed {
  readonly kind: 'need';
  readonly need: Need;
}

export const events = <Event>(...happened: readonly Event[]): Granted<Event> => ({ kind: 'events', events: happened });

export const refuse = (reason: Refusal['reason'], message: string): Refused => ({
  kind: 'refused',
  refusal: { reason, message },
});

export const need = (needed: Need): Needed => ({ kind: 'need', need: needed });
