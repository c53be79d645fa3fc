import type * as z from 'zod';
import type { BusinessName, Subjects } from '../language/business.ts';
import type { Kept } from '../language/needs.ts';
import type { Query } from '../language/query.ts';
import type { Found, Shown } from '../language/shown.ts';
import { type Decision, isAsking, type Step } from './decision.ts';
import type { Effect } from './effects.ts';
import { type Deciding, decide, evolve, type Growth, legal, type Staged, type Typed } from './life.ts';

/** What a business says of itself: its tables, and what outsiders and the platform may see of a state. */
export interface Definition<
  B extends BusinessName,
  State extends Staged,
  Command extends Typed,
  Event extends Typed,
  Offer extends Identified = Identified,
> extends Deciding<State, Command, Event> {
  readonly name: B;
  readonly start: State;
  readonly growth: Growth<State, Event>;
  /** What must follow from an event, given the order before and after it. An event without an entry has no consequence. */
  readonly follows: {
    readonly [Type in Event['type']]?: (
      event: Extract<Event, { readonly type: Type }>,
      before: State,
      after: State,
    ) => readonly Effect[];
  };
  /**
   * Command by command, what an attempt that died may have got from outside before it was written down, where the same
   * command is refused now without being asked again: it is given back.
   */
  readonly undone?: {
    readonly [Type in Command['type']]?: (
      command: Extract<Command, { readonly type: Type }>,
      state: State,
    ) => readonly Event[];
  };
  /** Event by event, what is left when the person that it tells of is forgotten. A new event has to be judged here. */
  readonly personal: {
    readonly [Type in Event['type']]:
      | 'nobody'
      | ((event: Extract<Event, { readonly type: Type }>) => Extract<Event, { readonly type: Type }>);
  };
  standing(state: State): Standing;
  /** Undefined while there is nothing to see. */
  shown(state: State): Shown<B> | undefined;
  /** The same with what a partner can tell at this moment. */
  look?(state: State): Step<Shown<B> | undefined>;
  /** What an entry of the catalogue has to be; what is none of that is not sold. */
  readonly offers: z.ZodType<Offer>;
  /** What is sold and found, made of the entries of the catalogue when they are loaded. */
  stock(offers: readonly Offer[]): Stock<B>;
  readonly cancellationReasons: readonly Reason[];
  readonly ratingCategories: readonly string[];
}

/** Entries of a catalogue are known by their ids. */
export interface Identified {
  readonly id: string;
}

export interface Reason {
  readonly id: string;
  readonly code: string;
  readonly description: string;
}

/** A business as the platform runs it: its states, commands and events are hidden inside. */
export interface Business {
  readonly name: BusinessName;
  /** The order that a history makes, from the beginning or from where an order of this business stood. */
  replay(history: readonly Happened[], from?: Frozen): Order;
  /** The event without the person that it tells of. A history of such events has the same money, times and states. */
  erase(event: HappenedEvent): HappenedEvent;
  readonly offers: z.ZodType<Identified>;
  stock(entries: readonly unknown[]): Stock;
  readonly cancellationReasons: readonly Reason[];
  readonly ratingCategories: readonly string[];
  /** Its tables, for who draws them. */
  readonly tables: Tables;
}

/** Stage by stage what may be said to an order, and event by event which stages it leads from and to. */
export interface Tables {
  readonly life: Readonly<Record<string, object>>;
  readonly growth: Readonly<Record<string, { readonly from: readonly string[]; readonly to?: string }>>;
}

/** All of them, by name. */
export type Businesses = { readonly [Name in BusinessName]: Business };

export interface Stock<B extends BusinessName = BusinessName> {
  /** The entry of a provider, checked. */
  offerOf(providerId: string | undefined): unknown;
  /** Whether that provider sells one of these items; without items, whether it sells anything. */
  sells(providerId: string | undefined, itemIds: readonly string[]): boolean;
  search(asked: Asked<Subjects[B]['wanted']>): Step<Found<B>>;
}

/** What a buyer looks for. */
export interface Asked<Wanted = unknown> {
  readonly query: Query;
  readonly wanted: Wanted;
  readonly at: number;
  /** The platform that asks; absent where nobody in particular does. */
  readonly buyerId?: string;
  /** What customers say of providers, by their ids. */
  readonly ratings?: ReadonlyMap<string, Rated>;
  /** So many places at the most: the nearest, or where no place was named, those of the best providers. */
  readonly most: number;
}

/** How many orders have rated, and the sum of their ratings in hundredths of a star. */
export interface Rated {
  readonly count: number;
  readonly total: number;
}

