import type { AnyCommand } from '../domain/domain.ts';
import { commit } from './change.ts';
import { type Emitting, emit } from './emit.ts';
import type { Outside } from './fulfil.ts';
import { caseIdOf, orderIdOf } from './order-id.ts';
import type { OrderKey, Orders } from './ports.ts';
import type { Processed } from './process.ts';

/** What partners, the clock or the operator report about an order: it changes the order, and nobody waits for a reply. */
export interface Report {
  readonly key: OrderKey;
  readonly at: number;
  /** Who reports: names the cause together with the delivery. */
  readonly from: 'payments' | 'charge-points' | 'timers' | 'forms';
  readonly delivery: string;
  readonly command: Told;
}

/** A reported command without what every command has. */
export type Told = AnyCommand extends infer C
  ? C extends AnyCommand
    ? Omit<C, 'at' | 'orderId' | 'caseId' | 'answers'>
    : never
  : never;

export async function report(
  { key, at, from, delivery, command }: Report,
  ports: Outside & Emitting & { readonly orders: Orders },
): Promise<Processed> {
  const committed = await commit(
    {
      key,
      at,
      cause: { action: from, messageId: delivery, digest: '', delivery },
      command: async () => ({ ...command, at, orderId: orderIdOf(key), caseId: caseIdOf(key), answers: {} }),
    },
    ports.orders,
    ports,
  );
  return { committed, emitted: committed === undefined ? Promise.resolve() : emit(committed, ports) };
}
