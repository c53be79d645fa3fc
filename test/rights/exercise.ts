import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { networkAt } from '../../lib/lab/journey/network.ts';
import { run } from '../../lib/lab/journey/run.ts';
import { stories } from '../../lib/lab/journey/stories.ts';
import type { RecordedNetwork } from '../../lib/lab/recorder/network.ts';
import { EventSourceMapping, LambdaFunction } from '../../lib/local/template/kinds/functions.ts';
import { Queue } from '../../lib/local/template/kinds/queue.ts';
import type { Plan } from '../../lib/local/template/plan.ts';
import { call } from '../network/http.ts';
import { handsIn } from '../network/local-network.ts';
import type { Callback, Peer } from '../network/peer.ts';
import type { Staff } from '../network/staff.ts';
import { chargezone, kWh, Trip, type Wish, windowIn } from '../network/trip.ts';
import type { Obstacles } from './obstacles.ts';

/** Uses a whole network: every story, and what stories do not come to. */
export async function exercise(
  network: RecordedNetwork,
  buyer: Peer,
  staff: Staff,
  obstacles: Obstacles,
): Promise<void> {
  const hands = handsIn(network.url);
  const trip = (wish: Partial<Wish> = {}) => new Trip(buyer, hands, { ...chargezone, quantity: kWh('4'), ...wish });
  const callerOf = (source: string) => functionOf(network.plan, source);

  // Functions that call each other wait for seconds only: those of a story are loaded before nonsense wakes all of them.
  await tell(stories.slice(0, 1));
  await Promise.all([sendNonsense(network.plan), goingWell()]);

  async function goingWell() {
    await tell(stories.slice(1));
    await askAround();
    await tellingTwice();
    await changingMinds();
    await overtakingAPayment();
    await payingTooLate();
    await notComing();
    await chargingByTheClock();
    await stoppingWithoutTheOperator();
    await closingTheStation();
    await cancellingUnpaid();
    await missingADeadline();
  }

  async function tell(some: typeof stories) {
    for (const story of some) await run(story, networkAt(network.url), () => undefined);
  }

  async function askAround() {
    const { start, end } = await windowIn(hands, 60, 30);
    const stops = [
      { type: 'start', time: { timestamp: new Date(start).toISOString() } },
      { type: 'end', time: { timestamp: new Date(end).toISOString() } },
    ];
    await buyer.ask('search', { intent: { fulfillment: { stops } } });
    await buyer.ask('select', { order: { provider: { id: 'chargezone.in' } } });
    await buyer.ask('get_rating_categories', {});
    const post = (path: string, body: object) =>
      call(`${network.url}${path}`, { headers: ['content-type', 'application/json'], body: JSON.stringify(body) });
    await post('/registry/lookup', { type: 'BAP' });
    const sent = await post('/bap/send/search', { message: { intent: {} } });
    const { transaction_id, message_id } = JSON.parse(sent.text);
    // Nobody has signed it.
    await post('/bap/on_search', { context: { action: 'on_search', transaction_id, message_id } });
  }

  /** The same request comes again, and its answer too, for the buyer had no time at first. */
  async function tellingTwice() {
    const context = buyer.context('search');
    const body = JSON.stringify({ context, message: { intent: {} } });
    buyer.react = ({ context: { message_id } }, attempt) =>
      message_id === context.message_id && attempt === 1 ? { status: 429 } : {};
    const isAnswer = (one: Callback) => one.context.message_id === context.message_id;
    for (let count = 0; count < 2; count++) await buyer.post('search', body);
    for (let count = 0; count < 2; count++) await buyer.nextCallback(isAnswer);
  }

  async function changingMinds() {
    const driver = trip({ window: await windowIn(hands, 600, 15) });
    await driver.select();
    await driver.init();
    await driver.select();
    const { id } = await driver.book();
    const rated = await driver.ask('rating', { ratings: [{ id, rating_category: 'Order', value: '4' }] });
    const form = rated.message?.feedback_form?.form.url ?? '';
    await call(form, { method: 'GET' });
    await call(form, { headers: ['content-type', 'application/x-www-form-urlencoded'], body: 'comment=Fine' });
    const helped = await driver.ask('support', { support: { order_id: id } });
    await call(helped.message?.support?.url ?? '', { method: 'GET' });
    await driver.ask('cancel', { order_id: id });
  }

  async function overtakingAPayment() {
    const driver = trip({ window: await windowIn(hands, 660, 15) });
    await driver.select();
    const { message } = await driver.init();
    const { order } = await obstacles.waiting({ caller: callerOf('functions/payments.ts#receive') }, async () => {
      await hands.pay(message?.order?.payments[0]?.id ?? '');
      return (await driver.confirm(message?.order)).message ?? {};
    });
    await driver.ask('cancel', { order_id: order?.id });
  }

  async function payingTooLate() {
    const driver = trip({ window: await windowIn(hands, 720, 15) });
    await driver.select();
    const { message } = await driver.init();
    await hands.advance('PT16M');
    await driver.hearState('on_cancel', 'order-cancelled');
    await hands.pay(message?.order?.payments[0]?.id ?? '');
    await hands.advance('PT2M');
  }

  async function notComing() {
    const driver = trip();
    const { id } = await driver.book();
    await driver.update('start-charging');
    await hands.advance('PT10M');
    await driver.hearState('on_status', 'payment-completed');
    await driver.handle('plug');
    await driver.update('start-charging');
    await driver.ask('cancel', { order_id: id });
    await driver.handle('unplug');
  }

  async function chargingByTheClock() {
    const driver = trip({ quantity: { value: '30', unit: 'min' } });
    await driver.book();
    await driver.update('start-charging');
    await driver.handle('plug');
    await driver.hearState('on_status', 'charging-started');
    await hands.advance('PT31M');
    await driver.hearState('on_update', 'charging-ended');
    await driver.handle('unplug');
  }

  async function stoppingWithoutTheOperator() {
    const driver = trip({ quantity: kWh('40') });
    await driver.book();
    await driver.handle('plug');
    await driver.update('start-charging');
    await obstacles.failing({ caller: callerOf('functions/sandbox/charge-points.ts#receive') }, () =>
      driver.update('end-charging'),
    );
    await driver.hearState('on_update', 'charging-ended');
    await driver.handle('unplug');
  }

  async function closingTheStation() {
    const driver = trip({ quantity: kWh('40') });
    const { id } = await driver.book();
    await driver.handle('plug');
    await driver.update('start-charging');
    await staff.look(id);
    await staff.cancel(id, { reason: 'station_closed' });
    await driver.hearState('on_cancel', 'order-cancelled');
    await driver.handle('unplug');
  }

  /** Before anything is paid, by the buyer and by the station. */
  async function cancellingUnpaid() {
    for (const cancels of ['buyer', 'station']) {
      const driver = trip();
      await driver.select();
      const id = (await driver.init()).message?.order?.id ?? '';
      if (cancels === 'buyer') await driver.ask('cancel', { order_id: id });
      else {
        await staff.cancel(id, { reason: 'maintenance' });
        await driver.hearState('on_cancel', 'order-cancelled');
      }
    }
  }

  /** The clock speaks to deaf ears until the daily sweep comes by. */
  async function missingADeadline() {
    const driver = trip({ quantity: kWh('1') });
    await driver.select();
    await driver.init();
    await obstacles.failing({ caller: callerOf('functions/timers.ts#process') }, async () => {
      await hands.advance('PT5H');
      const time = new Date(await hands.now()).toISOString();
      const { missed } = Object(await network.invoke(callerOf('functions/operations/sweep.ts#invoke'), { time }));
      if (missed === 0) throw new Error('a deadline that passed unheard was not missed');
    });
    await driver.hearState('on_cancel', 'order-cancelled');
  }
}

/** A message that no function can read on each queue, and among its dead letters: it would take hours to get there. */
async function sendNonsense(plan: Plan): Promise<void> {
  const worked = new Set(plan.all(EventSourceMapping).map(({ properties }) => properties.EventSourceArn));
  for (const { arn, ref, stack } of plan.all(Queue))
    if (worked.has(arn)) {
      const credentials = { accessKeyId: 'somebody', secretAccessKey: 'somebody' };
      const sqs = new SQSClient({ endpoint: new URL(ref).origin, region: stack.region, credentials });
      const nonsense = { QueueUrl: ref, MessageBody: 'null' };
      await sqs.send(new SendMessageCommand(nonsense));
      // The last attempt of a slow lane.
      const attempts = { DataType: 'String', StringValue: '23' };
      await sqs.send(new SendMessageCommand({ ...nonsense, MessageAttributes: { attempts } }));
    }
}

function functionOf(plan: Plan, source: string): string {
  const found = plan.all(LambdaFunction).find(({ properties }) => properties.Description === source);
  if (found === undefined) throw new Error(`there is no function ${source}`);
  return found.name;
}
