import { sum } from '../../language/money.ts';
import type { Help } from '../../language/shown.ts';
import type { CareCommand, Rating, Told } from '../commands.ts';
import { type Decision, events, refuse } from '../decision.ts';
import type { Effect } from '../effects.ts';
import { ERASED, nobody } from '../personal.ts';

/** What customers say of an order, and ask: ratings, tickets, the form afterwards. */
export interface Care {
  /** What was said last of each thing. */
  readonly ratings: readonly Rating[];
  /** How often something was rated. */
  readonly rated: number;
  readonly tickets: readonly string[];
  readonly hasFeedback: boolean;
}

export const noCare: Care = { ratings: [], rated: 0, tickets: [], hasFeedback: false };

export interface HasCare {
  readonly care: Care;
  readonly updatedAt: number;
}

export type CareEvent =
  | { readonly type: 'OrderRated'; readonly ratings: readonly Rating[]; readonly at: number }
  | { readonly type: 'HelpRequested'; readonly ticketId: string; readonly at: number }
  | { readonly type: 'FeedbackGiven'; readonly answers: Readonly<Record<string, string>>; readonly at: number };

type Said<Type> = Told & Extract<CareCommand, { readonly type: Type }>;

export const care = {
  AskForHelp: ({ ticketId, at }: Said<'AskForHelp'>, _: HasCare): Decision<CareEvent> =>
    events({ type: 'HelpRequested', ticketId, at }),
  /** What a customer writes is kept with the order, once; nobody is told. */
  GiveFeedback: ({ answers, at }: Said<'GiveFeedback'>, { care }: HasCare): Decision<CareEvent> =>
    care.hasFeedback ? events() : events({ type: 'FeedbackGiven', answers, at }),
};

const lowest = 0;
const highest = 5;

/** Rates what the ids name: the order, and whatever else it has that can be rated. */
export const rates =
  <State>(rateable: (state: State) => readonly string[]) =>
  ({ ratings, at }: Said<'Rate'>, state: State): Decision<CareEvent> => {
    const known = rateable(state);
    if (ratings.some(({ id }) => !known.includes(id)))
      return refuse('rated-thing-unknown', 'the id of the order, its provider, item or fulfillment was expected');
    if (ratings.length === 0 || !ratings.every(({ value }) => isInRange(value)))
      return refuse('rating-invalid', `a value of ${lowest} to ${highest} was expected`);
    return events({ type: 'OrderRated', ratings, at });
  };

const isInRange = (value: string) =>
  /^\d(\.\d{1,2})?$/.test(value) && Number(value) >= lowest && Number(value) <= highest;

type Of<Type> = Extract<CareEvent, { readonly type: Type }>;

export const growCare = {
  OrderRated<State extends HasCare>(state: State, { ratings, at }: Of<'OrderRated'>): State {
    const last = new Map([...state.care.ratings, ...ratings].map((rating) => [rating.id, rating]));
    return put(state, at, { ratings: [...last.values()], rated: state.care.rated + ratings.length });
  },
  HelpRequested: <State extends HasCare>(state: State, { ticketId, at }: Of<'HelpRequested'>): State =>
    put(state, at, { tickets: [...state.care.tickets, ticketId] }),
  FeedbackGiven: <State extends HasCare>(state: State, { at }: Of<'FeedbackGiven'>): State =>
    put(state, at, { hasFeedback: true }),
};

const put = <State extends HasCare>(state: State, updatedAt: number, changed: Partial<Care>): State => ({
  ...state,
  updatedAt,
  care: { ...state.care, ...changed },
});

export const personalCare = {
  ...nobody('HelpRequested'),
  // Whatever a customer calls a category is taken (decision 53): then these are his own words.
  OrderRated: (event: Of<'OrderRated'>): Of<'OrderRated'> => ({
    ...event,
    ratings: event.ratings.map((rating) => (isUsual(rating.category) ? rating : { ...rating, category: ERASED })),
  }),
  FeedbackGiven: (event: Of<'FeedbackGiven'>): Of<'FeedbackGiven'> => ({
    ...event,
    answers: Object.fromEntries(Object.keys(event.answers).map((id) => [id, ERASED])),
  }),
};

/** One voice for an order: the mean of what it says last of each thing that it rates, in hundredths of a star. */
export function voice(providerId: string, { ratings, rated }: Care): Effect<never> {
  const total = sum(ratings.map(({ value }) => Math.round(Number(value) * 100)));
  return { kind: 'rate', providerId, value: Math.round(total / ratings.length), round: rated };
}

/** The last ticket and who answers it. */
export function helpFrom({ tickets }: Care, support: Omit<Help, 'ticketId'>): Help | undefined {
  const ticketId = tickets.at(-1);
  return ticketId === undefined ? undefined : { ticketId, ...support };
}

export const ratingCategories = ['Item', 'Order', 'Fulfillment', 'Provider', 'Agent', 'Support'] as const;

const isUsual = (category: string): boolean => ratingCategories.some((one) => one === category);
