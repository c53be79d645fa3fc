import type { Need, NeedKind, Needs } from '../language/needs.ts';
import type { Refusal } from '../language/refusal.ts';

/** What a business answers to a command: what happened, why not, or what it has to know first. Pure; time and ids come in the command. */
export type Decision<Event> = Step<Granted<Event> | Refused<Event>>;

/** An answer, or a question to the outside that leads to one. Asked twice, a question is answered alike. */
export type Step<Answer> = Answer | Asking<Answer>;

export interface Asking<Answer> {
  readonly kind: 'ask';
  readonly need: Need;
  /** Takes what the need gets: `ask` has seen to that. */
  resume(answer: never): Step<Answer>;
}

export interface Granted<Event> {
  readonly kind: 'events';
  readonly events: readonly Event[];
}

export interface Refused<Event = never> {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  /** What happened all the same, and has to be remembered. */
  readonly events?: readonly Event[];
}

export const events = <Event>(...happened: readonly Event[]): Granted<Event> => ({ kind: 'events', events: happened });

export const refuse = (reason: Refusal['reason'], message: string): Refused => ({
  kind: 'refused',
  refusal: { reason, message },
});

/** Refuses, and remembers that it did. */
export const refuseAfter = <Event>({ refusal }: Refused, ...happened: readonly Event[]): Refused<Event> => ({
  kind: 'refused',
  refusal,
  events: happened,
});

/** The same answer, with what happened besides. */
export const withEvents = <Event>(
  answer: Granted<Event> | Refused<Event>,
  more: readonly Event[],
): Granted<Event> | Refused<Event> =>
  more.length === 0 ? answer : { ...answer, events: [...(answer.events ?? []), ...more] };

export const ask = <Kind extends NeedKind, Answer>(
  need: Need<Kind> & { readonly kind: Kind },
  resume: (answer: Needs[Kind]['gets']) => Step<Answer>,
): Asking<Answer> => ({ kind: 'ask', need: need as Need, resume }); // a need of one kind is a need

/** Goes on with an answer, once it is there. */
export function andThen<One, Other>(step: Step<One>, next: (answer: One) => Step<Other>): Step<Other> {
  return isAsking(step) ? { ...step, resume: (answer) => andThen(step.resume(answer), next) } : next(step);
}

export const isAsking = <Answer>(step: Step<Answer>): step is Asking<Answer> =>
  typeof step === 'object' && step !== null && 'kind' in step && step.kind === 'ask';