/** Where an order stood, as plain data: what `Order.state` said. */
export interface Frozen {
  readonly state: unknown;
  readonly since?: number;
}

/** What happened at one time, as an entry of a history has it. */
export interface Happened {
  readonly at: number;
  readonly events: readonly HappenedEvent[];
}

/** Events are plain data with a type; only their own business looks inside. */
export interface HappenedEvent {
  readonly type: string;
}

export interface Order {
  decide(command: Typed): Decision<HappenedEvent>;
  /** What is given back of what an attempt that died may have got, where this command is refused unheard. */
  undone(command: Typed): readonly HappenedEvent[];
  /** The order after these events, and what must follow from them. */
  after(happened: Happened): { readonly order: Order; readonly effects: readonly Effect[] };
  /** The commands that this stage knows what to do with. */
  legal(): readonly string[];
  standing(): Standing;
  /** Where it stands, for going on from here another time. */
  readonly state: unknown;
  /** When it came to the stage in which it is; absent where nothing has happened. */
  readonly since?: number;
  shown(): Shown | undefined;
  look(): Step<Shown | undefined>;
}

/** What the platform has to know of an order. */
export interface Standing {
  /** A word for where the order stands, one of a few. */
  readonly stage: string;
  /** Somebody waits for something: for a service, or for money that goes back. */
  readonly isRunning: boolean;
  /** What is kept for it, as the decisions that brought it here asked for it. */
  readonly kept: readonly Kept[];
  /** It keeps something for a customer who has not paid yet. */
  readonly unpaid?: { readonly until: number; readonly contact: string };
  readonly ledger?: Ledger;
}

/** Where the money of an order is, in minor units: what was paid, what of it was charged, what goes back, what is still undecided. */
export interface Ledger {
  readonly currency: string;
  readonly hold: number;
  readonly capture: number;
  readonly refund: number;
  readonly open: number;
}

export function defineBusiness<
  B extends BusinessName,
  State extends Staged,
  Command extends Typed,
  Event extends Typed,
  Offer extends Identified,
>(definition: Definition<B, State, Command, Event, Offer>): Business {
  const { life, growth, follows, personal } = definition;

  const orderIn = (state: State, since?: number): Order => ({
    state,
    since,
    decide: (command) => decide(definition, command as Command, state), // a command that the table does not list is refused
    undone(command) {
      const step = decide(definition, command as Command, state);
      if (!isAsking(step)) return step.kind === 'refused' ? (step.events ?? []) : [];
      return undo(command as Command)?.(command as Command, state) ?? [];
    },
    after({ at, events }) {
      const effects: Effect[] = [];
      let now = state;
      for (const event of own(events)) {
        const next = evolve(growth, now, event);
        effects.push(...(follow(event)?.(event, now, next) ?? []));
        now = next;
      }
      return { order: orderIn(now, now.stage === state.stage ? since : at), effects };
    },
    legal: () => legal<State>(life, state.stage),
    standing: () => definition.standing(state),
    shown: () => definition.shown(state),
    look: () => (definition.look ?? definition.shown)(state),
  });

  return {
    name: definition.name,
    cancellationReasons: definition.cancellationReasons,
    ratingCategories: definition.ratingCategories,
    offers: definition.offers,
    tables: { life, growth },
    stock: (entries) => definition.stock(entries.flatMap((entry) => definition.offers.safeParse(entry).data ?? [])),
    replay(history, from) {
      let state = from === undefined ? definition.start : (from.state as State); // it was one of this business
      let since = from?.since;
      for (const { at, events } of history) {
        const next = own(events).reduce((before, event) => evolve(growth, before, event), state);
        if (next.stage !== state.stage) since = at;
        state = next;
      }
      return orderIn(state, since);
    },
    erase(event) {
      const [known] = own([event]);
      const erased = known && judged(known);
      return known === undefined || typeof erased !== 'function' ? event : erased(known);
    },
  };

  /** A history holds what this business itself decided; nobody else writes it. */
  function own(history: readonly HappenedEvent[]): readonly Event[] {
    return history.filter(({ type }) => Object.hasOwn(growth, type)) as readonly HappenedEvent[] as readonly Event[];
  }

  // The entry under an event's own type takes that event: the compiler has checked it where the table is written.
  function follow({ type }: Event) {
    return follows[type as Event['type']] as
      | ((event: Event, before: State, after: State) => readonly Effect[])
      | undefined;
  }

  function undo({ type }: Command) {
    return definition.undone?.[type as Command['type']] as
      | ((command: Command, state: State) => readonly Event[])
      | undefined;
  }

  function judged({ type }: Event) {
    return personal[type as Event['type']] as 'nobody' | ((event: Event) => Event);
  }
}
