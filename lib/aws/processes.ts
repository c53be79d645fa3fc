import type { ActionOf } from '../beckn/actions.ts';
import type { Changing, Reading } from '../flow/action.ts';
import type { Outside } from '../flow/fulfil.ts';
import type { Accepted } from '../flow/ports.ts';
import { type Message, processChange, processRead } from '../flow/process.ts';
import { type Report, report } from '../flow/report.ts';
import { businessTime } from './business-time.ts';
import { changed } from './changed.ts';
import { type Delivery, queue } from './entry.ts';
import { lazily } from './lazily.ts';
import { type Facts, log } from './log.ts';
import { measure, millisecondsSince } from './metrics.ts';
import {
  bus,
  calendars,
  callbacks,
  catalogues,
  chargePoints,
  holding,
  links,
  orders,
  partners,
  self,
  timers,
} from './ports.ts';

const reading = lazily({ orders, holding, catalogues, chargePoints, callbacks, links, self });

/** Partners that a decision may have to ask first. A function that names none has neither their code nor their secret (decision 22). */
export interface Asking {
  readonly payments?: () => Outside['payments'];
  readonly chargePoints?: () => Outside['chargePoints'];
}

const changing = (asking: Asking) =>
  lazily({
    ...{ orders, holding, calendars, catalogues, partners, timers, bus, callbacks, links, self },
    payments: nobody,
    chargePoints: nobody,
    ...asking,
  });

function nobody(): never {
  throw new Error('a decision asked for a partner that its function does not name');
}

/** The function behind the queue of an action that changes orders. */
export function changes<A extends ActionOf<'change'>>(action: Changing<A>, asking: Asking = {}) {
  const ports = changing(asking);
  return queue<Accepted>(async (body, delivery) => {
    const { committed, emitted } = await processChange(await messageIn<A>(body, delivery), action, ports);
    const facts = changed(committed);
    await emitted;
    note(body, delivery, facts);
  }, subjectOf);
}

/** The function behind the queue of an action that only reads. */
export const reads = <A extends ActionOf<'read'>>(action: Reading<A>) =>
  queue<Accepted>(async (body, delivery) => {
    const message = await messageIn<A>(body, delivery);
    const code = await processRead(message, action, reading);
    if (code !== undefined) measure('RequestsRefused', 1, { code });
    note(body, delivery, { code });
  }, subjectOf);

/** For functions behind queues of their own kinds: changes orders by what was reported. */
export function reporting(asking: Asking = {}) {
  const ports = changing(asking);
  return async (told: Report): Promise<void> => {
    const { committed, emitted } = await report(told, ports);
    const facts = changed(committed);
    await emitted;
    if (committed !== undefined)
      log('INFO', 'reported', { action: told.from, transaction_id: told.key.transactionId, ...facts });
  };
}

// What is on the queue was checked by `receive` and written by it alone.
const messageIn = async <A extends ActionOf<'change'> | ActionOf<'read'>>(body: Accepted, { sentAt }: Delivery) =>
  ({ ...body, at: await businessTime(sentAt) }) as Message<A>;

const subjectOf = ({ request: { context } }: Accepted): Facts => {
  const { action, transactionId, messageId } = context;
  return { action, transaction_id: transactionId, message_id: messageId };
};

function note(accepted: Accepted, { sentAt }: Delivery, facts: Facts): void {
  const milliseconds = millisecondsSince(sentAt);
  measure('ProcessingTime', milliseconds, { action: accepted.request.context.action });
  log('INFO', 'processed', { ...subjectOf(accepted), ...facts, milliseconds });
}
