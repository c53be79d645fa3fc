import { describe, expect, test } from 'vitest';
import { events } from '../../../lib/domain/decision.ts';
import {
  care,
  growCare,
  type HasCare,
  helpFrom,
  noCare,
  personalCare,
  rates,
  voice,
} from '../../../lib/domain/parts/care.ts';

const told = { at: 7, orderId: 'order-1', caseId: 'case-1' };
const state: HasCare & { readonly things: readonly string[] } = {
  care: noCare,
  updatedAt: 1,
  things: ['order-1', 'i1'],
};

const rate = rates(({ things }: typeof state) => things);
const rated = (value: string, id = 'i1') => {
  const said = rate({ ...told, type: 'Rate', ratings: [{ id, category: 'Item', value }] }, state);
  return 'refusal' in said ? said.refusal.reason : 'rated';
};

describe('a rating', () => {
  test.each(['0', '5', '4.5', '0.01', '4.99', '5.0', '5.00'])('may be %s', (value) => {
    expect(rated(value)).toBe('rated');
  });

  test.each(['5.01', '6', '-1', '', ' 4', '4.', '.5', '4.999', '1e0', '0x1', '٤', 'good', '10'])(
    'may not be "%s"',
    (value) => {
      expect(rated(value)).toBe('rating-invalid');
    },
  );

  test('is of something that the order has', () => {
    expect(rated('5', 'order-1')).toBe('rated');
    expect(rated('5', 'i2')).toBe('rated-thing-unknown');
    expect(rated('9', 'i2')).toBe('rated-thing-unknown');
  });

  test('says something, and all of it is right', () => {
    const ratings = (...values: readonly string[]) =>
      rate({ ...told, type: 'Rate', ratings: values.map((value) => ({ id: 'i1', category: 'Item', value })) }, state);
    expect(ratings()).toMatchObject({ refusal: { reason: 'rating-invalid' } });
    expect(ratings('5', '6')).toMatchObject({ refusal: { reason: 'rating-invalid' } });
    const both = ['5', '4'].map((value) => ({ id: 'i1', category: 'Item', value }));
    expect(ratings('5', '4')).toEqual(events({ type: 'OrderRated', ratings: both, at: 7 }));
  });

  const given = (category: string, ...values: readonly (readonly [id: string, value: string])[]) =>
    ({ type: 'OrderRated', ratings: values.map(([id, value]) => ({ id, category, value })), at: 7 }) as const;

  test('is kept with what was said last of other things', () => {
    const first = given('Item', ['i1', '5'], ['order-1', '2']);
    const after = growCare.OrderRated(growCare.OrderRated(state, first), given('Item', ['i1', '4']));
    expect(after.care.ratings.map(({ id, value }) => `${id} ${value}`)).toEqual(['i1 4', 'order-1 2']);
    expect(after).toMatchObject({ updatedAt: 7, things: state.things, care: { rated: 3 } });
    expect(voice('p1', after.care)).toEqual({ kind: 'rate', providerId: 'p1', value: 300, round: 3 });
  });

  test('makes an order no larger, however often it is said', () => {
    const size = (times: number) =>
      Array.from({ length: times }).reduce<HasCare>(
        (now) => growCare.OrderRated(now, given('Item', ['i1', '5'], ['order-1', '2'])),
        state,
      ).care.ratings.length;
    expect([size(1), size(200)]).toEqual([2, 2]);
  });

  test('is forgotten with its person as far as the category is his own word', () => {
    const free = given('call me at 98110', ['i1', '5']);
    expect(personalCare.OrderRated(free)).toEqual(given('erased', ['i1', '5']));
    expect(personalCare.OrderRated(given('Item', ['i1', '5']))).toEqual(given('Item', ['i1', '5']));
  });
});

describe('a ticket', () => {
  const ask = (ticketId: string) => ({ ...told, type: 'AskForHelp', ticketId }) as const;
  const support = { phone: '1800 1', email: 'help@p1.example', url: 'https://p1.example/help' };

  test('is given whenever somebody asks, and the last one is shown with who answers it', () => {
    expect(care.AskForHelp(ask('t1'), state)).toEqual(events({ type: 'HelpRequested', ticketId: 't1', at: 7 }));
    const grown = ['t1', 't2'].reduce<HasCare>(
      (now, ticketId) => growCare.HelpRequested(now, { type: 'HelpRequested', ticketId, at: 7 }),
      state,
    );
    expect(helpFrom(grown.care, support)).toEqual({ ticketId: 't2', ...support });
    expect(helpFrom(noCare, support)).toBeUndefined();
  });
});

describe('the form', () => {
  const answers = { comment: 'Good tea', stars: '5' };
  const given = { type: 'FeedbackGiven', answers, at: 7 } as const;

  test('is taken once', () => {
    const said = { ...told, type: 'GiveFeedback', answers } as const;
    expect(care.GiveFeedback(said, state)).toEqual(events(given));
    expect(care.GiveFeedback(said, growCare.FeedbackGiven(state, given))).toEqual(events());
  });

  test('is forgotten with its person, but for which questions were answered', () => {
    expect(personalCare.FeedbackGiven(given)).toEqual({ ...given, answers: { comment: 'erased', stars: 'erased' } });
  });
});
