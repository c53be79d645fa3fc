import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { nack } from '../beckn/ack.ts';
import { RequestRefused } from '../beckn/request-refused.ts';
import { SignatureRefused } from '../beckn/signing/refused.ts';
import { wwwAuthenticate } from '../beckn/signing/signing-string.ts';
import { RegistryUnavailable } from '../flow/ports/registry.ts';
import { json } from './entry.ts';

/** Signatures are over these bytes: parsing and writing them again may change them. */
export const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw new RequestRefused({ path: issue?.path.join('.') || undefined, expected: issue?.message ?? 'another body' });
}

/** The answer to a message that was refused; undefined when the failure is ours. */
export function answerRefused(error: unknown, realm: string): APIGatewayProxyStructuredResultV2 | undefined {
  if (error instanceof RequestRefused) return json(error.status, nack(error.error));
  if (error instanceof SignatureRefused)
    return json(401, nack({ code: '30000', message: error.message }), { 'www-authenticate': wwwAuthenticate(realm) });
  if (error instanceof RegistryUnavailable)
    return json(503, nack({ code: '30000', message: 'the registry cannot be asked now: send it again' }));
  return undefined;
}
