import type { ProtocolError } from './message.ts';

/** An ACK promises a callback. */
export const ack = (): object => ({ message: { ack: { status: 'ACK' } } });

/** The error stands beside the message, as in Response.yaml of the core. */
export const nack = (error?: ProtocolError): object => ({
  message: { ack: { status: 'NACK' } },
  ...(error && { error: { code: error.code, message: error.message, paths: error.path } }),
});
