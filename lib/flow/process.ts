import type { ActionOf } from '../beckn/actions.ts';
import type { ErrorCode } from '../beckn/errors.ts';
import type { Context, Request } from '../beckn/message.ts';
import type { Domain, Order } from '../domain/domain.ts';
import { domains, isDomain } from '../domain/domains.ts';
import type { Asked, Changing, Reading, Reads } from './action.ts';
import { type Committed, commit } from './change.ts';
import { codes } from './codes.ts';
import { type Emitting, emit } from './emit.ts';
import type { Outside } from './fulfil.ts';
import { caseIdOf, orderIdOf } from './order-id.ts';
import type { Callback, Catalogues, Links, Orders, Queue } from './ports.ts';
import { callbackFor, errorFor, refusalFor, type Self } from './reply.ts';

export type Processing = Outside &
  Emitting & { readonly orders: Orders; readonly catalogues: Catalogues; readonly links: Links };

/** A message from the queue of an action, with the business time at which it was accepted. */
export interface Message<A extends ActionOf<'change'> | ActionOf<'read'>> {
  readonly delivery: string;
  readonly digest: string;
  readonly request: Request<A>;
  readonly at: number;
  readonly givenUp?: true;
}

/** What a message has done, told as soon as it is written down: what follows from it may fail, and comes again. */
export interface Processed {
  readonly committed?: Committed;
  readonly emitted: Promise<void>;
}

export async function processChange<A extends ActionOf<'change'>>(
  { delivery, digest, request, at, givenUp }: Message<A>,
  action: Changing<A>,
  ports: Processing,
): Promise<Processed> {
  const { context } = request;
  const key = action.key(request);
  const domain = domainIn(context);
  if (domain === undefined) return { emitted: givenUp ? Promise.resolve() : decline(context, ports) };
  const asked: Asked = { key, at, domain, delivery, catalogues: ports.catalogues };
  const committed = await commit(
    {
      key,
      domain,
      at,
      context,
      mayBeNew: action.begins,
      isGivenUp: givenUp,
      cause: { action: context.action, messageId: context.messageId, digest, delivery },
      command: async () => ({
        ...(await action.command(request, asked)),
        at,
        orderId: orderIdOf(key),
        caseId: caseIdOf(key),
        answers: {},
      }),
    },
    ports.orders,
    ports,
  );
  if (committed === undefined) return { emitted: Promise.resolve() };
  const reply = (order: Order) => action.reply(order, request, { key, links: ports.links });
  return { committed, emitted: emit(committed, ports, { context, reply }) };
}

/** Answers, and says with which code if it was a refusal. */
export async function processRead<A extends ActionOf<'read'>>(
  { request, at, givenUp }: Message<A>,
  action: Reading<A>,
  ports: Reads & Answering,
): Promise<ErrorCode | undefined> {
  if (givenUp) return undefined;
  const { context } = request;
  const domain = domainIn(context);
  if (domain === undefined) {
    await decline(context, ports);
    return NOT_SERVED;
  }
  const answer = await action.answer(request, { at, domain }, ports);
  if (!('refusal' in answer)) {
    await ports.callbacks.send(callbackFor(context, answer, ports.self));
    return undefined;
  }
  await ports.callbacks.send(refusalFor(context, answer.refusal, ports.self));
  return codes[answer.refusal.reason];
}

const NOT_SERVED = '40001';

interface Answering {
  readonly self: Self;
  readonly callbacks: Queue<Callback>;
}

async function decline(context: Context, { self, callbacks }: Answering): Promise<void> {
  const message = `domains served here: ${Object.keys(domains).join(', ')}`;
  await callbacks.send(errorFor(context, { code: NOT_SERVED, message, path: 'context.domain' }, self));
}

/** The business that a context names, if it is run here. */
function domainIn(context: Context): Domain | undefined {
  return isDomain(context.domain) ? domains[context.domain] : undefined;
}
