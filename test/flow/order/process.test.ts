import { describe, expect, test } from 'vitest';
import { select } from '../../../functions/select.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import { limits } from '../../../lib/flow/limits.ts';
import type { Changing } from '../../../lib/flow/order/action.ts';
import { holding } from '../../../lib/flow/order/holding.ts';
import { ownAnswers } from '../../../lib/flow/order/own-answers.ts';
import { type Message, type Processing, processChange, processRead } from '../../../lib/flow/order/process.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { TooLarge } from '../../../lib/flow/ports/too-large.ts';
import type { Wish } from '../../../lib/language/wish.ts';
import { NINE, provider, wish } from '../../domain/ev-charging/given.ts';
import { memoryCalendars, memoryOrders, memoryQuestions, memoryQueue } from '../memory.ts';
import { context, key } from '../story.ts';

const SAID = Date.parse('2027-03-01T04:00:00.000Z');

function desk() {
  const orders = memoryOrders();
  const callbacks = memoryQueue<Callback>();
  const nobody = async () => Promise.reject(new Error('nobody was to be asked'));
  const calendars = memoryCalendars();
  const catalogues = { stock: async () => businesses['ev-charging'].stock([provider]) };
  const held = holding({ calendars, orders }, { ofBuyer: 1, ofContact: 1 });
  const ports: Processing = {
    businesses,
    orders,
    answers: ownAnswers({ catalogues, holding: held }),
    holding: held,
    self: { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => SAID },
    now: () => SAID,
    callbacks,
    timers: { set: nobody },
    calendars,
    names: { add: nobody },
    ratings: { count: nobody },
    partners: { send: nobody },
    bus: { publish: nobody },
    catalogues,
    questions: memoryQuestions(),
    links: { track: nobody, form: nobody, ticket: nobody, open: nobody },
  };
  const replies = () => callbacks.sent.map(({ body }) => JSON.parse(body.body));
  return { orders, calendars, held, ports, replies };
}

const message = (order: Wish, domain = 'ev-charging'): Message<'select'> => ({
  delivery: 'd-1',
  digest: 'x',
  at: NINE,
  request: { context: { ...context('select', 'm-1'), domain }, action: 'select', order },
});

describe('a request that was tried again after it was refused', () => {
  test('is not told to be refused after its new try was granted', async () => {
    const { ports, held, replies } = desk();
    const timed = { ...ports, now: () => 1000 };
    const deliver = async (sold: typeof provider, delivery: string, sentAt: number) => {
      const catalogues = { stock: async () => businesses['ev-charging'].stock([sold]) };
      const answers = ownAnswers({ catalogues, holding: held });
      const said = { ...message(wish({ value: '4', unit: 'kWh' })), delivery, sentAt };
      await (await processChange(said, select, { ...timed, catalogues, answers })).emitted;
    };
    await deliver({ ...provider, items: [] }, 'd-1', 900);
    await deliver(provider, 'd-2', 2000);
    await deliver(provider, 'd-1', 900);
    expect(replies().map(({ error }) => error?.code)).toEqual(['30004', undefined]);
  });
});

describe('a message that changes an order', () => {
  test('is decided in the words of its business, and answered with the order', async () => {
    const { orders, ports, replies } = desk();
    const labels = [{ name: 'Charger type', value: 'DC' }];
    const said = message(wish({ value: '4', unit: 'kWh' }, { labels }));
    const { committed, emitted } = await processChange(said, select, ports);
    await emitted;
    expect(committed?.entry).toMatchObject({
      business: 'ev-charging',
      cause: { action: 'select', messageId: 'm-1', digest: 'x', delivery: 'd-1' },
      events: [{ type: 'OrderQuoted', terms: { offer: { fulfillment: { id: 'f2' } } } }],
    });
    expect(await orders.history(key)).toHaveLength(1);
    expect(replies()).toMatchObject([
      { context: { action: 'on_select', message_id: 'm-1' }, message: { order: { provider: { id: provider.id } } } },
    ]);
  });

  test('may have a reply of its own', async () => {
    const { ports, replies } = desk();
    const reply: Changing<'select'>['reply'] = (order, { action }, asked) => {
      expect([order.standing().stage, action, asked.key]).toEqual(['quoted', 'select', key]);
      return { action: 'on_rating', feedbackForm: { url: 'https://bpp.example/forms/1' } };
    };
    const { emitted } = await processChange(message(wish({ value: '4', unit: 'kWh' })), { ...select, reply }, ports);
    await emitted;
    expect(replies()).toMatchObject([{ context: { action: 'on_rating' } }]);
  });
});

