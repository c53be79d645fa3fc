import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effects } from '../../../lib/domain/ev-charging/effects.ts';
import { erase } from '../../../lib/domain/ev-charging/erase.ts';
import { evolve, isOrder } from '../../../lib/domain/ev-charging/evolve.ts';
import { isSettled, ledger } from '../../../lib/domain/ev-charging/settle.ts';
import { type Event, initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import { view } from '../../../lib/domain/ev-charging/view.ts';
import type { Party } from '../../../lib/domain/commands.ts';
import { command, given, MINUTE, NINE, stages, when } from './given.ts';
import { commandFor, stories } from './happenings.ts';

const SECRET = 'of-a-person';
const person: Party = {
  billing: { name: SECRET, phone: SECRET, email: SECRET, address: SECRET, taxId: SECRET },
  customer: { name: SECRET, phone: SECRET, email: SECRET },
  vehicle: { make: 'Zed', model: 'Z1', category: 'car', energyType: 'EV', registration: SECRET },
};

/** The same event, told of that person. */
function personal(event: Event): Event {
  switch (event.type) {
    case 'OrderInitiated':
      return { ...event, party: person };
    case 'OrderCancelled': {
      const { cancellation } = event;
      const words = { ...cancellation, reason: { ...cancellation.reason, description: SECRET } };
      return cancellation.by === 'buyer' ? { ...event, cancellation: words } : event;
    }
    case 'FeedbackGiven':
      return { ...event, comment: SECRET };
    default:
      return event;
  }
}

const replay = (history: readonly Event[]) => history.reduce(evolve, initialState);

const follows = (history: readonly Event[]) =>
  history.map((event, index) => {
    const before = replay(history.slice(0, index));
    return effects(event, before, evolve(before, event));
  });

/** All of a state that is no person's. */
const impersonal = (state: State) => ({
  ...state,
  party: undefined,
  ...(state.stage === 'cancelled' && { cancellation: { ...state.cancellation, reason: state.cancellation.reason.id } }),
});

/** All that happens in a story, ended by words of the customer. */
function historyOf(story: readonly { what: string; minutes: number; wh: number }[]): readonly Event[] {
  let at = NINE;
  let state = given();
  const history: Event[] = [];
  for (const { what, minutes, wh } of story) {
    at += minutes * MINUTE;
    const { events, after } = when(state, commandFor(what, at, wh, state));
    history.push(...events);
    state = after;
  }
  return [...history, ...when(state, command('GiveFeedback', { at, comment: SECRET })).events].map(personal);
}

describe('a history without its person', () => {
  test('has the same money, the same times and states, and the same follows from it', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const history = historyOf(story);
        const erased = history.map(erase);
        expect(JSON.stringify(erased)).not.toContain(SECRET);
        const [before, after] = [replay(history), replay(erased)];
        expect(impersonal(after)).toEqual(impersonal(before));
        expect(follows(erased)).toEqual(follows(history));
        expect(view(after)?.quote).toEqual(view(before)?.quote);
        expect(view(after)?.payments).toEqual(view(before)?.payments);
        if (isOrder(before) && isOrder(after)) expect(ledger(after)).toEqual(ledger(before));
      }),
      { numRuns: 500 },
    );
  });

  test('is the same when it is erased once more', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const erased = historyOf(story).map(erase);
        expect(erased.map(erase)).toEqual(erased);
      }),
    );
  });

  test('says which fields there were, and keeps what kind of vehicle it was', () => {
    const [event] = historyOf([
      { what: 'select', minutes: 0, wh: 0 },
      { what: 'init', minutes: 1, wh: 0 },
    ])
      .map(erase)
      .filter(({ type }) => type === 'OrderInitiated');
    expect(event).toMatchObject({
      party: {
        billing: {
          name: 'erased',
          phone: 'erased',
          email: 'erased@erased.invalid',
          address: 'erased',
          taxId: 'erased',
        },
        customer: { name: 'erased', phone: 'erased', email: 'erased@erased.invalid' },
        vehicle: { make: 'Zed', model: 'Z1', category: 'car', energyType: 'EV', registration: 'erased' },
      },
    });
  });

  test('has no fields that were never filled in', () => {
    const state = given();
    const initiated = when(stages.quoted(), commandFor('init', NINE, 0, state)).events.map(erase);
    expect(initiated).toMatchObject([{ party: { billing: { name: 'erased' }, customer: { name: 'erased' } } }]);
    expect(JSON.stringify(initiated)).not.toMatch(/taxId|registration/);
  });
});

describe('an order', () => {
  const refund = (state: State) =>
    command('ReportRefund', { at: NINE, refundId: 'payment' in state ? `refund-${state.payment.id}` : '' });
  const isOver = (state: State) => isOrder(state) && isSettled(state);

  test.each(['initiated', 'paid', 'booked', 'requested', 'charging'] as const)(
    'is not over while it is %s',
    (stage) => {
      expect(isOver(stages[stage]())).toBe(false);
    },
  );

  test.each(['ended', 'cancelled'] as const)(
    'that is %s is over once the money that goes back has arrived',
    (stage) => {
      const state = stages[stage]();
      expect(isOver(state)).toBe(false);
      expect(isOver(when(state, refund).after)).toBe(true);
    },
  );

  test('that nobody paid for is over when it is cancelled', () => {
    expect(isOver(when(stages.initiated(), command('Cancel', { at: NINE })).after)).toBe(true);
  });
});
