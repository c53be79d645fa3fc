import { expect, it } from 'vitest';
import { ack, nack } from '../../lib/beckn/ack.ts';
import { RequestRefused } from '../../lib/beckn/request-refused.ts';
import { wwwAuthenticate } from '../../lib/beckn/signing/signing-string.ts';

it('acknowledges without an error', () => {
  expect(ack()).toEqual({ message: { ack: { status: 'ACK' } } });
});

it('refuses with an error beside the message', () => {
  const { error } = new RequestRefused({ path: 'message.order.items', expected: 'at least one item' });
  expect(nack(error)).toEqual({
    message: { ack: { status: 'NACK' } },
    error: { code: '30000', paths: 'message.order.items', message: 'message.order.items: expected at least one item' },
  });
});

it('refuses without an error where there is none to tell', () => {
  expect(nack()).toEqual({ message: { ack: { status: 'NACK' } } });
});

it('names the realm and the headers that a signature covers', () => {
  expect(wwwAuthenticate('energy.example.net')).toBe(
    'Signature realm="energy.example.net",headers="(created) (expires) digest"',
  );
});
