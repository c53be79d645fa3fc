import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { confirm } from '../../functions/confirm.ts';
import { init } from '../../functions/init.ts';
import type { ActionOf } from '../../lib/beckn/actions.ts';
import { seeds } from '../../lib/domain/seeds.ts';
import type { Arrival } from '../../lib/flow/door/receive.ts';
import type { Changing } from '../../lib/flow/order/action.ts';
import { type Message, processChange } from '../../lib/flow/order/process.ts';
import { report } from '../../lib/flow/order/report.ts';
import { deliver } from '../../lib/flow/out/deliver.ts';
import { isUnder } from '../../lib/http/safe-url.ts';
import { fixture, sentAt, withValue } from '../beckn/requests.ts';
import { arrival, bytes, openDoor, registered, rider, subscriber } from '../flow/door.ts';
import { openWorld } from '../memory/ports.ts';

/** Runs in a process of its own: lets one `confirm` pass, and prints what ran for it. */

const at = sentAt.getTime();
const world = openWorld(seeds['ev-charging']);
const ports = world.process();
const door = openDoor();

const contact = { name: 'Asha Rao', phone: '+91-9800000001' };
const order = {
  provider: { id: 'chargezone.in' },
  items: [{ id: 'pe-charging-01', quantity: { selected: { measure: { value: '4', unit: 'kWh' } } } }],
  fulfillments: [{ id: '1', customer: { person: { name: contact.name }, contact: { phone: contact.phone } } }],
  billing: contact,
};

await pass('init', init, signed('init'));
await pay();
const confirmation = signed('confirm');
const opened = await ranWhile(async () => deliverAll(await pass('confirm', confirm, confirmation)));
console.log(JSON.stringify(opened));

/** What is the buyer's work is done before anything is counted. */
function signed(action: ActionOf<'change'>): Arrival {
  return { ...arrival({ body: bytes(withValue(fixture(action), 'message.order', order)) }), action };
}

/** Through the door, its queue and the order; answers the callbacks. */
async function pass<A extends ActionOf<'change'>>(action: A, definition: Changing<A>, message: Arrival) {
  const begun = world.callbacks.length;
  const { status } = await door.receive(message);
  const queued = door.queued.at(-1);
  if (queued === undefined) throw new Error(`${action} was answered ${status}`);
  const { emitted } = await processChange({ ...queued.body, at } as unknown as Message<A>, definition, ports); // of this very action
  await emitted;
  return world.callbacks.slice(begun);
}

async function pay(): Promise<void> {
  const [payment] = world.payments.values();
  if (payment === undefined) throw new Error('nothing is to be paid');
  const key = { buyerId: rider, transactionId: String(fixture('init').context.transaction_id) };
  const command = {
    type: 'ReportPayment',
    paymentId: payment.id,
    outcome: 'paid',
    amount: Number(payment.amount) * 100,
  };
  await (await report({ key, at, from: 'payments', delivery: 'd-pay', command }, ports)).emitted;
}

async function deliverAll(callbacks: typeof world.callbacks): Promise<void> {
  const registry = registered(subscriber(rider, 'BAP'));
  const sender = { post: async () => ({ status: 200, body: '{"message":{"ack":{"status":"ACK"}}}' }) };
  for (const callback of callbacks) {
    if (!callback.body.includes('"status":"ACTIVE"')) throw new Error(callback.body);
    await deliver(callback, {
      registry,
      sender,
      signer: { sign: async () => '' },
      mayCall: isUnder,
      isValid: () => true,
    });
  }
}

/** What ran of which file, as pieces of its source. */
async function ranWhile(work: () => Promise<void>): Promise<Readonly<Record<string, readonly string[]>>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const ran = result.flatMap(({ url, functions }) => {
    const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : '';
    if (!/^(functions|events|lib)\/(?!aws\/)/.test(file)) return [];
    const source = readFileSync(fileURLToPath(url), 'utf8');
    const pieces = functions
      .flatMap(({ ranges }) => ranges.slice(0, 1))
      .filter(({ count }) => count > 0)
      .map(({ startOffset, endOffset }) => source.slice(startOffset, endOffset));
    return pieces.length === 0 ? [] : [[file, pieces] as const];
  });
  return Object.fromEntries(ran);
}
