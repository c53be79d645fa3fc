import { type Random, randomFrom } from '../memory/random.ts';

/** Something that happens at a time; it may be called off. */
export interface Happening {
  readonly at: number;
  isCalledOff: boolean;
}

interface Waiting extends Happening {
  readonly order: number;
  readonly happen: () => void;
}

/**
 * Time and chance of one simulation. Nothing waits for a real clock: when all that was begun has come to rest, the next
 * thing happens, at its own time. What happens at one time happens in the order in which it was asked for.
 */
export class Engine {
  now = 0;
  random: Random = randomFrom(0);
  private heap: Waiting[] = [];
  private turns: (() => void)[] = [];
  private count = 0;

  /** Begins anew: all that was to happen is forgotten. */
  restart(seed: number, beginning: number): void {
    this.now = beginning;
    this.random = randomFrom(seed);
    this.heap = [];
    this.turns = [];
    this.count = 0;
  }

  at(time: number, happen: () => void): Happening {
    const waiting = { at: Math.max(Math.ceil(time), this.now), order: this.count++, happen, isCalledOff: false };
    push(this.heap, waiting);
    return waiting;
  }

  after(milliseconds: number, happen: () => void): Happening {
    return this.at(this.now + milliseconds, happen);
  }

  /** As `setImmediate`: after all that follows from this moment, before any time passes. */
  soon(happen: () => void): void {
    this.turns.push(happen);
  }

  /** Goes on until nothing is left before that time, or somebody has seen enough; says whether anything is left after it. */
  async run(until: number, look: () => boolean): Promise<void> {
    for (;;) {
      await rest();

      const turn = this.turns.shift();
      if (turn !== undefined) {
        turn();
        continue;
      }
      if (look()) return;
      const next = this.heap[0];
      if (next === undefined || next.at > until) break;
      pop(this.heap);
      if (next.isCalledOff) continue;
      this.now = next.at;
      next.happen();
    }
    this.now = until;
  }
}

/** Everything that promises can bring about without time, and without anybody else, is done then. */
const rest = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBefore = (one: Waiting, other: Waiting) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Waiting[], waiting: Waiting): void {
  let index = heap.length;
  heap.push(waiting);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(waiting, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = waiting;
}

function pop(heap: Waiting[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    const [left, right] = [heap[child], heap[child + 1]];
    if (left === undefined) break;
    let least = left;
    if (right !== undefined && isBefore(right, left)) {
      least = right;
      child += 1;
    }
    if (!isBefore(least, last)) break;
    heap[index] = least;
    index = child;
  }
  heap[index] = last;
}
