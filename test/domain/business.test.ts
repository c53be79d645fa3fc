import { describe, expect, test } from 'vitest';
import type { HappenedEvent } from '../../lib/domain/business.ts';
import { evCharging } from '../../lib/domain/ev-charging/business.ts';
import { provider } from './ev-charging/given.ts';
import { lamps } from './lamps.ts';

const lent = { type: 'LampLent', lamp: 'red', borrower: 'Asha', at: 1000 };
const asked = { type: 'HelpRequested', ticketId: '1', at: 1500 };
const back = { type: 'LampReturned' };
const refused = { type: 'Refused', refusal: { reason: 'not-paid', message: '' } };

const happened = (at: number, ...events: readonly HappenedEvent[]) => ({ at, events });
const told = { at: 2000, orderId: 'order-1', caseId: 'case-1' };

describe('an order', () => {
  test('is what its history makes of it, in the stage in which it has been since', () => {
    const order = lamps.replay([happened(1000, lent), happened(1500, asked)]);
    expect([order.standing().stage, order.since]).toEqual(['lent', 1000]);
    expect(lamps.replay([]).standing().stage).toBe('new');
    expect(lamps.replay([]).since).toBeUndefined();
  });

  test('passes over what is no event of its business', () => {
    const strange = [{ type: 'OrderConfirmed' }, { type: 'toString' }, { type: '__proto__' }, refused];
    const order = lamps.replay([happened(500, ...strange), happened(1000, refused, lent), happened(1500, refused)]);
    expect([order.standing().stage, order.since]).toEqual(['lent', 1000]);
    expect(order.after(happened(1600, ...strange))).toMatchObject({ effects: [], order: { since: 1000 } });
  });

  test('decides by the table of states, and says what is legal now', () => {
    const order = lamps.replay([happened(1000, lent)]);
    expect(order.decide({ type: 'Return', ...told })).toEqual({ kind: 'events', events: [back] });
    expect(order.decide({ type: 'Lend', ...told })).toMatchObject({ kind: 'refused' });
    expect(order.legal()).toContain('Return');
    expect(order.after(happened(2000, back)).order.legal()).toEqual([]);
  });

  test('goes on as the history with one more entry would, and tells what follows', () => {
    const order = lamps.replay([happened(1000, lent)]);
    const { order: after, effects } = order.after(happened(2000, back));
    expect([after.standing().stage, after.since]).toEqual(['returned', 2000]);
    expect(effects).toEqual([{ kind: 'publish', type: 'LampReturned' }]);
    expect(lamps.replay([happened(1000, lent), happened(2000, back)]).since).toBe(after.since);
  });

  test('has what follows from each event by the order as it was then', () => {
    const { order, effects } = lamps.replay([]).after(happened(1000, lent, back, lent));
    expect(effects).toEqual([
      { kind: 'timer', purpose: 'bring-back', at: 2000 },
      { kind: 'publish', type: 'LampReturned' },
      { kind: 'timer', purpose: 'bring-back', at: 2000 },
    ]);
    expect(order.standing().stage).toBe('lent');
  });

  test('is looked at without asking anybody where its business knows nobody who could tell more', () => {
    expect(lamps.replay([happened(1000, lent)]).look()).toBeUndefined();
  });
});

describe('erasing', () => {
  test('takes the person out of what tells of one', () => {
    expect(lamps.erase(lent)).toEqual({ ...lent, borrower: 'erased' });
  });

  test.each([back, refused, { type: 'toString' }])('leaves what tells of nobody: %j', (event) => {
    expect(lamps.erase(event)).toBe(event);
  });
});

describe('a stock', () => {
  test('has the entries that are something that the business sells, and only those', () => {
    const stock = lamps.stock([null, 'odd', { id: 'p0' }, { id: 'p1', lamps: ['red'] }, { id: 'p2', lamps: [] }]);
    expect(stock.offerOf('p1')).toEqual({ id: 'p1', lamps: ['red'] });
    expect(stock.offerOf('p0')).toBeUndefined();
    expect(stock.sells('p1', ['red'])).toBe(true);
  });

  test('of charging has providers by their ids', () => {
    const other = { ...provider, id: 'other.example' };
    const stock = evCharging.stock([
      null,
      'odd',
      other,
      provider,
      { ...provider, id: 'odd.example', currency: 'rupees' },
    ]);
    expect(stock.offerOf(provider.id)).toEqual(provider);
    expect(stock.offerOf('other.example')).toEqual(other);
    for (const id of ['odd.example', 'nobody.example', undefined]) expect(stock.offerOf(id)).toBeUndefined();
  });

  test.each<[string | undefined, readonly string[], boolean]>([
    [provider.id, ['i1'], true],
    [provider.id, ['i9', 'i2'], true],
    [provider.id, ['i9'], false],
    [provider.id, [], true],
    ['nobody.example', ['i1'], false],
    ['nobody.example', [], false],
    [undefined, ['i1'], false],
    [undefined, [], false],
  ])('of charging says whether %s sells one of %j: %s', (id, items, isSold) => {
    expect(evCharging.stock([provider]).sells(id, items)).toBe(isSold);
  });
});
