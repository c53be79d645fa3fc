import type { Engine } from '../engine.ts';
import { type Instance, type Leaving, type Returning, surroundingsOf } from '../node.ts';
import type { Handler, Product } from '../product.ts';
import type { Message, Queue, Queues } from './queues.ts';

export interface FunctionShape {
  /** As `functions/confirm.ts#process`. */
  readonly source: string;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
}

export interface MappingShape {
  readonly source: string;
  /** ARN of the queue. */
  readonly queue: string;
  readonly batchSize: number;
}

/** What becomes of an instance at one of its calls: it dies before it is made, or before it is answered. */
export type Fate = (source: string, leaving: Leaving) => 'dies-before' | 'dies-after' | undefined;

export interface FunctionWeather {
  readonly fate: Fate;
  readonly mostSkewMilliseconds: number;
}

type Route = (leaving: Leaving, answer: (returning: Returning) => void, fail: (error: Error) => void) => void;

/** How an invocation ended. */
export type Outcome =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'thrown'; readonly error: unknown }
  | { readonly kind: 'dead' };

/** Instances of one function run side by side; each works on one event at a time. */
const MOST_INSTANCES = 3;

/** A copy of the product's code, with a machine of its own; which function it is, each simulation says. */
interface Slot extends Instance {
  source: string;
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly forgotten: readonly (() => void)[];
  end?: (outcome: Outcome) => void;
}

/** Copies of the product's functions, each with a small machine of its own around it, that may die at any of its calls. */
export class Functions {
  private readonly shapes: ReadonlyMap<string, FunctionShape>;
  /** All copies that were ever loaded; the first of them are in use in this simulation. */
  private readonly pool: Slot[] = [];
  private inUse = 0;
  private readonly slots = new Map<string, Slot[]>();
  private readonly product: Product;
  private readonly engine: Engine;
  private readonly route: Route;
  private readonly weather: () => FunctionWeather;
  calls = 0;

  constructor(
    shapes: readonly FunctionShape[],
    product: Product,
    engine: Engine,
    route: Route,
    weather: () => FunctionWeather,
  ) {
    this.shapes = new Map(shapes.map((shape) => [shape.source, shape]));
    this.product = product;
    this.engine = engine;
    this.route = route;
    this.weather = weather;
  }

  /** All instances are new ones. */
  restart(): void {
    this.calls = 0;
    this.inUse = 0;
    this.slots.clear();
    for (const slot of this.pool) {
      slot.end = undefined;
      renew(slot);
      slot.skew = 0;
    }
  }

  /** A machine that belongs to no function: for who sets things up. */
  machine(
    { name, environment }: Pick<FunctionShape, 'name' | 'environment'> = { name: 'none', environment: {} },
  ): Instance {
    return { name, environment, skew: 0, life: 0, send: this.route };
  }

  /** How many events are being worked on. */
  get busy(): number {
    return this.pool.slice(0, this.inUse).filter(({ end }) => end !== undefined).length;
  }

  isFree(source: string): boolean {
    const slots = this.slots.get(source) ?? [];
    return slots.length < MOST_INSTANCES || slots.some(({ end }) => end === undefined);
  }

  /** False where all instances are busy. */
  invoke(source: string, event: unknown, done: (outcome: Outcome) => void): boolean {
    const slot = this.freeSlot(source);
    if (slot === undefined) return false;
    const { timeoutMilliseconds, name } = this.shape(source);
    const { life } = slot;
    const timer = this.engine.after(timeoutMilliseconds, () => slot.life === life && this.kill(slot));
    slot.end = (outcome) => {
      timer.isCalledOff = true;
      slot.end = undefined;
      done(outcome);
    };
    const end = (outcome: Outcome) => {
      if (slot.life === life) slot.end?.(outcome);
    };
    const deadline = this.engine.now + timeoutMilliseconds;
    const context = {
      awsRequestId: `${name}-${this.calls}`,
      functionName: name,
      getRemainingTimeInMillis: () => deadline - this.engine.now,
    };
    handlerOf(slot)(event, context).then(
      (result) => end({ kind: 'result', result }),
      (error: unknown) => end({ kind: 'thrown', error }),
    );
    return true;
  }

