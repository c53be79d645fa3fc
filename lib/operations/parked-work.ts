import * as z from 'zod';
import { keyIn } from '../flow/order-id.ts';

/** What a parked message was to do, and for which transaction; nothing else of it may be told. */
export interface ParkedWork {
  readonly kind: string;
  readonly transaction?: string;
}

const Key = z.object({ transactionId: z.string() });

/** Everything that is put on our queues. */
const Work = z.union([
  z
    .object({ request: z.object({ context: z.object({ action: z.string(), transactionId: z.string() }) }) })
    .transform(({ request: { context } }) => work(`request ${context.action}`, context.transactionId)),
  z
    .object({ receiver: z.string(), action: z.string(), transactionId: z.string() })
    .transform(({ action, transactionId }) => work(`callback ${action}`, transactionId)),
  z
    .object({ 'detail-type': z.string(), detail: Key })
    .transform((event) => work(`event ${event['detail-type']}`, event.detail.transactionId)),
  z
    .object({ key: Key, purpose: z.string() })
    .transform(({ key, purpose }) => work(`timer ${purpose}`, key.transactionId)),
  z.object({ key: Key, comment: z.string() }).transform(({ key }) => work('feedback', key.transactionId)),
  z.object({ key: Key, kind: z.string() }).transform(({ key, kind }) => work(`call ${kind}`, key.transactionId)),
  z
    .object({ kind: z.string(), reference: z.string() })
    .transform(({ kind, reference }) => work(`report ${kind}`, keyIn(reference)?.transactionId)),
  z.object({ kind: z.string() }).transform(({ kind }) => work(`report ${kind}`)),
]);

export function workIn(body: string): ParkedWork {
  try {
    return Work.safeParse(JSON.parse(body)).data ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

const UNKNOWN: ParkedWork = { kind: 'unknown' };

function work(kind: string, transaction?: string): ParkedWork {
  return { kind, transaction };
}
