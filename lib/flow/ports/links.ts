import type { OrderKey } from './orders.ts';

export type Page = 'track' | 'forms';

/** Links that nobody can guess. */
export interface Links {
  track(key: OrderKey): Promise<string>;
  form(key: OrderKey): Promise<string>;
  /** The order that a link to that page stands for. */
  open(page: Page, token: string): Promise<OrderKey | undefined>;
}
