import { assertType, describe, expect, test } from 'vitest';
import type { Definition } from '../../lib/domain/business.ts';
import { type Decision, events } from '../../lib/domain/decision.ts';
import { type Deciding, decide, evolve, type Growth, type Life, legal } from '../../lib/domain/life.ts';
import { care } from '../../lib/domain/parts/care.ts';
import { growPurse, payments } from '../../lib/domain/parts/purse.ts';
import type { BusinessName } from '../../lib/language/business.ts';
import {
  type Command,
  type Event,
  growth,
  keeps,
  type Lent,
  leads,
  life,
  personal,
  reported,
  type State,
} from './lamps.ts';

const told = { at: 1000, orderId: 'order-1', caseId: 'case-1' };
const lend: Command = { ...told, type: 'Lend', lamp: 'red', borrower: 'Asha' };
const fresh: State = { stage: 'new' };
const lent = evolve(growth, fresh, { type: 'LampLent', lamp: 'red', borrower: 'Asha', at: 1000 });
const returned: State = { stage: 'returned', lamp: 'red' };

const table: Deciding<State, Command, Event> = { life, reported };

describe('a command', () => {
  test('is decided by the handler of its stage', () => {
    expect(decide(table, lend, fresh)).toEqual(events({ type: 'LampLent', lamp: 'red', borrower: 'Asha', at: 1000 }));
  });

  test('that its stage never takes is refused in the words of the table', () => {
    const refusal = { reason: 'unavailable', message: 'this lamp is lent' };
    expect(decide(table, lend, lent)).toEqual({ kind: 'refused', refusal });
  });

  test.each([
    [fresh, { ...told, type: 'Return' }, 'this order is new: Return is not possible now (Lend is)'],
    [returned, lend, 'this order is returned: Lend is not possible now (nothing is)'],
  ] as const)('that its stage does not list is refused with what is possible: %j %j', (state, command, message) => {
    expect(decide(table, command, state)).toEqual({ kind: 'refused', refusal: { reason: 'not-applicable', message } });
  });

  test('that was only reported passes by where its stage does not list it', () => {
    expect(decide(table, { ...told, type: 'ReportRefund', refundId: 'r1' }, fresh)).toEqual(events());
  });

  test.each(['Fly', 'toString', 'constructor', '__proto__'])('that no business has is refused: %s', (type) => {
    const strange = { ...told, type } as unknown as Command; // as it may wait on a queue
    expect(decide(table, strange, fresh)).toMatchObject({ kind: 'refused', refusal: { reason: 'not-applicable' } });
  });
});

test('what is legal in a stage is what it has handlers for', () => {
  expect(legal(life, 'new')).toEqual(['Lend']);
  expect(legal(life, 'lent').toSorted()).toEqual([
    'AskForHelp',
    'GiveFeedback',
    'ReportPayment',
    'ReportRefund',
    'Return',
  ]);
  expect(legal(life, 'returned')).toEqual([]);
});

describe('an event', () => {
  test('leads an order from where it can happen', () => {
    expect(lent).toMatchObject({ stage: 'lent', lamp: 'red' });
    expect(evolve(growth, lent, { type: 'LampReturned' })).toEqual(returned);
  });

  test('changes nothing where it cannot happen', () => {
    expect(evolve(growth, fresh, { type: 'LampReturned' })).toBe(fresh);
    expect(evolve(growth, fresh, { type: 'HelpRequested', ticketId: 't1', at: 1 })).toBe(fresh);
  });
});

// `npm run check` is what fails here: an error that is expected and does not come is one itself.
describe('the compiler refuses', () => {
  type Table = Life<State, Command, Event>;
  type Events = Growth<State, Event>;

  test('a command that nobody can say', () => {
    assertType<Table>({
      ...life,
      new: {
        // @ts-expect-error nobody can say that
        Fly: () => events(),
      },
    });
  });

  test('a stage that is none, and one without a row', () => {
    assertType<Table>({
      ...life,
      // @ts-expect-error no lamp is ever that
      stolen: {},
    });
    const { returned: _, ...rows } = life;
    // @ts-expect-error what may be said to a lamp that was returned
    assertType<Table>(rows);
  });

  test('a handler that peeks into another stage', () => {
    assertType<Table>({
      ...life,
      // @ts-expect-error nobody has borrowed it yet
      new: { Lend: (_, { borrower }) => events({ type: 'LampLent', lamp: '', borrower, at: 0 }) },
    });
  });

  test('a handler of another stage', () => {
    const giveBack = (_: unknown, lent: Lent): Decision<Event> =>
      lent.care.hasFeedback ? events({ type: 'LampReturned' }) : events();
    assertType<Table>({ ...life, lent: { Return: giveBack } });
    assertType<Table>({
      ...life,
      returned: {
        // @ts-expect-error what was returned has no care
        Return: giveBack,
      },
    });
  });

  test('a part in a stage that has no slice for it', () => {
    assertType<Table>({ ...life, lent: { ...payments, ...care } });
    assertType<Table>({
      ...life,
      // @ts-expect-error no purse, no payments
      returned: { ...payments },
    });
    assertType<Table>({
      ...life,
      // @ts-expect-error and no care
      new: { ...care },
    });
  });

  test('an event that nothing grows from', () => {
    assertType<Table>({
      ...life,
      // @ts-expect-error nothing grows from that
      lent: { Return: () => events({ type: 'LampBroken' }) },
    });
  });

  test('an event that is not handled', () => {
    const { LampReturned: _, ...others } = growth;
    // @ts-expect-error what it leads to
    assertType<Events>(others);
  });

  test('an event that leads elsewhere than it says', () => {
    assertType<Events>({
      ...growth,
      LampReturned: leads(['lent'], 'returned', ({ lamp }) => ({ stage: 'returned', lamp })),
    });
    // @ts-expect-error it says that it leads back to the beginning
    leads(['lent'], 'new', ({ lamp }) => ({ stage: 'returned', lamp }));
    // @ts-expect-error it says that it stays
    keeps(['lent'], ({ lamp }) => ({ stage: 'returned', lamp }));
    // @ts-expect-error it does not happen to lent lamps alone
    leads(['lent', 'new'], 'returned', ({ lamp }) => ({ stage: 'returned', lamp }));
    // @ts-expect-error no lamp is ever that
    leads(['stolen'], 'returned', () => ({ stage: 'returned', lamp: '' }));
  });

  test('what another event leads to', () => {
    assertType<Events>({
      ...growth,
      // @ts-expect-error a refund is no refusal
      PaymentDeclined: keeps(['lent'], growPurse.RefundCompleted),
    });
  });

  test('an event of which nobody has judged whether it tells of a person', () => {
    type Personal = Definition<BusinessName, State, Command, Event>['personal'];
    const { LampLent: _, ...judged } = personal;
    // @ts-expect-error who borrowed it
    assertType<Personal>(judged);
    assertType<Personal>({
      ...personal,
      // @ts-expect-error an erased event is the same event
      LampLent: () => ({ type: 'LampReturned' }),
    });
  });
});
