import { type Action, type ActionOf, actions } from '../../beckn/actions.ts';
import { businessesIn, codeOf, heardBy } from '../../beckn/codec.ts';
import type { ErrorCode } from '../../beckn/errors.ts';
import type { Context, Request } from '../../beckn/message.ts';
import type { Order } from '../../domain/business.ts';
import type { BusinessName } from '../../language/business.ts';
import type { Refusal } from '../../language/refusal.ts';
import { limits } from '../limits.ts';
import { type Emitting, emit } from '../out/emit.ts';
import { callbackFor, errorFor, fits, isOrderReply, refusalFor, type Self, showOrder } from '../out/reply.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Links } from '../ports/links.ts';
import type { Outgoing } from '../ports/parcel.ts';
import type { Questions } from '../ports/questions.ts';
import type { Queue } from '../ports/queue.ts';
import type { Changing, Reading, Reads } from './action.ts';
import { type Change, type Committed, type Committing, commit } from './commit.ts';
import { sellerOf } from './whose.ts';

export type Processing = Committing &
  Emitting & { readonly catalogues: Catalogues; readonly links: Links; readonly questions: Questions };

/** A message from the queue of an action, with the business time at which it was accepted. */
export interface Message<A extends Action> {
  readonly delivery: string;
  readonly digest: string;
  readonly request: Request<A>;
  readonly at: number;
  /** When its queue got it, by the real clock. */
  readonly sentAt?: number;
  /** How often it has come from its queue, this time included. */
  readonly attempt?: number;
}

/** What a message has done, told as soon as it is written down: what follows from it may fail, and comes again (decision 25). */
export interface Processed {
  readonly committed?: Committed;
  /** Of the refusal, where nothing was written down. */
  readonly code?: ErrorCode;
  readonly emitted: Promise<void>;
}

export async function processChange<A extends ActionOf<'change'>>(
  message: Message<A>,
  action: Changing<A>,
  ports: Processing,
): Promise<Processed> {
  const { request } = message;
  const { context } = request;
  const reading = action.asks?.(request);
  if (reading !== undefined) {
    const { callback, code } = await answerTo(message, reading, ports);
    // What was refused may be tried again, as with every change (decision 50).
    const isToBeTold =
      code !== undefined || (await ports.questions.isFirst(questionIn(context, message.digest), message.delivery));
    return { code, emitted: isToBeTold ? ports.callbacks.send(callback) : Promise.resolve() };
  }
  const [first, ...others] = businessesIn(context);
  if (first === undefined) return { emitted: ports.callbacks.send(declined(context, ports)) };
  const change = changeOf(message, action, [first, ...others], ports);
  const committed = await commit(change, ports);
  if (committed === undefined) return { emitted: Promise.resolve() };
  const reply = async (order: Order) =>
    action.reply?.(order, request, { key: change.key, links: ports.links }) ?? orderReply(context, order);
  // An error that came after the answer to a new try would take it back.
  return { committed, emitted: emit(committed, ports, committed.isSuperseded ? undefined : { context, reply }) };
}

function changeOf<A extends ActionOf<'change'>>(
  { delivery, digest, request, at, sentAt, attempt }: Message<A>,
  action: Changing<A>,
  candidates: readonly [BusinessName, ...BusinessName[]],
  { catalogues }: Pick<Processing, 'catalogues'>,
): Change {
  const { context } = request;
  const wish = 'order' in request ? request.order : undefined;
  return {
    key: action.key(request),
    at,
    sentAt,
    isLastTry: isLastTry(attempt),
    isRetry: attempt !== undefined && attempt > 1,
    cause: { action: context.action, messageId: context.messageId, digest, delivery },
    asked: {
      context,
      candidates,
      begins: action.begins,
      mostMessages: action.mostMessages,
      seller: () => sellerOf(candidates, wish, catalogues),
    },
    says: (business) => action.says(request, { ...heardBy(context, business), delivery }),
  };
}

/** What answers a request that does not say otherwise: the order. */
function orderReply(context: Context, order: Order) {
  const { reply: action } = actions[context.action as ActionOf<'change'>]; // only these are worked off here
  if (!isOrderReply(action)) throw new Error(`${context.action} has to say what answers it`);
  return { action, order: showOrder(order) };
}

/** Answers a question once, however often it comes, and says with which code if it was refused. */
export async function processRead<A extends ActionOf<'read'>>(
  message: Message<A>,
  action: Reading<A>,
  ports: Reads & Answering & { readonly questions: Questions },
): Promise<ErrorCode | undefined> {
  const { request, delivery, digest } = message;
  // Side by side: who waits for the one would wait for the other.
  const [isFirst, { callback, code }] = await Promise.all([
    ports.questions.isFirst(questionIn(request.context, digest), delivery),
    answerTo(message, action, ports),
  ]);
  if (!isFirst) return undefined;
  await ports.callbacks.send(callback);
  return code;
}

/** What was asked: the same bytes are the same question. */
const questionIn = ({ buyer, action, messageId }: Context, digest: string): string =>
  JSON.stringify([buyer.id, action, messageId, digest]);

/** The callback that answers, and its code where it refuses. What fails as often as it may is answered as failed. */
async function answerTo<A extends Action>(
  message: Message<A>,
  action: Reading<A>,
  ports: Reads & Answering,
): Promise<Answered> {
  try {
    return await tryToAnswer(message, action, ports);
  } catch (error) {
    if (!isLastTry(message.attempt)) throw error;
    return refused(
      message.request.context,
      { reason: 'failed', message: 'the request could not be processed: try again' },
      ports,
    );
  }
}

interface Answered {
  readonly callback: Outgoing<Callback>;
  readonly code?: ErrorCode;
}

async function tryToAnswer<A extends Action>(
  { request, at }: Message<A>,
  action: Reading<A>,
  ports: Reads & Answering,
): Promise<Answered> {
  const { context } = request;
  const { self } = ports;
  const [first, ...others] = businessesIn(context);
  if (first === undefined) return { callback: declined(context, ports), code: codeOf(context, 'not-applicable') };
  const asOf = self.now();
  const answer = await action.answer(
    request,
    { at, candidates: [first, ...others], fits: (reply) => fits(context, reply, self) },
    ports,
  );
  if ('refusal' in answer) return refused(context, answer.refusal, ports);
  // What has happened after the order was looked at is told with a later time.
  const { writtenAt = 0, ...reply } = answer;
  return { callback: callbackFor(context, reply, self, Math.max(asOf, writtenAt)) };
}

const refused = (context: Context, refusal: Refusal, { self }: Pick<Answering, 'self'>): Answered => ({
  callback: refusalFor(context, refusal, self, self.now()),
  code: codeOf(context, refusal.reason),
});

const isLastTry = (attempt = 1): boolean => attempt > limits.attempts;

interface Answering {
  readonly businesses: Reads['businesses'];
  readonly self: Self;
  readonly callbacks: Queue<Callback>;
}

function declined(context: Context, { businesses, self }: Pick<Answering, 'businesses' | 'self'>): Outgoing<Callback> {
  const message = `domains served here: ${Object.keys(businesses).join(', ')}`;
  const error = { code: codeOf(context, 'not-applicable'), message, path: 'context.domain' };
  return errorFor(context, error, self, self.now());
}
