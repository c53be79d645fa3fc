import * as z from 'zod';
import type { Businesses } from '../../domain/business.ts';
import { isAsking } from '../../domain/decision.ts';
import type { Carried } from '../../domain/life.ts';
import type { Refusal } from '../../language/refusal.ts';
import type { Names } from '../ports/names.ts';
import type { OrderKey, Orders } from '../ports/orders.ts';
import type { Queue } from '../ports/queue.ts';
import { caseIdOf, orderIdOf } from './order-id.ts';
import { orderOf } from './read.ts';
import { type Reported, reportParcel } from './reported.ts';

/** What the provider's staff says of orders, whoever lets it speak. */

export const Cancellation = z.strictObject({
  // By patterns: zod compares the length of whatever has one, a string or not.
  reason: z.string().regex(/^[\s\S]{1,100}$/, '1 to 100 characters were expected'),
  words: z
    .string()
    .trim()
    .regex(/^[\s\S]{1,500}$/, '1 to 500 characters were expected')
    .optional(),
});
type Cancellation = z.infer<typeof Cancellation>;

export const cancellation = (said: Cancellation): Carried => ({ type: commands.cancel, ...said });

/** What staff may say, and the command that it becomes. */
const commands = { cancel: 'CancelByProvider' } as const;

/** The orders of that id, of this buyer where one is named: two buyers may have made the same id. */
export async function ordersNamed(
  { order, buyer }: { readonly order: string; readonly buyer?: string },
  names: Pick<Names, 'find'>,
): Promise<readonly OrderKey[]> {
  const found = await names.find(order);
  return found.filter(({ buyerId }) => buyer === undefined || buyerId === buyer);
}

/** What would come of it by now. */
export interface Foreseen {
  readonly stage: string;
  /** What staff may say to the order where it stands. */
  readonly legal: readonly string[];
  readonly refusal?: Refusal;
}

/** Decides once before it is queued, so that a refusal is told at once. Undefined where there is no such order. */
export async function foresee(
  key: OrderKey,
  said: Carried,
  { at, ...ports }: { readonly at: number; readonly orders: Orders; readonly businesses: Businesses },
): Promise<Foreseen | undefined> {
  const order = await orderOf(key, ports);
  if (order === undefined) return undefined;
  const told = { ...said, at, orderId: orderIdOf(key), caseId: caseIdOf(key) };
  const decision = order.decide(told);
  const refusal = !isAsking(decision) && decision.kind === 'refused' ? decision.refusal : undefined;
  if (refusal?.reason === 'order-unknown') return undefined;
  return { stage: order.standing().stage, legal: legalFor(order.legal()), refusal };
}

export const legalFor = (known: readonly string[]): readonly string[] =>
  Object.entries(commands).flatMap(([name, command]) => (known.includes(command) ? [name] : []));

/** It is decided again when it is worked off: until then the order may have gone on. */
export const tell = (key: OrderKey, command: Carried, reports: Queue<Reported>): Promise<void> =>
  reports.send(reportParcel('staff', { about: { key }, command }, key.buyerId));
