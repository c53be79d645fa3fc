import type { ProtocolError } from './message.ts';
import { SIGNED_HEADERS } from './signing/signing-string.ts';

/** An ACK promises a callback. */
export const ack = (): object => ({ message: { ack: { status: 'ACK' } } });

/** The error stands beside the message, as in Response.yaml of the core. */
export const nack = (error?: ProtocolError): object => ({
  message: { ack: { status: 'NACK' } },
  ...(error && { error: { code: error.code, message: error.message, paths: error.path } }),
});

/** Goes into WWW-Authenticate, and for a gateway's signature into Proxy-Authenticate. */
export const wwwAuthenticate = (realm: string): string => `Signature realm="${realm}",headers="${SIGNED_HEADERS}"`;
