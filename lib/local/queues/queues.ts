import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';
import type { Clock } from '../clock.ts';
import { together } from '../state.ts';
import { Queue as QueueKind } from '../template/kinds/queue.ts';
import type { Plan, Resource } from '../template/plan.ts';
import { type Engine, type Message, openEngine, type SqsQueue } from './engine.ts';
import { type Journal, journalIn } from './journal.ts';

export interface Sending {
  readonly body: string;
  readonly group?: string;
  readonly attributes?: Message['messageAttributes'];
  readonly delaySeconds?: number;
}

/** A queue of the templates. */
export interface Queue {
  readonly id: string;
  readonly arn: string;
  readonly waiting: SqsQueue;
  /** Takes a message and has it written down; it was sent now, in business time. */
  send(message: Sending): Message;
  /** Takes messages out, at most ten; those that were tried too often go to the dead letters instead. */
  receive(count: number): readonly Received[];
  /** Called soon after messages came or became visible, or a receiver asked for another time. */
  onChange(listener: () => void): void;
}

export interface Received {
  readonly receipt: string;
  readonly message: Message;
}

export interface Queues {
  readonly all: readonly Queue[];
  byArn(arn: string): Queue | undefined;
  byUrl(url: string): Queue | undefined;
  /** Whatever is sent within lands in its queues completely or not at all. */
  together<Result>(work: () => Result): Result;
  /** Answers a request of the SQS protocol. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

export async function openQueues(plan: Plan, database: DatabaseSync, clock: Clock): Promise<Queues> {
  const engine = await openEngine();
  const journal = journalIn(database);
  const all = plan.all(QueueKind).map((resource) => hosted(resource, { engine, journal, database, clock }));
  const arns = new Map(all.map((queue) => [queue.arn, queue]));
  return {
    all,
    byArn: (arn) => arns.get(arn),
    byUrl: (url) => arns.get(engine.store.getQueue(url)?.arn ?? ''),
    together: (work) => together(database, work),
    answer: (request, response) => engine.api.routing(request, response),
    close: () => engine.api.close(),
  };
}

interface Ground {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly database: DatabaseSync;
  readonly clock: Clock;
}

function hosted(resource: Resource<z.infer<typeof QueueKind.properties>>, ground: Ground): Queue {
  const { store, createMessage } = ground.engine;
  const { id, arn, properties } = resource;
  const waiting = createQueue(resource, ground);
  const listeners: (() => void)[] = [];
  const persistence = ground.journal.of(resource.name, () => {
    for (const listener of listeners) listener();
  });
  Object.assign(waiting, { persistence });
  return {
    id,
    arn,
    waiting,
    send({ body, group, attributes = {}, delaySeconds = properties.DelaySeconds }) {
      const message = { ...createMessage(body, attributes, delaySeconds, group), sentTimestamp: ground.clock.now() };
      waiting.enqueue(message);
      return message;
    },
    receive: (count) =>
      together(ground.database, () =>
        waiting
          .dequeue(count, undefined, (target) => store.getQueueByArn(target))
          .flatMap(({ ReceiptHandle: receipt }) => {
            const message = waiting.inflightMessages.get(receipt)?.message;
            return message === undefined ? [] : [{ receipt, message }];
          }),
      ),
    onChange: (listener) => listeners.push(listener),
  };
}

/** The queue as the engine knows it, with the messages that an earlier process left in it. */
function createQueue(
  { name, ref, arn, properties }: Parameters<typeof hosted>[0],
  { engine, journal }: Ground,
): SqsQueue {
  const queue = engine.store.createQueue(name, ref, arn, {
    VisibilityTimeout: String(properties.VisibilityTimeout),
    DelaySeconds: String(properties.DelaySeconds),
    MaximumMessageSize: String(properties.MaximumMessageSize),
    ...(properties.RedrivePolicy && { RedrivePolicy: JSON.stringify(properties.RedrivePolicy) }),
  });
  const now = Date.now();
  for (const message of journal.load(name)) {
    const isDelayed = message.delayUntil !== undefined && message.delayUntil > now;
    (isDelayed ? queue.delayedMessages : queue.messages).push(message);
  }
  return queue;
}
