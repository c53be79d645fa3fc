import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { log } from '../../lib/aws/log.ts';
import { answerRefused, bytesOf, readBody } from '../../lib/aws/signed-http.ts';
import { subscribers } from '../../lib/aws/subscriber-store.ts';
import { inspect } from '../../lib/beckn/inspect.ts';
import { encodeSubscription, Lookup, matches, type SubscriptionRecord } from '../../lib/beckn/subscription.ts';
import { signatures } from '../../lib/flow/door/signatures.ts';

const MOST_BYTES = 64_000;
const MOST_RECORDS = 1000;

const { SUBSCRIBERS_TABLE, SUBSCRIBER_ID } = readEnv('SUBSCRIBERS_TABLE', 'SUBSCRIBER_ID');
const store = subscribers(SUBSCRIBERS_TABLE);
const { verify } = signatures(store, () => new Date());

/** The records that have all the given fields. Nobody has to sign; who signs has to sign well. */
export const receive = http(async (event) => {
  try {
    const body = bytesOf(event);
    const { authorization } = event.headers;
    if (authorization !== undefined) await verify(authorization, body, ['BAP', 'BPP', 'BG', 'CDS', 'REGISTRY']);
    return json(200, await find(readBody(Lookup, inspect(body, MOST_BYTES))));
  } catch (error) {
    const answer = answerRefused(error, SUBSCRIBER_ID);
    if (answer === undefined) throw error;
    log('INFO', 'lookup refused', { status: answer.statusCode });
    return answer;
  }
});

async function find(wanted: Lookup): Promise<readonly SubscriptionRecord[]> {
  const now = new Date();
  const found: SubscriptionRecord[] = [];
  const candidates = wanted.subscriber_id === undefined ? store.all() : await store.lookup(wanted.subscriber_id);
  for await (const candidate of candidates) {
    const record = encodeSubscription(candidate, now);
    if (matches(record, wanted)) found.push(record);
    if (found.length === MOST_RECORDS) break;
  }
  return found;
}
