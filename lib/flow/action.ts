import type { ActionOf } from '../beckn/actions.ts';
import type { ReplyBody, Request } from '../beckn/message.ts';
import type { Domain, Order } from '../domain/domain.ts';
import type { BuyerCommand } from '../domain/order/commands.ts';
import type { Refusal } from '../domain/order/refusal.ts';
import type { Holding } from './holding.ts';
import type { Catalogues, ChargePoints, Links, OrderKey, Orders } from './ports.ts';

/** What is particular to an action that changes orders: whose history, which command, which reply. */
export interface Changing<A extends ActionOf<'change'>> {
  key(request: Request<A>): OrderKey;
  /** It usually is the first of its transaction. */
  readonly begins?: true;
  command(request: Request<A>, asked: Asked): Specific | Promise<Specific>;
  reply(
    order: Order,
    request: Request<A>,
    asked: Pick<Asked, 'key'> & { readonly links: Links },
  ): ReplyBody | Promise<ReplyBody>;
}

export interface Asked {
  readonly key: OrderKey;
  readonly at: number;
  readonly domain: Domain;
  readonly delivery: string;
  readonly catalogues: Catalogues;
}

/** A buyer's command without what every command has. */
export type Specific = BuyerCommand extends infer C
  ? C extends BuyerCommand
    ? Omit<C, 'at' | 'orderId' | 'caseId' | 'answers'>
    : never
  : never;

/** What is particular to an action that only reads. */
export interface Reading<A extends ActionOf<'read'>> {
  answer(request: Request<A>, when: When, ports: Reads): Promise<ReplyBody | { readonly refusal: Refusal }>;
}

export interface When {
  /** Business time. */
  readonly at: number;
  readonly domain: Domain;
}

export interface Reads {
  readonly orders: Orders;
  readonly catalogues: Catalogues;
  readonly holding: Pick<Holding, 'free'>;
  readonly chargePoints: Pick<ChargePoints, 'session'>;
  readonly links: Links;
}