describe('a message whose entry no table takes', () => {
  const MOST = 2000;

  test('is refused in words, and remembered so', async () => {
    const { orders, ports, replies } = desk();
    const small: Processing['orders'] = {
      ...orders,
      append: async (of, entry, beside) => {
        const bytes = JSON.stringify(entry).length;
        if (bytes > MOST) throw new TooLarge('an entry of a history', bytes, MOST);
        return orders.append(of, entry, beside);
      },
    };
    const says = 'x'.repeat(MOST);
    const catalogues = { stock: async () => businesses['ev-charging'].stock([{ ...provider, name: says }]) };
    const held = holding({ calendars: memoryCalendars(), orders }, { ofBuyer: 1, ofContact: 1 });
    const answers = ownAnswers({ catalogues, holding: held });
    const told = message(wish({ value: '4', unit: 'kWh' }));
    for (const delivery of ['d-1', 'd-1', 'd-2']) {
      const { emitted } = await processChange({ ...told, delivery, sentAt: 0 }, select, {
        ...ports,
        orders: small,
        answers,
      });
      await emitted;
    }
    const refused = {
      context: { action: 'on_select', message_id: 'm-1' },
      error: { code: '40000', message: expect.stringMatching(/entry of a history has \d+ bytes.*2000.*ask for less/) },
    };
    expect(replies()).toMatchObject([refused, refused]);
    expect(await orders.history(key)).toMatchObject([{ sequence: 1, events: [{ type: 'Refused' }] }]);
  });
});

