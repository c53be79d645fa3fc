import { describe, expect, test } from 'vitest';
import { holding } from '../../../lib/flow/order/holding.ts';
import { nameOf } from '../../../lib/flow/order/order-id.ts';
import type { OpenHolds, OrderKey, Orders } from '../../../lib/flow/ports/orders.ts';
import { memoryCalendars } from '../memory.ts';

const AT = 1_800_000_000_000;
const HOUR = 3_600_000;
const caps = { ofBuyer: 3, ofContact: 2 };

/** Wide enough for every window here. */
const ALWAYS = { start: AT, end: AT + 1000 * HOUR };

const order = (transactionId: string, buyerId = 'bap.example'): OrderKey => ({ buyerId, transactionId });

/** A window of its own for everybody who does not name one. */
let windows = 100;
const need = (contact?: string, hour = ++windows, round = 1) => ({
  resource: 'connector',
  span: { start: AT + hour * HOUR, end: AT + (hour + 1) * HOUR },
  until: AT + 1000,
  round,
  counted: contact === undefined ? undefined : { contact },
});

function desk(openHolds: Orders['openHolds'] = async () => ({ ofBuyer: [], ofContact: [] })) {
  const calendars = memoryCalendars();
  const { free, hold, outOfOrder, settled } = holding({ calendars, orders: { openHolds } }, caps);
  return {
    calendars,
    free,
    outOfOrder,
    settled: (key: OrderKey) => settled(nameOf(key)),
    hold: (key: OrderKey, wanted = need('asha')) => hold(wanted, { key, at: AT }),
    booked: async () => (await calendars.bookings('connector', ALWAYS)).map((booking) => booking.order),
  };
}

/** What the histories say: these orders hold something open. */
const committed = (ofBuyer: readonly string[], ofContact: (contact: string) => readonly string[] = () => []) =>
  desk(async (_, contact) => ({ ofBuyer, ofContact: ofContact(contact) }));

describe('a hold', () => {
  test('books the window for its order, until it lapses', async () => {
    const { calendars, hold } = desk();
    const wanted = need('asha', 5, 2);
    expect(await hold(order('t1'), wanted)).toBe('held');
    expect(await calendars.bookings('connector', ALWAYS)).toEqual([
      { order: 'bap.example#t1', round: 2, ...wanted.span, until: wanted.until },
    ]);
  });

  test('is refused where another has the window, of whichever buyer', async () => {
    const { hold, booked } = desk();
    await hold(order('t1'), need('asha', 5));
    expect(await hold(order('t1', 'another.example'), need('ravi', 5))).toBe('taken');
    expect(await booked()).toEqual(['bap.example#t1']);
  });

  test('may be asked for again by its order', async () => {
    const { hold, booked } = desk();
    const wanted = need('asha', 5);
    for (let time = 0; time < 3; time += 1) expect(await hold(order('t1'), wanted)).toBe('held');
    expect(await booked()).toEqual(['bap.example#t1']);
  });
});

describe('a resource that is out of order', () => {
  const broken = { at: AT, isOutOfOrder: true };
  const [before, meanwhile, later] = [-1, 0, 900].map((hour) => need('asha', hour));

  test.each([
    ['before that', before, 'held'],
    ['from then on', meanwhile, 'taken'],
    ['long after', later, 'taken'],
  ])('is held by nobody more for a window %s', async (_, wanted, outcome) => {
    const { calendars, free, hold, outOfOrder } = desk();
    await calendars.mark('connector', broken);
    const { span } = wanted ?? need();
    const found = await free({ resources: ['connector', 'other'], span, enough: 9 }, { key: order('t1'), at: AT });
    expect(await outOfOrder({ resources: ['other', 'connector'] })).toEqual(['connector']);
    expect(found).toEqual(outcome === 'held' ? ['connector', 'other'] : ['other']);
    expect(await hold(order('t1'), wanted)).toBe(outcome);
  });

  test("stays with who has a window, and is everybody's again once it is cleared", async () => {
    const { calendars, hold } = desk();
    await hold(order('t1'), meanwhile);
    await calendars.mark('connector', broken);
    expect(await hold(order('t1'), need(undefined, 0))).toBe('held');
    await calendars.mark('connector', { at: AT + 1, isOutOfOrder: false });
    expect(await hold(order('t2'), later)).toBe('held');
  });
});

