import type { Action, ActionOf } from '../../beckn/actions.ts';
import type { Hearing } from '../../beckn/hearing.ts';
import type { ReplyBody, Request } from '../../beckn/message.ts';
import type { Businesses, Order } from '../../domain/business.ts';
import type { Carried } from '../../domain/life.ts';
import type { BusinessName } from '../../language/business.ts';
import type { Refusal } from '../../language/refusal.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Links } from '../ports/links.ts';
import type { OrderKey, Orders } from '../ports/orders.ts';
import type { Answers } from './ask.ts';

/** What is particular to an action that changes orders: whose history, which command, which reply. */
export interface Changing<A extends ActionOf<'change'>> {
  key(request: Request<A>): OrderKey;
  /** It usually is the first of its transaction. */
  readonly begins?: true;
  /** How it is answered where it only asks; undefined where it changes an order. */
  asks?(request: Request<A>): Reading<A> | undefined;
  /** How many messages a transaction may have before this one is refused. */
  readonly mostMessages?: number;
  /** What it says to the order; or, where its business cannot hear it, why not. */
  says(request: Request<A>, heard: Heard): Carried | { readonly unheard: Refusal };
  /** Absent where the reply is the order. */
  reply?(order: Order, request: Request<A>, asked: Answering): ReplyBody | Promise<ReplyBody>;
}

export interface Heard extends Hearing {
  /** Names the message: given when it was accepted. */
  readonly delivery: string;
}

export interface Answering {
  readonly key: OrderKey;
  readonly links: Links;
}

/** What is particular to an action that only reads. */
export interface Reading<A extends Action> {
  /** `writtenAt`: of the last entry of the history that the reply shows. */
  answer(
    request: Request<A>,
    when: When,
    ports: Reads,
  ): Promise<(ReplyBody & { readonly writtenAt?: number }) | { readonly refusal: Refusal }>;
}

export interface When {
  /** Business time. */
  readonly at: number;
  /** The businesses that the context may mean, at least one. */
  readonly candidates: readonly [BusinessName, ...BusinessName[]];
  /** Whether a reply is small enough for the way to its buyer. */
  fits(reply: ReplyBody): boolean;
}

export interface Reads {
  readonly businesses: Businesses;
  readonly orders: Orders;
  readonly catalogues: Catalogues;
  readonly links: Links;
  readonly answers: Answers;
}
