import type { Order } from '../../lib/domain/business.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import type { Entry } from '../../lib/flow/ports/orders.ts';
import type { Item } from './cloud/expressions.ts';

/** An order as its history makes it, folded by the code as it should be. */
export interface Followed {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly order?: Order;
}

/** Every order that is there, as its last entry has it. */
export class Histories {
  readonly all = new Map<string, Followed>();
  /** Grows with each entry. */
  count = 0;

  restart(): void {
    this.all.clear();
    this.count = 0;
  }

  /** Takes one more entry as it was written; says what is wrong with it. */
  add(item: Item): string | undefined {
    const name = String(item.pk?.S);
    const entry: Entry = JSON.parse(String(item.entry?.S));
    const { entries, order } = this.all.get(name) ?? { entries: [] };
    this.count += 1;
    const next = entries.length + 1;
    if (entry.sequence !== next) return `${name}: entry ${entry.sequence} was written where ${next} was the next`;
    const before = order ?? businesses[entry.business].replay([]);
    this.all.set(name, { name, entries: [...entries, entry], order: before.after(entry).order });
    return undefined;
  }
}
