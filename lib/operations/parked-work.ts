import * as z from 'zod';

/** What a parked message was to do, and for which transaction; nothing else of it may be told. */
export interface ParkedWork {
  readonly kind: string;
  readonly transaction?: string;
}

const Key = z.object({ transactionId: z.string() });
const Command = z.object({ type: z.string() });

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
  z
    .object({ key: Key, call: z.object({ kind: z.string() }) })
    .transform(({ key, call }) => work(`call ${call.kind}`, key.transactionId)),
  // A resource is nobody's transaction.
  z
    .object({ about: z.union([z.object({ key: Key }), z.object({ resource: z.string() })]), command: Command })
    .transform(({ about, command }) =>
      work(`command ${command.type}`, 'key' in about ? about.key.transactionId : undefined),
    ),
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
