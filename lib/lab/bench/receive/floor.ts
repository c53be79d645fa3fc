import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * What a signed select costs at the very least: the digest, the signature, JSON.parse, and a glance at what is in it.
 * Written without anything of this platform, and not fit for strangers.
 */
export function floor(publicKey: string): (event: APIGatewayProxyEventV2) => APIGatewayProxyStructuredResultV2 {
  const keys = new Map([['bench.example.org', keyOf(publicKey)]]);
  return ({ headers, body = '' }) => {
    const bytes = Buffer.from(body);
    const header = /keyId="([^|]+).*created="(\d+)",expires="(\d+)".*signature="([^"]+)"/.exec(
      headers.authorization ?? '',
    );
    const [, sender = '', created, expires, signature = ''] = header ?? [];
    const key = keys.get(sender);
    if (key === undefined || Number(expires) < Date.now() / 1000) return refusal;
    const digest = hash('blake2b512', bytes, 'base64');
    const signed = Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: BLAKE-512=${digest}`);
    if (!verify(null, signed, key, Buffer.from(signature, 'base64'))) return refusal;
    return isSelect(JSON.parse(bytes.toString()), sender) ? acceptance : refusal;
  };
}

const KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const keyOf = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.concat([KEY_PREFIX, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' });

const isSelect = ({ context, message }: { context?: Wire; message?: { order?: Wire } }, sender: string): boolean =>
  context?.action === 'select' &&
  context.bap_id === sender &&
  ['bap_uri', 'transaction_id', 'message_id', 'timestamp', 'domain', 'version'].every(
    (name) => typeof context[name] === 'string',
  ) &&
  Array.isArray(message?.order?.items) &&
  message.order.items.every(({ id }) => typeof id === 'string') &&
  typeof message.order.provider === 'object';

type Wire = Readonly<Record<string, unknown>>;

const answer = (statusCode: number, status: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: { ack: { status } } }),
});
const acceptance = answer(200, 'ACK');
const refusal = answer(401, 'NACK');
