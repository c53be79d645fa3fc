interface Bounds<Item> {
  readonly most: number;
  readonly mostSize?: number;
  size?(item: Item): number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers what is asked for during one turn of the event loop and does it in batches: messages that are worked on side by
 * side share their requests. `work` answers in the order of its items, with an Error for an item that failed alone.
 */
export function together<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
  bounds: Bounds<Item>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, resolve, reject });
    });

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (const batch of batches(all, bounds)) void run(batch);
  }

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('the batch has no answer for this item'));
        else if (result instanceof Error) reject(result);
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function* batches<Item, Result>(
  all: readonly Waiting<Item, Result>[],
  { most, mostSize = Number.POSITIVE_INFINITY, size = () => 0 }: Bounds<Item>,
): Generator<readonly Waiting<Item, Result>[]> {
  let batch: Waiting<Item, Result>[] = [];
  let total = 0;
  for (const one of all) {
    const bytes = size(one.item);
    if (batch.length === most || (batch.length > 0 && total + bytes > mostSize)) {
      yield batch;
      batch = [];
      total = 0;
    }
    batch.push(one);
    total += bytes;
  }
  if (batch.length > 0) yield batch;
}
