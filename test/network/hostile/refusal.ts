import { expect } from 'vitest';
import type { Answer } from '../http.ts';
import { Acknowledgement } from '../wire.ts';

export const CHALLENGE = 'Signature realm="bpp.beckn-energy.local",headers="(created) (expires) digest"';

/** A person whom no log may know. */
export const person = { name: 'Zaphira Quillon', email: 'zaphira.quillon@private.example', phone: '+91-9811223344' };

/** An init that is good in itself; who sees it refused knows that it was not for what it says. */
export const booking = {
  order: {
    provider: { id: 'chargezone.in' },
    items: [{ id: 'pe-charging-01', quantity: { selected: { measure: { value: '4', unit: 'kWh' } } } }],
    billing: person,
    fulfillments: [{ id: '1', customer: { person: { name: person.name }, contact: { phone: person.phone } } }],
  },
};

/** How a message is refused at the door: soon, shortly, and in words that help. */
export function expectRefusal(answer: Answer, status: number): void {
  expect(answer, answer.text.slice(0, 300)).toMatchObject({ status });
  expect(Buffer.byteLength(answer.text)).toBeLessThan(2048);
  const { message, error } = Acknowledgement.parse(JSON.parse(answer.text));
  expect(message.ack.status).toBe('NACK');
  expect(error).toMatchObject({ code: '30000', message: expect.stringMatching(/expect|sign|key|clock/) });
  for (const secret of Object.values(person)) expect(answer.text).not.toContain(secret);
  const challenge = answer.headers['www-authenticate'] ?? answer.headers['proxy-authenticate'];
  expect(challenge).toBe(status === 401 ? CHALLENGE : undefined);
}

export function expectAck(answer: Answer): void {
  expect(answer).toMatchObject({ status: 200, text: '{"message":{"ack":{"status":"ACK"}}}' });
}