describe('what is free', () => {
  test('is what nobody else has, in the order asked for', async () => {
    const { free, hold } = desk();
    const wanted = need('asha', 5);
    await hold(order('t1'), wanted);
    const { span } = wanted;
    const stranger = { key: order('t2'), at: AT };
    const resources = ['connector'];
    expect(await free({ resources: ['other', 'connector', 'third'], span, enough: 9 }, stranger)).toEqual([
      'other',
      'third',
    ]);
    expect(await free({ resources, span, enough: 9 }, { key: order('t1'), at: AT })).toEqual(resources);
    expect(await free({ resources, span, enough: 9 }, { ...stranger, at: wanted.until })).toEqual(resources);
    const after = { start: span.end, end: span.end + 1 };
    expect(await free({ resources, span: after, enough: 9 }, stranger)).toEqual(resources);
    expect(await free({ resources, span: { start: span.end - 1, end: span.end + 1 }, enough: 9 }, stranger)).toEqual(
      [],
    );
  });

  describe('among many', () => {
    const span = { start: AT, end: AT + HOUR };
    const resources = Array.from({ length: 1500 }, (_, index) => `connector-${index}`);

    /** What is found and how many calendars were read for it, where the first so many are taken. */
    async function look(taken: number, enough: number) {
      const calendars = memoryCalendars();
      for (const resource of resources.slice(0, taken))
        await calendars.hold(resource, { order: 'another', round: 1, ...span, until: AT + 1 }, AT);
      const asked: string[] = [];
      const bookings: typeof calendars.bookings = (resource, when) => {
        asked.push(resource);
        return calendars.bookings(resource, when);
      };
      const orders = { openHolds: async () => ({ ofBuyer: [], ofContact: [] }) };
      const { free } = holding({ calendars: { ...calendars, bookings }, orders }, caps);
      return { found: await free({ resources, span, enough }, { key: order('t2'), at: AT }), asked };
    }

    test.each([
      ['the first, where that is free', 0, 1, ['connector-0'], 4],
      ['the first that is free, in their order', 3, 1, ['connector-3'], 4],
      ['the first of the next few', 4, 1, ['connector-4'], 12],
      ['as many as suffice', 2, 3, ['connector-2', 'connector-3', 'connector-4'], 12],
    ])('is %s', async (_, taken, enough, expected, read) => {
      const { found, asked } = await look(taken, enough);
      expect(found).toEqual(expected);
      expect(asked).toEqual(resources.slice(0, read));
    });

    test('is all of them where all are needed, each read once', async () => {
      const { found, asked } = await look(700, 300);
      expect(found).toEqual(resources.slice(700, 1000));
      expect(asked).toEqual(resources.slice(0, 1000));
    });

    test('is nothing where the first thousand are taken', async () => {
      const { found, asked } = await look(1000, 1);
      expect(found).toEqual([]);
      expect(asked).toHaveLength(1000);
    });
  });
});

