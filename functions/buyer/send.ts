import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Exchange, exchanges } from '../../lib/aws/buyer-store.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { readJson } from '../../lib/aws/incoming.ts';
import { describe } from '../../lib/aws/log.ts';
import { registry, signer, urlRules } from '../../lib/aws/ports.ts';
import { contextOf } from '../../lib/beckn/sending.ts';
import type { Subscriber } from '../../lib/flow/ports/registry.ts';
import { httpSender } from '../../lib/http/sender.ts';

const Errand = z.strictObject({
  to: z.string().default('bpp.beckn-energy.local'),
  context: z.record(z.string(), z.unknown()).default({}),
  message: z.unknown(),
});

const Answer = z.object({
  message: z.object({ ack: z.object({ status: z.enum(['ACK', 'NACK']) }) }),
  error: z.object({ code: z.coerce.string(), message: z.string() }).partial().optional(),
});

const MAX_ID_LENGTH = 255;

const { BUYER_TABLE, SUBSCRIBER_ID } = readEnv('BUYER_TABLE', 'SUBSCRIBER_ID');
const store = exchanges(BUYER_TABLE);
const sender = httpSender(urlRules());

/** Sends a message as this buyer. What the given context says is sent as it is, right or wrong: this is for trying. */
export const receive = http(async (event) => {
  const action = event.pathParameters?.action ?? '';
  if (!/^\w{1,60}$/.test(action)) return refuse(400, 'the path names no action, such as /bap/send/search');
  const asked = Errand.safeParse(readJson(event));
  if (!asked.success) return refuse(400, `{to?, context?, message} was expected: ${z.prettifyError(asked.error)}`);
  const { to, context, message } = asked.data;

  const [provider, self] = await Promise.all([find(to), find(SUBSCRIBER_ID)]);
  if (provider === undefined) return refuse(404, `${to} is not in the registry`);
  const sentContext: Record<string, unknown> = { ...newContext(action, provider, self), ...context };
  const envelope = { context: sentContext, message };
  const transactionId = idOf(sentContext.transaction_id);
  const messageId = idOf(sentContext.message_id);

  const sent: Exchange = {
    time: new Date().toISOString(),
    direction: 'sent',
    action,
    messageId,
    verdict: 'pending',
    message: envelope,
  };
  // Written before it goes out, so that it stands before the callback that it causes.
  const entry = await store.record(transactionId, sent);
  const { answer, verdict, reason } = await post(`${provider.url}/${action}`, JSON.stringify(envelope));
  await store.record(transactionId, { ...sent, verdict, reason }, entry);

  const ids = { transaction_id: transactionId, message_id: messageId };
  if (answer === undefined) return json(502, { ...ids, ack: null, error: { message: reason } });
  return json(200, { ...ids, ack: answer.message.ack, error: answer.error });
});

const refuse = (status: number, message: string) => json(status, { error: { message } });

const newContext = (action: string, provider: Subscriber, self: Subscriber | undefined) =>
  contextOf({
    action,
    buyer: { id: SUBSCRIBER_ID, url: self?.url },
    provider,
    transactionId: randomUUID(),
    messageId: randomUUID(),
    at: new Date(),
  });

async function find(subscriberId: string): Promise<Subscriber | undefined> {
  const records = await registry().lookup(subscriberId);
  return records.find(({ status }) => status === 'SUBSCRIBED') ?? records[0];
}

interface Outcome {
  readonly answer?: z.infer<typeof Answer>;
  readonly verdict: Exchange['verdict'];
  readonly reason?: string;
}

async function post(url: string, body: string): Promise<Outcome> {
  try {
    const { status, body: text } = await sender.post(url, body, await signer().sign(body));
    const answer = Answer.safeParse(parse(text)).data;
    if (answer === undefined) return { verdict: 'unanswered', reason: `HTTP ${status} without an ack` };
    const { code, message } = answer.error ?? {};
    const reason = [code, message].filter((part) => part !== undefined).join(' ');
    return { answer, verdict: answer.message.ack.status, reason: reason || undefined };
  } catch (error) {
    return { verdict: 'unanswered', reason: describe(error) };
  }
}

/** Ids that cannot name a record are sent all the same; the record has one of its own then. */
const idOf = (given: unknown): string =>
  typeof given === 'string' && given !== '' && given.length <= MAX_ID_LENGTH ? given : randomUUID();

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
