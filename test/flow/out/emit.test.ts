import { beforeEach, describe, expect, test } from 'vitest';
import type { Order } from '../../../lib/domain/business.ts';
import { caseIdOf } from '../../../lib/flow/order/order-id.ts';
import { type Emitting, emit } from '../../../lib/flow/out/emit.ts';
import { type OrderReply, showOrder } from '../../../lib/flow/out/reply.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { command, HOUR, init, MINUTE, NINE, select } from '../../domain/ev-charging/given.ts';
import { memoryOrders, memoryQueue } from '../memory.ts';
import { asked, commitTo, key, life, live, paymentIdOf, reported, type Scene, TOTAL } from '../story.ts';

const reference = 'bap.example#t1';
const sessionId = `session-${caseIdOf(key)}-1`;
const resource = 'ev-charging#voltgrid.example#f1';

let orders: ReturnType<typeof memoryOrders>;
beforeEach(() => {
  orders = memoryOrders();
});

/** Who comes at once has the connector for an hour, from his init on. */
const released = (round: number, start = NINE + MINUTE) => [
  'release',
  resource,
  { order: reference, round, start, end: start + HOUR },
];

const down = async () => Promise.reject(new Error('down'));

/** Everything that an entry brings about, in the order in which the ports hear of it. */
async function emitted(scene: Scene, action: OrderReply = 'on_select', broken: Partial<Emitting> = {}) {
  const committed = await commitTo(orders, scene);
  if (committed === undefined) throw new Error('nothing was committed');
  const said: unknown[] = [];
  const callbacks = memoryQueue<Callback>();
  const reply = (order: Order) => ({ action, order: showOrder(order) });
  await emit(
    committed,
    {
      self: { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => Date.parse('2027-03-01T04:00:00.000Z') },
      callbacks,
      timers: { set: async ({ purpose, at }) => void said.push([purpose, (at - NINE) / MINUTE]) },
      calendars: { release: async (...released) => void said.push(['release', ...released]) },
      ratings: { count: async (voice) => void said.push(['rate', voice]) },
      names: { add: async (...named) => void said.push(['name', ...named]) },
      partners: { send: async ({ body, group }) => void said.push([group, body]) },
      bus: { publish: async (events) => void said.push(['publish', ...events]) },
      ...broken,
    },
    scene.asked && { context: scene.asked.context, reply },
  );
  return { said, replies: callbacks.sent.map(({ body }) => ({ ...body, body: JSON.parse(body.body) })) };
}

const cancel = () => asked('cancel', 'm-cancel', command('Cancel', { at: NINE + 5 * MINUTE }));

describe('a reply', () => {
  test('goes to who asked, under the id of the request, with the order as it is now', async () => {
    const { replies } = await emitted(life.select());
    expect(replies).toMatchObject([
      {
        receiver: key.buyerId,
        url: 'https://bap.example/beckn',
        action: 'on_select',
        transactionId: 't1',
        messageId: 'm-select',
        body: {
          context: { action: 'on_select', message_id: 'm-select' },
          message: { order: { quote: { price: { value: '59' } } } },
        },
      },
    ]);
  });

  test('comes after what it promises', async () => {
    await live(orders, life.select());
    const told: unknown[] = [];
    const callbacks = { send: async () => void told.push('reply') };
    const timers = { set: async () => Promise.reject(new Error('down')) };
    await expect(emitted(life.init(), 'on_init', { callbacks, timers })).rejects.toThrow('down');
    expect(told).toEqual([]);
    await emitted(life.init(), 'on_init', { callbacks });
    expect(told).toEqual(['reply']);
  });

  test('that refuses has the protocol’s code and no order', async () => {
    const { said, replies } = await emitted(life.confirm(), 'on_confirm');
    expect(replies.map(({ body }) => [body.context.action, body.error.code, body.message])).toEqual([
      ['on_confirm', '30010', undefined],
    ]);
    expect(said).toEqual([]);
  });

  test('is not given to who did not ask', async () => {
    await live(orders, life.select(), life.init());
    expect((await emitted(life.pay())).replies).toEqual([]);
  });
});

