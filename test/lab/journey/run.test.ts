import { expect, test } from 'vitest';
import { expect as demand } from '../../../lib/lab/journey/expectation.ts';
import { run } from '../../../lib/lab/journey/run.ts';
import { book } from '../../../lib/lab/journey/steps/booking.ts';
import { askStatus, handle } from '../../../lib/lab/journey/steps/charging.ts';
import { settle } from '../../../lib/lab/journey/steps/ending.ts';
import { passTime } from '../../../lib/lab/journey/steps/time.ts';
import type { Step } from '../../../lib/lab/journey/story.ts';
import { order, scriptedNetwork } from './scripted-network.ts';

const payment = { id: 'pay-1', status: 'NOT-PAID', params: { amount: '32', currency: 'INR' } };
const paid = { ...payment, status: 'PAID' };
const refund = (amount: string, status: string) => ({
  id: 'refund-1',
  status,
  params: { amount, currency: 'INR' },
  tags: [{ descriptor: { code: 'refund' } }],
});
const drafts = {
  select: order('', '32', ['32', '0']),
  init: order('order-initiated', '32', ['32', '0'], { payments: [payment] }),
};
const wish = { providerId: 'chargezone.in', itemId: 'energy', fulfillmentIds: ['1'], kWh: '4', price: '32' };

async function play(script: ReturnType<typeof scriptedNetwork>, ...steps: readonly Step[]) {
  const lines: string[] = [];
  const story = { name: 'test', about: 'a test', steps };
  await run(story, script.network, (line) => lines.push(line));
  return lines.join('\n');
}

test('tells each message with the money in it', async () => {
  const told = await play(scriptedNetwork(drafts), book(wish));
  expect(told).toMatch(/buyer +→ provider +select +ACK +waits for on_select/);
  expect(told).toMatch(/provider → buyer +on_init +order-initiated; 32 INR = 32 line; 32 NOT-PAID/);
});

test('fails when a quote is not the sum of its lines', async () => {
  const script = scriptedNetwork({ ...drafts, select: order('', '32', ['30']) });
  await expect(play(script, book(wish))).rejects.toThrow(
    'expected a quote of 32 that its lines sum up to, but they make 30',
  );
});

test('fails on an error that the story does not expect', async () => {
  const script = scriptedNetwork({ select: { error: { code: '30004', message: 'no such item' } } });
  await expect(play(script, book(wish))).rejects.toThrow('error 30004: no such item');
});

test('unplugs and cancels when a story fails half way', async () => {
  const script = scriptedNetwork({ ...drafts, status: order('charging-started', '32', ['32']) });
  await expect(play(script, book(wish), handle('plug'), askStatus('charging-ended'))).rejects.toThrow(
    'it is charging-started',
  );
  expect(script.done).toEqual(['select', 'init', 'plug', 'status', 'cancel', 'unplug']);
});

test('does not touch a charger again that it has left', async () => {
  const script = scriptedNetwork(drafts);
  await play(script, book(wish), handle('plug'), handle('unplug'));
  expect(script.done.filter((what) => what === 'unplug')).toHaveLength(1);
});

test('plays again when somebody else has moved the clock, and only then', async () => {
  const script = scriptedNetwork({});
  let attempts = 0;
  const disturbed: Step = async () => {
    attempts += 1;
    if (attempts === 1) script.clock.ahead += 3_600_000;
    demand(attempts === 2, 'an undisturbed story', 'the clock was moved');
  };
  expect(await play(script, passTime(60), disturbed)).toContain('once more from the beginning');
  attempts = 2;
  await expect(play(script, passTime(60), disturbed)).rejects.toThrow('the clock was moved');
});

test.each([
  ['20', 'expected 20 charged, but it is 24'],
  ['24', undefined],
])('settles only when all that was paid is charged or refunded: %s', async (charged, failure) => {
  const ended = { status: 'COMPLETE', payments: [paid, refund('8', 'PAID')] };
  const script = scriptedNetwork({ select: drafts.select, init: order('charging-ended', '24', ['24'], ended) });
  script.receive('on_status', order('charging-ended', '24', ['24'], ended));
  const look: Step = async (scene) => void (await scene.ask('init', 'on_init', {}));
  const told = play(script, look, settle({ charged }));
  await (failure === undefined ? expect(told).resolves.toContain('refunded') : expect(told).rejects.toThrow(failure));
});

test('does not settle while money is missing', async () => {
  const cancelled = { status: 'CANCELLED', payments: [paid, refund('20', 'PAID')] };
  const script = scriptedNetwork({ init: order('order-cancelled', '-24', ['-32', '8'], cancelled) });
  script.receive('on_status', order('order-cancelled', '-24', ['-32', '8'], cancelled));
  const look: Step = async (scene) => void (await scene.ask('init', 'on_init', {}));
  await expect(play(script, look, settle())).rejects.toThrow(
    'expected paid 32 to be charged and refunded, but charged are 8, refunded 20',
  );
});
