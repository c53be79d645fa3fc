import * as z from 'zod';
import { type Exchange, exchanges } from '../../lib/aws/buyer-store.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { log } from '../../lib/aws/log.ts';
import { registry } from '../../lib/aws/ports.ts';
import { answerRefused, bytesOf, readBody } from '../../lib/aws/signed-http.ts';
import { ack } from '../../lib/beckn/ack.ts';
import { inspect } from '../../lib/beckn/inspect.ts';
import { RequestRefused } from '../../lib/beckn/request-refused.ts';
import { signatures } from '../../lib/flow/door/signatures.ts';
import type { Subscriber } from '../../lib/flow/ports/registry.ts';

// By a pattern: zod compares the length of whatever has one, a string or not.
const Id = z.string().regex(/^[\s\S]{1,255}$/, 'a text of 1 to 255 characters');

const Callback = z.object({
  context: z.looseObject({
    action: z.string(),
    transaction_id: Id,
    message_id: Id,
    bap_id: z.string().optional(),
    bpp_id: z.string().optional(),
  }),
});

interface Arrived {
  readonly context: z.infer<typeof Callback>['context'];
  readonly message: unknown;
}

const MOST_BYTES = 4_000_000;

const { BUYER_TABLE, SUBSCRIBER_ID } = readEnv('BUYER_TABLE', 'SUBSCRIBER_ID');
const store = exchanges(BUYER_TABLE);
const { verify } = signatures(registry(), () => new Date());

/** Takes a callback of a provider, and keeps it with what this buyer thinks of it. */
export const receive = http(async (event) => {
  const action = event.pathParameters?.action ?? '';
  const bytes = bytesOf(event);
  let arrived: Arrived | undefined;
  try {
    arrived = read(bytes);
    const [sender] = await verify(event.headers.authorization, bytes, ['BPP', 'CDS']);
    checkContext(arrived, action, sender);
    await keep(arrived, action, { verdict: 'ACK' });
    return json(200, ack());
  } catch (error) {
    const answer = answerRefused(error, SUBSCRIBER_ID);
    if (answer === undefined || !(error instanceof Error)) throw error;
    const { transaction_id, message_id } = arrived?.context ?? {};
    log('INFO', 'callback refused', { action, transaction_id, message_id, status: answer.statusCode });
    // Strangers cannot fill the table: what is refused is kept only in a transaction that this buyer has begun.
    if (arrived !== undefined && (await store.isKnown(arrived.context.transaction_id)))
      await keep(arrived, action, { verdict: 'NACK', reason: error.message });
    return answer;
  }
});

function read(bytes: Uint8Array): Arrived {
  const message = inspect(bytes, MOST_BYTES);
  return { context: readBody(Callback, message).context, message };
}

function checkContext({ context }: Arrived, action: string, sender: Subscriber): void {
  const expected = { action, bap_id: SUBSCRIBER_ID, bpp_id: sender.id };
  for (const name of ['action', 'bap_id', 'bpp_id'] as const)
    if (context[name] !== expected[name])
      throw new RequestRefused({ path: `context.${name}`, expected: expected[name] });
}

const keep = ({ context, message }: Arrived, action: string, verdict: Pick<Exchange, 'verdict' | 'reason'>) =>
  store.record(context.transaction_id, {
    time: new Date().toISOString(),
    direction: 'received',
    action,
    messageId: context.message_id,
    ...verdict,
    message,
  });
