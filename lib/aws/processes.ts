import type { Action, ActionOf } from '../beckn/actions.ts';
import { limits } from '../flow/limits.ts';
import type { Changing, Reading } from '../flow/order/action.ts';
import type { Answers } from '../flow/order/ask.ts';
import { ownAnswers } from '../flow/order/own-answers.ts';
import { type Message, processChange, processRead } from '../flow/order/process.ts';
import { type Report, report } from '../flow/order/report.ts';
import { isOfOrder, type OfOrder, type Reported, spread } from '../flow/order/reported.ts';
import type { Accepted } from '../flow/ports/accepted.ts';
import { businessTime } from './business-time.ts';
import { changed } from './changed.ts';
import type { Delivery } from './delivery.ts';
import { queue } from './entry.ts';
import { readEnv } from './env.ts';
import { lazily } from './lazily.ts';
import { type Facts, log } from './log.ts';
import { measure, millisecondsSince } from './metrics.ts';
import { once } from './once.ts';
import { outOfStep } from './out-of-step.ts';
import {
  bus,
  businesses,
  calendars,
  callbacks,
  catalogues,
  holding,
  links,
  names,
  orders,
  partners,
  questions,
  ratings,
  self,
  timers,
} from './ports.ts';
import { batchingQueue } from './work-queue.ts';

/** Partners that decisions may have to ask first. A function that names none has no code for them and no secret of theirs. */
type Asking = () => Answers;

const nobody: Asking = () => ({});

const answersOf = (asking: Asking) => ({
  answers: () => ({ ...ownAnswers(lazily({ catalogues, holding })), ...asking() }),
});

const reading = (asking: Asking) =>
  lazily({ businesses, orders, catalogues, callbacks, links, self, questions, ...answersOf(asking) });

const changing = (asking: Asking) => {
  const stores = { businesses, orders, holding, calendars, catalogues, names, ratings };
  const now = () => Date.now;
  const pause = () => outOfStep;
  const effects = { partners, timers, bus, callbacks };
  return lazily({ ...stores, ...effects, questions, links, self, now, pause, ...answersOf(asking) });
};

/** The function behind the queue of an action that changes orders. */
export function changes<A extends ActionOf<'change'>>(action: Changing<A>, asking: Asking = nobody) {
  const ports = changing(asking);
  return queue<Accepted>(async (body, delivery) => {
    const { committed, code, emitted } = await processChange(await messageIn<A>(body, delivery), action, ports);
    const facts = code === undefined ? changed(committed) : refused(code);
    noteGivenUp(body, delivery, facts);
    await emitted;
    note(body, delivery, facts);
  });
}

/** The function behind the queue of an action that only reads. */
export function reads<A extends ActionOf<'read'>>(action: Reading<A>, asking: Asking = nobody) {
  const ports = reading(asking);
  return queue<Accepted>(async (body, delivery) => {
    const message = await messageIn<A>(body, delivery);
    const code = await processRead(message, action, ports);
    const facts = code === undefined ? {} : refused(code);
    noteGivenUp(body, delivery, facts);
    note(body, delivery, facts);
  });
}

function refused(code: string): Facts {
  measure('RequestsRefused', 1, { code });
  return { code };
}

/** The function behind a queue of reports: changes the orders that are told. What concerns several comes back to its queue for each of them. */
export function reports(asking: Asking = nobody) {
  const tell = reporting(asking);
  const spreading = lazily({
    calendars,
    reports: once(() => batchingQueue<Reported>(readEnv('QUEUE_URL').QUEUE_URL)),
  });
  return queue<Reported>(async (said, { id, sentAt }, { action: from }) => {
    if (isOfOrder(said)) await tell(said, { at: await businessTime(sentAt), from, delivery: said.saidBy ?? id });
    else await spread(said, { from, delivery: id }, spreading);
  });
}

/** Tells an order what was reported, for functions that know better at which time and under which name. */
export function reporting(asking: Asking = nobody) {
  const ports = changing(asking);
  return async ({ about: { key }, command }: OfOrder, how: Pick<Report, 'at' | 'from' | 'delivery'>): Promise<void> => {
    const { committed, emitted } = await report({ ...how, key, command }, ports);
    const facts = changed(committed);
    await emitted;
    if (committed !== undefined)
      log('INFO', 'reported', { action: how.from, transaction_id: key.transactionId, ...facts });
  };
}

// What is on the queue was checked by `receive` and written by it alone.
const messageIn = async <A extends Action>(body: Accepted, { sentAt, receiveCount }: Delivery) =>
  ({ ...body, sentAt, attempt: receiveCount, at: await businessTime(sentAt) }) as Message<A>;

const subjectOf = ({ request: { context } }: Accepted): Facts => {
  const { action, transactionId, messageId } = context;
  return { action, transaction_id: transactionId, message_id: messageId };
};

/** Its buyer hears that it failed, and nobody does it any more: a person has to hear why. */
function noteGivenUp(accepted: Accepted, { receiveCount }: Delivery, { code, again }: Facts): void {
  if (receiveCount <= limits.attempts || code === undefined || again === true) return;
  measure('RequestsGivenUp', 1, {});
  log('ERROR', 'gave up', { ...subjectOf(accepted), code });
}

function note(accepted: Accepted, { sentAt }: Delivery, facts: Facts): void {
  const milliseconds = millisecondsSince(sentAt);
  measure('ProcessingTime', milliseconds, { action: accepted.request.context.action });
  log('INFO', 'processed', { ...subjectOf(accepted), ...facts, milliseconds });
}
