import type { ActionOf } from '../beckn/actions.ts';
import type { Changing, Reading } from '../flow/action.ts';
import type { Accepted } from '../flow/ports.ts';
import { type Message, processChange, processRead } from '../flow/process.ts';
import { report } from '../flow/report.ts';
import { type Delivery, queue } from './entry.ts';
import { lazily } from './lazily.ts';
import { log } from './log.ts';
import {
  bus,
  calendars,
  callbacks,
  catalogues,
  chargePoints,
  holding,
  links,
  orders,
  payments,
  self,
  timers,
} from './ports.ts';

const reading = lazily({ orders, holding, catalogues, chargePoints, callbacks, links, self });

const changing = lazily({
  orders,
  holding,
  calendars,
  catalogues,
  payments,
  chargePoints,
  timers,
  bus,
  callbacks,
  links,
  self,
});

/** The function behind the queue of an action that changes orders. */
/* @__NO_SIDE_EFFECTS__ */
export const changes = <A extends ActionOf<'change'>>(action: Changing<A>) =>
  queue(async (body, delivery) => {
    const message = messageIn<A>(body, delivery);
    await processChange(message, action, changing);
    note(message);
  });

/** The function behind the queue of an action that only reads. */
/* @__NO_SIDE_EFFECTS__ */
export const reads = <A extends ActionOf<'read'>>(action: Reading<A>) =>
  queue(async (body, delivery) => {
    const message = messageIn<A>(body, delivery);
    await processRead(message, action, reading);
    note(message);
  });

export const reports = (told: Parameters<typeof report>[0]) => report(told, changing);

// What is on the queue was checked by `receive` and written by it alone.
function messageIn<A extends ActionOf<'change'> | ActionOf<'read'>>(body: unknown, { at }: Delivery): Message<A> {
  return { ...(body as Accepted), at } as Message<A>;
}

function note({ request: { context } }: Message<ActionOf<'change'> | ActionOf<'read'>>): void {
  const { action, transactionId, messageId } = context;
  log('INFO', 'processed', { action, transaction_id: transactionId, message_id: messageId });
}