describe('a cap', () => {
  test.each([
    [2, 'held'],
    [3, 'too-many-of-buyer'],
  ])('counts the %i open holds of the buyer: %s', async (many, answer) => {
    const { hold, booked } = committed(['a', 'b', 'c'].slice(0, many));
    expect(await hold(order('t1'))).toBe(answer);
    expect(await booked()).toEqual(answer === 'held' ? ['bap.example#t1'] : []);
  });

  test.each([
    [1, 'held'],
    [2, 'too-many-of-contact'],
  ])('counts the %i open holds of the contact: %s', async (many, answer) => {
    const { hold, booked } = committed([], () => ['a', 'b'].slice(0, many));
    expect(await hold(order('t1'))).toBe(answer);
    expect(await booked()).toEqual(answer === 'held' ? ['bap.example#t1'] : []);
  });

  test('does not count the order’s own hold, which is only renewed', async () => {
    const own = 'bap.example#t1';
    expect(await committed(['a', 'b', own], () => ['a', own]).hold(order('t1'))).toBe('held');
    expect(await committed(['a', 'b', 'c', own]).hold(order('t1'))).toBe('too-many-of-buyer');
  });

  test('does not matter to a booking that is only renewed for who has paid', async () => {
    const { hold } = committed(['a', 'b', 'c', 'd'], () => ['a', 'b', 'c']);
    expect(await hold(order('t1'), need(undefined))).toBe('held');
  });

  test('counts holds that are taken and not written down yet, in the order of their arrival', async () => {
    const { hold } = desk();
    const keys = ['t1', 't2', 't3', 't4', 't5'].map((id) => order(id));
    const answers = await Promise.all(keys.map((key, index) => hold(key, need(`contact-${index}`))));
    expect(answers).toEqual(['held', 'held', 'held', 'too-many-of-buyer', 'too-many-of-buyer']);
  });

  test('counts those of a contact, and not those that it has at other buyer platforms', async () => {
    const { hold } = desk();
    const ofThree = ['one.example', 'two.example', 'three.example'].map((buyer) => order('t1', buyer));
    const ofOne = ['t2', 't3'].map((id) => order(id, 'one.example'));
    const answers = await Promise.all([...ofThree, ...ofOne].map((key) => hold(key, need('asha'))));
    expect(answers).toEqual(['held', 'held', 'held', 'held', 'too-many-of-contact']);
  });

  test('counts a hold once that is written down and not settled yet', async () => {
    const { hold } = committed(['bap.example#t1', 'a']);
    await hold(order('t1'), need('asha'));
    expect(await hold(order('t2'), need('ravi'))).toBe('held');
  });

  test('forgets what was settled: its history counts it, or nobody', async () => {
    const { hold, settled } = desk();
    for (const id of ['t1', 't2', 't3']) await hold(order(id), need(id));
    expect(await hold(order('t4'), need('t4'))).toBe('too-many-of-buyer');
    settled(order('t4'));
    settled(order('t2'));
    expect(await hold(order('t5'), need('t5'))).toBe('held');
  });

  test('of a buyer and of a contact are others than those of another', async () => {
    const { hold } = desk();
    for (const id of ['t1', 't2', 't3']) await hold(order(id), need(id));
    expect(await hold(order('t4', 'another.example'), need('t1'))).toBe('held');
  });

  test('is not exceeded when a hold is written down while another is counted', async () => {
    const counted = Promise.withResolvers<OpenHolds>();
    const answers = [async () => ({ ofBuyer: ['a', 'b'], ofContact: [] }), () => counted.promise];
    const { hold, settled } = desk(async () => answers.shift()?.() ?? { ofBuyer: [], ofContact: [] });
    expect(await hold(order('t1'), need('asha'))).toBe('held');
    const second = hold(order('t2'), need('ravi'));
    await new Promise(setImmediate);
    settled(order('t1'));
    // Read before the first was written.
    counted.resolve({ ofBuyer: ['a', 'b'], ofContact: [] });
    expect(await second).toBe('too-many-of-buyer');
  });

  test('does not count who was refused for another reason', async () => {
    const { hold } = committed(['a', 'b'], (contact) => (contact === 'asha' ? ['a', 'b'] : []));
    expect(await hold(order('t1'), need('asha'))).toBe('too-many-of-contact');
    expect(await hold(order('t2'), need('ravi'))).toBe('held');
  });

  test('is decided again as it was the first time, whoever came in between', async () => {
    const { hold } = committed(['a', 'b']);
    const wanted = need('asha');
    expect(await hold(order('t1'), wanted)).toBe('held');
    expect(await hold(order('t2'), need('ravi'))).toBe('too-many-of-buyer');
    expect(await hold(order('t1'), wanted)).toBe('held');
  });

  test('that refuses a second delivery takes nothing from the first, which it did not see', async () => {
    const calendars = memoryCalendars();
    const openHolds = (of: readonly string[]) => async () => ({ ofBuyer: of, ofContact: [] });
    const unseen = { ...calendars, bookings: async () => [] };
    const first = holding({ calendars, orders: { openHolds: openHolds(['a', 'b']) } }, caps);
    const second = holding({ calendars: unseen, orders: { openHolds: openHolds(['a', 'b', 'c']) } }, caps);
    const [wanted, holder] = [need('asha', 5), { key: order('t1'), at: AT }];
    expect(await first.hold(wanted, holder)).toBe('held');
    expect(await second.hold(wanted, holder)).toBe('too-many-of-buyer');
    expect(await calendars.bookings('connector', ALWAYS)).toHaveLength(1);
  });

  test('does not count who found the window taken at the last moment', async () => {
    const calendars = memoryCalendars();
    const refusals = [true, false];
    const hold: typeof calendars.hold = async (...asked) => (refusals.shift() ? false : calendars.hold(...asked));
    const orders = { openHolds: async () => ({ ofBuyer: ['a', 'b'], ofContact: [] }) };
    const rival = holding({ calendars: { ...calendars, hold }, orders }, caps);
    expect(await rival.hold(need('asha'), { key: order('t1'), at: AT })).toBe('taken');
    expect(await rival.hold(need('ravi'), { key: order('t2'), at: AT })).toBe('held');
  });

  test('that refuses one more leaves the order what it held before', async () => {
    const { hold, booked } = committed([], (contact) => (contact === 'ravi' ? ['a', 'b'] : []));
    expect(await hold(order('t1'), need('asha', 5))).toBe('held');
    expect(await hold(order('t1'), need('ravi', 5, 2))).toBe('too-many-of-contact');
    expect(await booked()).toEqual(['bap.example#t1']);
  });
});
