import type { Decider, Decision, Needed } from './decider.ts';
import type { BuyerCommand, ReportedCommand } from './order/commands.ts';
import type { Effect } from './order/effects.ts';
import type { Answers, Hold, SessionReading } from './order/needs.ts';
import type { Query } from './order/query.ts';
import type { OrderView, ProviderView } from './order/view.ts';

/** A business that the platform runs, with its own states and events hidden inside. */
export interface Domain {
  readonly name: string;
  /** The order that a history makes. */
  replay(history: readonly Happened[]): Order;
  /** The event without the person that it tells of. A history of such events has the same money, times and states. */
  erase(event: HappenedEvent): HappenedEvent;
  search(catalogue: readonly unknown[], query: Query, answers: Answers): Found | Needed;
  readonly cancellationReasons: readonly { readonly id: string; readonly code: string; readonly description: string }[];
  readonly ratingCategories: readonly string[];
  /** The order that a resource is booked for is told what happens to it. */
  resourceOf(connector: { readonly providerId: string; readonly fulfillmentId: string }): string;
}

export interface Found {
  readonly kind: 'found';
  readonly providers: readonly ProviderView[];
}

/** Events are plain data with a type; only their own domain looks inside. */
export interface HappenedEvent {
  readonly type: string;
}

/** What happened at one time, as an entry of a history has it. */
export interface Happened {
  readonly at: number;
  readonly events: readonly HappenedEvent[];
}

export type AnyCommand = BuyerCommand | ReportedCommand | ChargePointCommand;

/** What the operator of charge points reports. */
export type ChargePointCommand = {
  readonly at: number;
  readonly orderId: string;
  readonly caseId: string;
  readonly answers: Answers;
} & (
  | { readonly type: 'ReportConnector'; readonly condition: 'plugged' | 'unplugged' | 'faulted' | 'cleared' }
  | {
      readonly type: 'ReportSession';
      readonly sessionId: string;
      readonly status: 'charging' | 'ended' | 'faulted';
      readonly wh: number;
      readonly stateOfCharge?: number;
      /** When charging began, if it did: reports may overtake each other. */
      readonly startedAt?: number;
      readonly why?: 'full' | 'stopped-by-operator' | 'unplugged' | 'fault' | 'stopped' | 'swapped';
    }
);

/** Where the money of an order is, in minor units: what was paid, what of it was charged, what goes back, what is still undecided. */
export interface Ledger {
  readonly currency: string;
  readonly hold: number;
  readonly capture: number;
  readonly refund: number;
  readonly open: number;
}

export interface Order {
  decide(command: AnyCommand): Decision<HappenedEvent>;
  /** The order after these events, and what must follow from them. */
  after(happened: Happened): { readonly order: Order; readonly effects: readonly Effect[] };
  view(live?: SessionReading): OrderView | undefined;
  openHold(): { readonly until: number; readonly contact: string } | undefined;
  /** A word for where the order stands, one of a few. */
  stage(): string;
  /** When it came there; absent where nothing has happened. */
  readonly since?: number;
  ledger(): Ledger | undefined;
  hold(): Hold | undefined;
  /** Somebody waits for something: for a service, or for money that goes back. */
  isRunning(): boolean;
  /** The session that is running now. */
  session(): string | undefined;
  /** Present once the order can be followed on a page. */
  tracking(): { readonly active: boolean; readonly gps?: { readonly lat: number; readonly lon: number } } | undefined;
  /** The last ticket and who answers it. */
  help(): Help | undefined;
  /** The customer has filled in the feedback form. */
  hasFeedback(): boolean;
}

export interface Help {
  readonly ticketId: string;
  readonly phone: string;
  readonly email: string;
  readonly url: string;
}

export interface Definition<State, Event extends HappenedEvent>
  extends Omit<Domain, 'replay' | 'erase'>,
    Decider<State, AnyCommand, Event> {
  erase(event: Event): Event;
  effects(event: Event, before: State, after: State): readonly Effect[];
  view(state: State, live?: SessionReading): OrderView | undefined;
  openHold(state: State): ReturnType<Order['openHold']>;
  stage(state: State): string;
  ledger(state: State): Ledger | undefined;
  hold(state: State): Hold | undefined;
  isRunning(state: State): boolean;
  session(state: State): string | undefined;
  tracking(state: State): ReturnType<Order['tracking']>;
  help(state: State): Help | undefined;
  hasFeedback(state: State): boolean;
}

export function defineDomain<State, Event extends HappenedEvent>(definition: Definition<State, Event>): Domain {
  const stageSince = (before: State, after: State, at: number, since: number | undefined) =>
    definition.stage(before) === definition.stage(after) ? since : at;
  const orderIn = (state: State, since?: number): Order => ({
    since,
    decide: (command) => definition.decide(command, state),
    after: ({ at, events }) => {
      const effects: Effect[] = [];
      let now = state;
      for (const event of own<Event>(events)) {
        const next = definition.evolve(now, event);
        effects.push(...definition.effects(event, now, next));
        now = next;
      }
      return { order: orderIn(now, stageSince(state, now, at, since)), effects };
    },
    view: (live) => definition.view(state, live),
    openHold: () => definition.openHold(state),
    stage: () => definition.stage(state),
    ledger: () => definition.ledger(state),
    hold: () => definition.hold(state),
    isRunning: () => definition.isRunning(state),
    session: () => definition.session(state),
    tracking: () => definition.tracking(state),
    help: () => definition.help(state),
    hasFeedback: () => definition.hasFeedback(state),
  });
  return {
    ...definition,
    replay(history) {
      let state = definition.initialState;
      let since: number | undefined;
      for (const { at, events } of history) {
        const next = own<Event>(events).reduce(definition.evolve, state);
        since = stageSince(state, next, at, since);
        state = next;
      }
      return orderIn(state, since);
    },
    erase: (event) => own<Event>([event]).map(definition.erase)[0] ?? event,
  };
}

// A history holds what this domain itself decided; nobody else writes it.
const own = <Event extends HappenedEvent>(history: readonly HappenedEvent[]): readonly Event[] =>
  history.filter(({ type }) => type !== 'Refused') as readonly HappenedEvent[] as readonly Event[];
