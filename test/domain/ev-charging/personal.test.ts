import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import type { Event, EventOf } from '../../../lib/domain/ev-charging/events.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import { initialState, isOrder, type State } from '../../../lib/domain/ev-charging/state.ts';
import { ledgerOf } from '../../../lib/domain/parts/books.ts';
import { isAtRest } from '../../../lib/domain/parts/purse.ts';
import { command, effectsOf, evolve, given, MINUTE, NINE, stages, when } from './given.ts';
import { commandFor, stories } from './happenings.ts';

const SECRET = 'of-a-person';
const person: EventOf<'OrderInitiated'>['party'] = {
  billing: { name: SECRET, phone: SECRET, email: SECRET, address: SECRET, taxId: SECRET },
  customer: { name: SECRET, phone: SECRET, email: SECRET },
  vehicle: { make: 'Zed', model: 'Z1', category: 'car', energyType: 'EV', registration: SECRET },
};

const place = { gps: { lat: 12.123456, lon: 77 }, address: SECRET };

/** The same event, told of that person. */
function personal(event: Event): Event {
  switch (event.type) {
    case 'OrderQuoted':
      return { ...event, terms: { ...event.terms, place } };
    case 'OrderInitiated':
      return { ...event, terms: { ...event.terms, place }, party: person };
    case 'OrderCancelled': {
      const { cancellation } = event;
      const words = { ...cancellation, reason: { ...cancellation.reason, description: SECRET } };
      return { ...event, cancellation: words };
    }
    case 'FeedbackGiven':
      return { ...event, answers: { comment: SECRET, more: SECRET } };
    default:
      return event;
  }
}

const erase = (event: Event) => evCharging.erase(event) as Event; // its own business keeps what it is

const replay = (history: readonly Event[]) => history.reduce(evolve, initialState);

const follows = (history: readonly Event[]) =>
  history.map((event, index) => effectsOf(event, replay(history.slice(0, index))));

/** All of a state that is no person's. */
const impersonal = (state: State) => ({
  ...state,
  party: undefined,
  ...('terms' in state && { terms: { ...state.terms, place: undefined } }),
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
  return [...history, ...when(state, command('GiveFeedback', { at, answers: { comment: SECRET } })).events].map(
    personal,
  );
}

describe('a history without its person', () => {
  test('has the same money, the same times and states, and the same follows from it', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const history = historyOf(story);
        const erased = history.map(erase);
        expect(JSON.stringify(erased)).not.toMatch(/of-a-person|12\.123456/);
        const [before, after] = [replay(history), replay(erased)];
        expect(impersonal(after)).toEqual(impersonal(before));
        expect(follows(erased)).toEqual(follows(history));
        expect(shown(after)?.quote).toEqual(shown(before)?.quote);
        expect(shown(after)?.payments).toEqual(shown(before)?.payments);
        if (isOrder(before) && isOrder(after)) expect(ledgerOf(after.purse)).toEqual(ledgerOf(before.purse));
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

  test('says which questions were answered', () => {
    const answered = command('GiveFeedback', { at: NINE, answers: { comment: 'Good tea', stars: '5' } });
    expect(when(stages.booked(), answered).events.map(erase)).toMatchObject([
      { answers: { comment: 'erased', stars: 'erased' } },
    ]);
  });

  test('says why staff cancelled, in the usual words', () => {
    const closed = { at: NINE, reason: 'station_closed', words: 'Asha knows why' };
    const { events } = when(stages.booked(), command('CancelByProvider', closed));
    expect(events.map(erase)).toMatchObject([{ cancellation: { reason: { description: 'The station is closed' } } }]);
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
    command('ReportRefund', { at: NINE, refundId: 'purse' in state ? `refund-${state.purse.due.id}` : '' });
  const isOver = (state: State) => isOrder(state) && isAtRest(state.purse);

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