  private freeSlot(source: string): Slot | undefined {
    const slots = this.slots.get(source) ?? [];
    this.slots.set(source, slots);
    const free = slots.filter(({ end }) => end === undefined);
    if (free.length > 0) return free[this.engine.random.below(free.length)];
    if (slots.length >= MOST_INSTANCES) return undefined;
    const slot = this.pool[this.inUse] ?? this.load();
    if (this.inUse === this.pool.length) this.pool.push(slot);
    this.inUse += 1;
    slots.push(slot);
    const { name, environment } = this.shape(source);
    Object.assign(slot, { source, name, environment: { ...environment } });
    return slot;
  }

  private load(): Slot {
    const forgotten: (() => void)[] = [];
    const instance: Instance = {
      name: '',
      environment: {},
      skew: 0,
      life: 0,
      send: (leaving, answer, fail) => this.leave(slot, leaving, answer, fail),
    };
    const handlers = this.product(surroundingsOf(instance, this.engine, forgotten));
    const slot: Slot = Object.assign(instance, { source: '', handlers, forgotten });
    return slot;
  }

  private leave(
    slot: Slot,
    leaving: Leaving,
    answer: (returning: Returning) => void,
    fail: (error: Error) => void,
  ): void {
    this.calls += 1;
    const fate = slot.end === undefined ? undefined : this.weather().fate(slot.source, leaving);
    if (fate !== 'dies-before') this.route(leaving, answer, fail);
    if (fate !== undefined) this.kill(slot);
  }

  private kill(slot: Slot): void {
    const { end } = slot;
    renew(slot);
    const { mostSkewMilliseconds: most } = this.weather();
    slot.skew = this.engine.random.below(2 * most + 1) - most;
    end?.({ kind: 'dead' });
  }

  private shape(source: string): FunctionShape {
    const shape = this.shapes.get(source);
    if (shape === undefined) throw new Error(`there is no function ${source}`);
    return shape;
  }
}

function handlerOf({ source, handlers }: Slot): Handler {
  const handler = handlers[source];
  if (handler === undefined) throw new Error(`the product has no ${source}`);
  return handler;
}

function renew(slot: Slot): void {
  slot.life += 1;
  for (const forget of slot.forgotten) forget();
}

/** Hands what lies in queues to the functions that work it off. */
export function pollers(mappings: readonly MappingShape[], queues: Queues, functions: Functions, engine: Engine): void {
  const byQueue = new Map(mappings.map((mapping) => [mapping.queue, mapping]));

  queues.filled = (queue, from) => {
    const mapping = byQueue.get(queue.shape.arn);
    if (mapping !== undefined) engine.at(from + 1 + engine.random.below(20), () => poll(mapping, queue));
  };

  function poll(mapping: MappingShape, queue: Queue): void {
    const { batchSize, source } = mapping;
    const isThere = () => queue.messages.some(({ hiddenUntil }) => hiddenUntil <= engine.now);
    if (!isThere()) return;
    // Nobody is free: who ends his work looks for more.
    if (!functions.isFree(source)) return;
    const messages = queues.receive(queue, 1 + engine.random.below(batchSize));
    if (messages.length > 0) work(mapping, queue, messages);
    if (isThere()) engine.after(1 + engine.random.below(20), () => poll(mapping, queue));
  }

  function work(mapping: MappingShape, queue: Queue, messages: readonly Message[]): void {
    const event = { Records: messages.map((message) => recordOf(message, queue)) };
    functions.invoke(mapping.source, event, (outcome) => {
      const failed = outcome.kind === 'result' ? failuresIn(outcome.result) : messages.map(({ id }) => id);
      for (const { id } of messages) if (!failed.includes(id)) queues.remove(queue, id);
      engine.after(1, () => poll(mapping, queue));
    });
  }
}

const failuresIn = (result: unknown): readonly string[] =>
  (result as { batchItemFailures: readonly { itemIdentifier: string }[] }).batchItemFailures.map(
    ({ itemIdentifier }) => itemIdentifier,
  );

const recordOf = (message: Message, { shape }: Queue) => ({
  messageId: message.id,
  receiptHandle: message.receipt,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.received),
    SentTimestamp: String(message.sentAt),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.group !== undefined && { MessageGroupId: message.group }),
  },
  messageAttributes: Object.fromEntries(
    Object.entries(message.attributes).map(([name, value]) => [name, attributeOf(value)]),
  ),
  eventSource: 'aws:sqs',
  eventSourceARN: shape.arn,
});

const attributeOf = (value: unknown) => {
  const { DataType: dataType, StringValue: stringValue } = value as { DataType: string; StringValue: string };
  return { dataType, stringValue };
};
