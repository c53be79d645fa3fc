import type { Carried } from '../../domain/life.ts';
import { type Emitting, emit } from '../out/emit.ts';
import type { OrderKey } from '../ports/orders.ts';
import { type Committing, commit } from './commit.ts';
import type { Processed } from './process.ts';

/** What partners, the clock or staff report about an order: it changes the order, and nobody waits for a reply. */
export interface Report {
  readonly key: OrderKey;
  readonly at: number;
  /** Who reports: names the cause together with the delivery. */
  readonly from: string;
  readonly delivery: string;
  readonly command: Carried;
}

export async function report(
  { key, at, from, delivery, command }: Report,
  ports: Committing & Emitting,
): Promise<Processed> {
  const cause = { action: from, messageId: delivery, digest: '', delivery };
  const committed = await commit({ key, at, cause, says: () => command }, ports);
  return { committed, emitted: committed === undefined ? Promise.resolve() : emit(committed, ports) };
}