describe('a select that names a provider alone', () => {
  const alone = (order: Partial<Wish> = {}) =>
    message({ providerId: provider.id, items: [], fulfillments: [], ...order });
  const answered = async (said: Message<'select'>, { ports, replies }: ReturnType<typeof desk>) => {
    const { committed, code, emitted } = await processChange(said, select, ports);
    await emitted;
    return { committed, code, reply: replies().at(-1) };
  };
  const idsIn = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id);

  test('is answered with what the provider offers, and nothing is written down', async () => {
    const world = desk();
    await world.calendars.mark(`ev-charging#${provider.id}#f2`, { at: NINE, isOutOfOrder: true });
    const { committed, reply } = await answered(alone(), world);
    expect(committed).toBeUndefined();
    expect(world.orders.histories.size).toBe(0);
    expect(reply).toMatchObject({
      context: { action: 'on_select', message_id: 'm-1' },
      message: { order: { type: 'DRAFT', provider: { id: provider.id, descriptor: { name: 'Voltgrid' } } } },
    });
    const { order } = reply.message;
    expect([idsIn(order.items), idsIn(order.fulfillments)]).toEqual([
      ['i1', 'i2'],
      ['f1', 'f2', 'f3'],
    ]);
    expect([order.quote, order.provider.items]).toEqual([undefined, undefined]);
    expect(JSON.stringify(order.fulfillments[0])).toContain('"Available"');
    expect(JSON.stringify(order.fulfillments[1])).toContain('"Not available"');
  });

  test('does nothing to an order of its transaction', async () => {
    const world = desk();
    await answered(message(wish({ value: '4', unit: 'kWh' })), world);
    const before = await world.orders.history(key);
    await answered({ ...alone(), delivery: 'd-2', digest: 'y' }, world);
    expect(await world.orders.history(key)).toEqual(before);
    expect(before).toHaveLength(1);
  });

  test('hears of what fits, where it says what that is', async () => {
    const labels = [{ code: 'charger-type', value: 'DC' }];
    const { reply } = await answered(alone({ fulfillments: [{ labels }] }), desk());
    expect(idsIn(reply.message.order.fulfillments)).toEqual(['f2']);
    const { code, reply: none } = await answered(alone({ fulfillments: [{ labels: [], type: 'SUBMARINE' }] }), desk());
    expect([code, none.error.code, none.error.message]).toEqual([
      '30008',
      '30008',
      expect.stringContaining('has nothing that fits'),
    ]);
  });

  test('of an unknown provider is refused', async () => {
    const { code, reply } = await answered(alone({ providerId: 'nobody.example' }), desk());
    expect([code, reply.error]).toEqual([
      '30001',
      { code: '30001', message: 'provider nobody.example is not in the catalogue' },
    ]);
  });

  describe('is, with the same bytes,', () => {
    const deliver = async (
      said: Message<'select'>,
      world: ReturnType<typeof desk>,
      ...deliveries: readonly string[]
    ) => {
      for (const delivery of deliveries) await answered({ ...said, delivery }, world);
      return world.replies().length;
    };

    test('answered once, however often it comes', async () => {
      expect(await deliver(alone(), desk(), 'd-1', 'd-2', 'd-3')).toBe(1);
    });

    test('answered again where its first delivery comes again: the answer may be lost', async () => {
      expect(await deliver(alone(), desk(), 'd-1', 'd-2', 'd-1')).toBe(2);
    });

    test('a new try after it was refused', async () => {
      expect(await deliver(alone({ providerId: 'nobody.example' }), desk(), 'd-1', 'd-2')).toBe(2);
    });
  });
});

describe('a message for a business that nobody runs here', () => {
  const declined = {
    context: { action: 'on_select' },
    error: { code: '40001', paths: 'context.domain', message: expect.stringContaining('ev-charging') },
  };

  test('is answered so, and changes nothing', async () => {
    const { orders, ports, replies } = desk();
    const { committed, emitted } = await processChange(message(wish(), 'service'), select, ports);
    await emitted;
    expect(committed).toBeUndefined();
    expect(orders.histories.size).toBe(0);
    expect(replies()).toMatchObject([declined]);
  });

  test('is answered so where it only asks', async () => {
    const { ports, replies } = desk();
    const asked = {
      ...message(wish()),
      request: { context: { ...context('status', 'm-1'), domain: 'service' }, action: 'status', orderId: 'order-t1' },
    } as const;
    const withQuestions = { ...ports, questions: memoryQuestions() };
    expect(await processRead(asked, { answer: () => expect.fail('it was asked') }, withQuestions)).toBe('40001');
    expect(replies()).toMatchObject([{ ...declined, context: { action: 'on_status' } }]);
  });
});

describe('a question that fails', () => {
  const question = {
    ...message(wish()),
    request: { context: context('status', 'm-1'), action: 'status', orderId: 'order-t1' },
  } as const;
  const broken = { answer: async () => Promise.reject(new Error('down')) };

  test('is asked again', async () => {
    const { ports, replies } = desk();
    const asking = processRead({ ...question, attempt: limits.attempts }, broken, {
      ...ports,
      questions: memoryQuestions(),
    });
    await expect(asking).rejects.toThrow('down');
    expect(replies()).toEqual([]);
  });

  test('is answered as failed once it was asked often enough', async () => {
    const { ports, replies } = desk();
    const last = { ...question, attempt: limits.attempts + 1 };
    expect(await processRead(last, broken, { ...ports, questions: memoryQuestions() })).toBe('40000');
    expect(replies()).toMatchObject([{ context: { action: 'on_status' }, error: { code: '40000' } }]);
  });
});
