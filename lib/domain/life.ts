import type { Refusal } from '../language/refusal.ts';
import { type Decision, events, refuse, refuseAfter } from './decision.ts';

/** The life of an order as two tables. They decide, and they are drawn: `docs/states` is made from them. */

export interface Typed {
  readonly type: string;
}

/** A command on its way to a business, which alone knows its fields. */
export type Carried = Typed & Readonly<Record<string, unknown>>;

export interface Staged {
  readonly stage: string;
}

type OfType<Union extends Typed, Type> = Extract<Union, { readonly type: Type }>;
type InStage<State extends Staged, Stage> = Extract<State, { readonly stage: Stage }>;

/** Stage by stage, what may be said to an order and what comes of it. What is not listed is refused, or, where it was only reported, passes by. */
export type Life<State extends Staged, Command extends Typed, Event> = {
  readonly [Stage in State['stage']]: {
    readonly [Type in Command['type']]?:
      | ((command: OfType<Command, Type>, state: InStage<State, Stage>) => Decision<Event>)
      | No<OfType<Command, Type>, InStage<State, Stage>, Event>;
  };
};

/** What is always refused in a stage, in words of its own. */
export interface No<Command = never, State = never, Event = never> {
  readonly refusal: Refusal;
  /** What has to be remembered with the refusal. */
  also?(command: Command, state: State): readonly Event[];
}

export const no = (reason: Refusal['reason'], message: string): { readonly refusal: Refusal } => ({
  refusal: { reason, message },
});

/** Event by event, in which stages it can happen, which stage it leads to, and what the order is then. */
export type Growth<State extends Staged, Event extends Typed> = {
  readonly [Type in Event['type']]: Grown<State, OfType<Event, Type>>;
};

export interface Grown<State extends Staged, Event> {
  readonly from: readonly State['stage'][];
  /** Absent where the order stays in its stage. */
  readonly to?: State['stage'];
  grow(state: State, event: Event): State;
}

/** An event that leads from any of these stages into another. */
export const moves =
  <State extends Staged>() =>
  <From extends State['stage'], To extends State['stage'], Event>(
    from: readonly From[],
    to: To,
    grow: (state: InStage<State, From>, event: Event) => InStage<State, NoInfer<To>>,
  ): Grown<State, Event> => ({ from, to, grow: grow as Grown<State, Event>['grow'] }); // `evolve` looks at `from` first

/** An event that leaves an order of any of these stages where it is. */
export const stays =
  <State extends Staged>() =>
  <From extends State['stage'], Event>(
    from: readonly From[],
    grow: (state: InStage<State, From>, event: Event) => InStage<State, From>,
  ): Grown<State, Event> => ({ from, grow: grow as Grown<State, Event>['grow'] }); // `evolve` looks at `from` first

/** The same for a part's whole table. */
export const staysAll =
  <State extends Staged>() =>
  <From extends State['stage'], Table extends Growing<InStage<State, From>>>(from: readonly From[], table: Table) =>
    Object.fromEntries(Object.entries(table).map(([type, grow]) => [type, { from, grow }])) as unknown as {
      readonly [Type in keyof Table]: Grown<State, Parameters<Table[Type]>[1]>; // fromEntries forgets the keys
    };

type Growing<State> = Readonly<Record<string, (state: State, event: never) => State>>;

/** What an event makes of a state. An event that does not fit was never decided: it changes nothing. */
export function evolve<State extends Staged, Event extends Typed>(
  growth: Growth<State, Event>,
  state: State,
  event: Event,
): State {
  // The entry under an event's own type takes that event: the compiler has checked it where the table is written.
  const grown = growth[event.type as Event['type']] as Grown<State, Event>;
  return grown.from.includes(state.stage) ? grown.grow(state, event) : state;
}

/** `reported`: what somebody only tells, and what passes by where it means nothing. */
export function decide<State extends Staged, Command extends Typed, Event>(
  { life, reported }: Deciding<State, Command, Event>,
  command: Command,
  state: State,
): Decision<Event> {
  const cell = cellOf<State, Command, Event>(life, state, command);
  if (typeof cell === 'function') return cell(command, state);
  if (cell !== undefined) return refuseBy(cell, command, state);
  if (reported.some((type) => type === command.type)) return events();
  const may = legal(life, state.stage);
  return refuse(
    'not-applicable',
    `this order is ${state.stage}: ${command.type} is not possible now (${may.join(', ') || 'nothing'} is)`,
  );
}

function refuseBy<Command, State, Event>(cell: No<Command, State, Event>, command: Command, state: State) {
  const { refusal, also } = cell;
  const happened = also?.(command, state) ?? [];
  return happened.length === 0
    ? ({ kind: 'refused', refusal } as const)
    : refuseAfter({ kind: 'refused', refusal }, ...happened);
}

export interface Deciding<State extends Staged, Command extends Typed, Event> {
  readonly life: Life<State, Command, Event>;
  readonly reported: readonly Command['type'][];
}

/** The commands that a stage knows what to do with. */
export const legal = <State extends Staged>(
  life: { readonly [Stage in State['stage']]: object },
  stage: State['stage'],
): readonly string[] =>
  Object.entries(life[stage])
    .filter(([, cell]) => typeof cell === 'function')
    .map(([type]) => type);

/** The cell under a command's own type, in the stage of the state, takes both: the compiler has checked it where the table is written. */
function cellOf<State extends Staged, Command extends Typed, Event>(
  life: Life<State, Command, Event>,
  state: State,
  command: Command,
) {
  const row: object = life[state.stage as State['stage']];
  if (!Object.hasOwn(row, command.type)) return undefined;
  return Reflect.get(row, command.type) as
    | ((command: Command, state: State) => Decision<Event>)
    | No<Command, State, Event>;
}
