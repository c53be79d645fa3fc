import type { ActionOf } from '../beckn/actions.ts';
import type { Context, Request } from '../beckn/message.ts';
import type { Domain } from '../domain/domain.ts';
import { domains, isDomain } from '../domain/domains.ts';
import type { Asked, Changing, Reading, Reads } from './action.ts';
import { commit } from './change.ts';
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
}

export async function processChange<A extends ActionOf<'change'>>(
  { delivery, digest, request, at }: Message<A>,
  action: Changing<A>,
  ports: Processing,
): Promise<void> {
  const { context } = request;
  const key = action.key(request);
  const domain = domainIn(context);
  if (domain === undefined) return decline(context, ports);
  const asked: Asked = { key, at, domain, delivery, catalogues: ports.catalogues };
  const committed = await commit(
    {
      key,
      domain,
      at,
      context,
      mayBeNew: action.begins,
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
  if (committed === undefined) return;
  await emit(committed, ports, {
    context,
    reply: (order) => action.reply(order, request, { key, links: ports.links }),
  });
}

export async function processRead<A extends ActionOf<'read'>>(
  { request, at }: Message<A>,
  action: Reading<A>,
  ports: Reads & Answering,
): Promise<void> {
  const { context } = request;
  const domain = domainIn(context);
  if (domain === undefined) return decline(context, ports);
  const answer = await action.answer(request, { at, domain }, ports);
  await ports.callbacks.send(
    'refusal' in answer ? refusalFor(context, answer.refusal, ports.self) : callbackFor(context, answer, ports.self),
  );
}

interface Answering {
  readonly self: Self;
  readonly callbacks: Queue<Callback>;
}

async function decline(context: Context, { self, callbacks }: Answering): Promise<void> {
  const message = `domains served here: ${Object.keys(domains).join(', ')}`;
  await callbacks.send(errorFor(context, { code: '40001', message, path: 'context.domain' }, self));
}

/** The business that a context names, if it is run here. */
function domainIn(context: Context): Domain | undefined {
  return isDomain(context.domain) ? domains[context.domain] : undefined;
}
