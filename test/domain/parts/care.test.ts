import { describe, expect, test } from 'vitest';
import { events } from '../../../lib/domain/decision.ts';
import { care, growCare, type HasCare, helpFrom, noCare, personalCare, rates } from '../../../lib/domain/parts/care.ts';

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

  test('is kept with those that were given before', () => {
    const [one, two] = ['5', '4'].map((value) => ({
      type: 'OrderRated' as const,
      ratings: [{ id: 'i1', category: 'Item', value }],
      at: 7,
    }));
    if (one === undefined || two === undefined) throw new Error('two ratings');
    const after = growCare.OrderRated(growCare.OrderRated(state, one), two);
    expect(after.care.ratings.map(({ value }) => value)).toEqual(['5', '4']);
    expect(after).toMatchObject({ updatedAt: 7, things: state.things });
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
