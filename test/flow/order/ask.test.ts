import { describe, expect, test } from 'vitest';
import { andThen, ask, type Step } from '../../../lib/domain/decision.ts';
import { type Answers, type Asker, settle } from '../../../lib/flow/order/ask.ts';
import { ownAnswers } from '../../../lib/flow/order/own-answers.ts';
import type { BusinessName } from '../../../lib/language/business.ts';
import { key } from '../story.ts';

const asker: Asker = { key, business: 'ev-charging', at: 5 };

const free = { resources: ['r1', 'r2'], span: { start: 1, end: 2 }, enough: 1 };
const payment = { providerId: 'p1', paymentId: 'pay-1' };

/** Asks for what is free, then what became of a payment. */
const question: Step<string> = ask({ kind: 'free', ...free }, (resources) =>
  ask({ kind: 'payment-status', ...payment }, (status) => `${resources.join(' ')} ${status}`),
);

describe('a question', () => {
  test('is asked until there is an answer, of who answers such questions, with who asks', async () => {
    const heard: unknown[] = [];
    const answers: Answers = {
      async free(asked, who) {
        heard.push(asked, who);
        return asked.resources.slice(1);
      },
      async 'payment-status'(asked, who) {
        heard.push(asked, who);
        return 'paid';
      },
    };
    expect(await settle(question, answers, asker)).toBe('r2 paid');
    expect(heard).toEqual([free, asker, payment, asker]);
  });

  test('that is none is answered already', async () => {
    expect(await settle('at once', {}, asker)).toBe('at once');
  });

  test('may be answered with nothing', async () => {
    const step = ask({ kind: 'stop-session', providerId: 'p1', sessionId: 's1' }, (reading) => [reading]);
    expect(await settle(step, { 'stop-session': async () => undefined }, asker)).toEqual([undefined]);
  });

  test('goes on after its answer with what is made of it, which may be a question too', async () => {
    const both = andThen(question, (said) =>
      ask({ kind: 'free', ...free }, (again) => `${said}, ${again.length} free`),
    );
    const answers: Answers = { free: async ({ resources }) => resources, 'payment-status': async () => 'open' };
    expect(await settle(both, answers, asker)).toBe('r1 r2 open, 2 free');
  });

  test('that a function has nobody for is a mistake of that function', async () => {
    await expect(settle(question, { free: async () => [] }, asker)).rejects.toThrow(
      'a decision asked for payment-status',
    );
  });

  test('fails while who answers it is down, and so comes again', async () => {
    const down = async () => Promise.reject(new Error('down'));
    await expect(settle(question, { free: down }, asker)).rejects.toThrow('down');
  });
});

describe('the platform itself', () => {
  const heard: unknown[] = [];
  const answers = ownAnswers({
    catalogues: {
      async stock(business: BusinessName) {
        heard.push(business);
        return {
          offerOf: (id) => (id === 'p1' ? { id } : undefined),
          sells: () => false,
          search: () => ({ business, providers: [] }),
        };
      },
    },
    holding: {
      free: async ({ resources }, who) => [...resources, who.key.buyerId],
      outOfOrder: async ({ resources }) => resources.slice(1),
      hold: async ({ round }, { at }) => (round === at ? 'held' : 'taken'),
      settled: () => undefined,
    },
  });

  test('answers what a provider offers from the stock of the business that asks', async () => {
    expect(await answers.offer({ providerId: 'p1' }, asker)).toEqual({ id: 'p1' });
    expect(await answers.offer({ providerId: 'p2' }, asker)).toBeUndefined();
    expect(await answers.offer({}, asker)).toBeUndefined();
    expect(heard).toEqual(Array(3).fill('ev-charging'));
  });

  test('answers from its calendars what is free and what can be held, for the order that asks', async () => {
    expect(await answers.free(free, asker)).toEqual(['r1', 'r2', 'bap.example']);
    expect(await answers['out-of-order']({ resources: ['r1', 'r2'] })).toEqual(['r2']);
    const kept = { resource: 'r1', span: free.span, until: 9 };
    expect(await answers.hold({ ...kept, round: 5 }, asker)).toBe('held');
    expect(await answers.hold({ ...kept, round: 6 }, asker)).toBe('taken');
  });
});
