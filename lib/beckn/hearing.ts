import type { Query } from '../language/query.ts';
import type { Refusal } from '../language/refusal.ts';
import type { Wish } from '../language/wish.ts';
import type { ReplyAction } from './actions.ts';

/** What a version of the protocol makes of a message once it is known which business it is for. */
export interface Hearing {
  /** What only this business reads in a wish or a search. */
  wanted(said: Wish | Query): object;
  /** What an update says to a running order; or why it says nothing. */
  told(target: string, wish: Wish): { readonly type: string } | { readonly unheard: Refusal };
  /** Which callback tells of an event; undefined where buyers are not told. */
  tells(event: string): ReplyAction | undefined;
}