describe('what follows', () => {
  test('from a hold is a deadline for its payment, and a name by which the order is found', async () => {
    await live(orders, life.select());
    expect((await emitted(life.init(), 'on_init')).said).toEqual([
      ['payment', 16],
      ['name', 'order-t1', key],
    ]);
  });

  test('from a payment is a deadline, and an event on the bus that says where it stands', async () => {
    await live(orders, life.select(), life.init());
    const { said } = await emitted(life.pay());
    const detail = { id: `${reference}#3#0`, business: 'ev-charging', ...key, sequence: 3, position: 0 };
    expect(said).toEqual([
      ['confirmation', 17],
      ['publish', { source: 'beckn-energy.ev-charging', detailType: 'PaymentCompleted', detail }],
    ]);
  });

  test('from another choice is the release of what was held before, of that round', async () => {
    await live(orders, life.select(), life.init());
    const elsewhere = asked('select', 'm-again', select(NINE + 3 * MINUTE));
    expect((await emitted(elsewhere)).said).toEqual([released(1)]);
    await live(orders, asked('init', 'm-init-again', init(NINE + 4 * MINUTE)));
    expect((await emitted(cancel(), 'on_cancel')).said).toEqual([released(2, NINE + 4 * MINUTE)]);
  });

  test('from a cancellation is the release, and a refund that waits for the payment provider', async () => {
    await live(orders, life.select(), life.init(), life.pay());
    const { said } = await emitted(cancel(), 'on_cancel');
    const paymentId = paymentIdOf(key);
    const refund = { providerId: 'voltgrid.example', refundId: `refund-${paymentId}`, paymentId };
    expect(said).toEqual([
      released(1),
      ['refund', { key, call: { kind: 'refund', ...refund, amount: TOTAL, currency: 'INR' } }],
    ]);
  });

  test('from a limit is a stop, which buyers and the bus are not told of', async () => {
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start());
    const full = command('ReportSession', { at: NINE + 20 * MINUTE, sessionId, status: 'charging', wh: 4000 });
    const { said, replies } = await emitted(reported('charge-points', 'c-1', full));
    const stop = { kind: 'stop-session', providerId: 'voltgrid.example', sessionId };
    expect(said).toEqual([
      ['stop-session', { key, call: stop }],
      ['stop', 22],
    ]);
    expect(replies).toEqual([]);
  });

  test('from a fault is a stop that waits for the charge point operator', async () => {
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start());
    const fault = command('ReportSession', {
      at: NINE + 20 * MINUTE,
      sessionId,
      status: 'faulted',
      wh: 500,
    });
    const { said } = await emitted(reported('charge-points', 'c-1', fault));
    expect(said).toContainEqual([
      'stop-session',
      { key, call: { kind: 'stop-session', providerId: 'voltgrid.example', sessionId } },
    ]);
  });

  test('from ratings is one voice of the order, in place of what it said before', async () => {
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start());
    const rate = (messageId: string, ...values: readonly [id: string, value: string][]) =>
      emitted(
        asked(
          'rating',
          messageId,
          command('Rate', { at: NINE, ratings: values.map(([id, value]) => ({ id, value, category: 'Order' })) }),
        ),
        'on_status',
      );
    const voice = { business: 'ev-charging', providerId: 'voltgrid.example', caseId: caseIdOf(key) };
    const both = await rate('m-1', ['voltgrid.example', '5'], ['i1', '4']);
    expect(both.said).toEqual([['rate', { ...voice, value: 450, round: 2 }]]);
    expect((await rate('m-2', ['i1', '3'])).said).toEqual([['rate', { ...voice, value: 400, round: 3 }]]);
    expect((await rate('m-1', ['voltgrid.example', '5'], ['i1', '4'])).said).toEqual(both.said);
  });

  test('is the same when it is emitted again', async () => {
    await live(orders, life.select(), life.init(), life.pay());
    const first = await emitted(cancel(), 'on_cancel');
    expect(await emitted(cancel(), 'on_cancel')).toEqual(first);
  });

  test('from what changes nothing is nothing', async () => {
    await live(orders, life.select(), life.init(), life.pay());
    const late = command('Elapse', { at: NINE, purpose: 'payment', due: NINE });
    await expect(emitted(reported('timers', 'late', late))).rejects.toThrow('nothing was committed');
  });

  test.each([
    ['callbacks', { callbacks: { send: down } }],
    ['timers', { timers: { set: down } }],
    ['names', { names: { add: down } }],
  ])('must not be lost: it fails when the %s do', async (_, broken) => {
    await live(orders, life.select());
    await expect(emitted(life.init(), 'on_init', broken)).rejects.toThrow('down');
  });

  test('must not be lost: it fails when the queue does not take a call to a partner', async () => {
    await live(orders, life.select(), life.init(), life.pay());
    await expect(emitted(cancel(), 'on_cancel', { partners: { send: down } })).rejects.toThrow('down');
  });
});
