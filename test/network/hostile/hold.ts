import { randomUUID } from 'node:crypto';
import type { Peer, Sent } from '../peer.ts';

export interface Slot {
  readonly fulfillment: string;
  readonly start: number;
}

const QUARTER = 15 * 60_000;

/** Quarters of an hour on a swap station, from a day ahead: nobody else here books them. */
export const slots = (fulfillment: string, now: number, count: number): readonly Slot[] =>
  Array.from({ length: count }, (_, index) => ({ fulfillment, start: now + 24 * 3_600_000 + index * QUARTER }));

/** An init that selects at the same time. */
export const holding = ({ fulfillment, start }: Slot, phone: string) => ({
  order: {
    provider: { id: 'log9.in' },
    items: [{ id: 'pe-charging-01', quantity: { selected: { measure: { value: '1', unit: 'kWh' } } } }],
    billing: { name: 'Ravi Menon', phone },
    fulfillments: [
      {
        id: fulfillment,
        stops: [
          { type: 'start', location: { gps: '12.75,77.98' }, time: { timestamp: new Date(start).toISOString() } },
          { type: 'end', time: { timestamp: new Date(start + QUARTER).toISOString() } },
        ],
      },
    ],
  },
});

export const newPhone = () => `+91-8${randomUUID().replaceAll(/\D/g, '').padEnd(9, '4').slice(0, 9)}`;

/** What becomes of requests that were sent: `held`, or the code of the error. */
export async function outcomes(buyer: Peer, sent: readonly Sent[]): Promise<readonly string[]> {
  const ids = new Set(sent.map(({ messageId }) => messageId));
  const found: string[] = [];
  for (const _ of ids) {
    const { message, error } = await buyer.nextCallback(
      ({ path, context }) => path === 'on_init' && ids.has(context.message_id),
      60_000,
    );
    found.push(error?.code ?? (message?.order === undefined ? 'nothing' : 'held'));
  }
  return found;
}

export const countOf = (found: readonly string[], outcome: string): number =>
  found.filter((one) => one === outcome).length;
