import type { OrderKey } from './orders.ts';

export type Page = 'track' | 'forms' | 'tickets';

/** Links that nobody can guess. */
export interface Links {
  track(key: OrderKey): Promise<string>;
  form(key: OrderKey): Promise<string>;
  /** Its last part is the ticket's id. */
  ticket(key: OrderKey, ticketId: string): Promise<string>;
  /** The order that a link to that page stands for. */
  open(page: Page, token: string): Promise<OrderKey | undefined>;
}
