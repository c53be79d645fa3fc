import type { Engine } from '../engine.ts';
import { ServiceError } from './service-error.ts';

export interface QueueShape {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  /** Where a message goes that was received too often. */
  readonly redrive?: { readonly to: string; readonly after: number };
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly group?: string;
  readonly sentAt: number;
  received: number;
  firstReceivedAt?: number;
  /** Until then nobody else gets it. */
  hiddenUntil: number;
  receipt: string;
}

export interface Queue {
  readonly shape: QueueShape;
  readonly messages: Message[];
}

/** How unlike a single place queues behave. */
export interface QueueWeather {
  /** How often a message is handed out twice at once. */
  readonly twice: number;
  /** How often a message of a batch is not taken. */
  readonly partly: number;
}

const MOST_BYTES = 1_048_576;

/** Queues that deliver at least once, in any order. `filled` hears of each message, and when it can be had. */
export class Queues {
  readonly all: ReadonlyMap<string, Queue>;
  private readonly engine: Engine;
  private readonly weather: () => QueueWeather;
  private count = 0;
  filled: (queue: Queue, from: number) => void = () => undefined;

  constructor(shapes: readonly QueueShape[], engine: Engine, weather: () => QueueWeather) {
    this.all = new Map(shapes.map((shape) => [shape.arn, { shape, messages: [] }]));
    this.engine = engine;
    this.weather = weather;
  }

  restart(): void {
    this.count = 0;
    for (const { messages } of this.all.values()) messages.length = 0;
  }

  answer(operation: string, asked: Asked): object {
    const queue = this.byUrl(asked.QueueUrl);
    switch (operation) {
      case 'SendMessage':
        return { MessageId: this.send(queue, asked) };
      case 'SendMessageBatch':
        return this.sendBatch(queue, asked.Entries ?? []);
      case 'ChangeMessageVisibility':
        this.hide(queue, asked.ReceiptHandle ?? '', asked.VisibilityTimeout ?? 0);
        return {};
      default:
        throw new Error(`queues do not know ${operation}`);
    }
  }

  send(
    { shape, messages }: Queue,
    { MessageBody, MessageGroupId: group, MessageAttributes = {}, DelaySeconds = 0 }: Sent,
  ): string {
    if (Buffer.byteLength(MessageBody) > MOST_BYTES)
      throw new ServiceError('InvalidParameterValue', 'One or more parameters are invalid. Message too long');
    const id = `message-${this.count++}`;
    const hiddenUntil = this.engine.now + DelaySeconds * 1000;
    messages.push({
      id,
      body: MessageBody,
      attributes: MessageAttributes,
      group,
      sentAt: this.engine.now,
      received: 0,
      hiddenUntil,
      receipt: '',
    });
    const queue = this.all.get(shape.arn);
    if (queue !== undefined) this.filled(queue, hiddenUntil);
    return id;
  }

  /** Some of what can be had, any of it. What was received too often goes where the policy says. */
  receive(queue: Queue, most: number): readonly Message[] {
    const { now, random } = this.engine;
    const visible = queue.messages.filter(({ hiddenUntil }) => hiddenUntil <= now);
    const taken: Message[] = [];
    while (taken.length < most && visible.length > 0) {
      const [message] = visible.splice(random.below(visible.length), 1);
      if (message === undefined) break;
      const { redrive } = queue.shape;
      if (redrive !== undefined && message.received >= redrive.after) {
        this.move(queue, message, redrive.to);
        continue;
      }
      message.received += 1;
      message.firstReceivedAt ??= now;
      message.receipt = `${message.id}#${message.received}`;
      const isTwice = random.often(this.weather().twice);
      message.hiddenUntil = isTwice ? now + random.below(2000) : now + queue.shape.visibilitySeconds * 1000;
      this.filled(queue, message.hiddenUntil);
      taken.push({ ...message });
    }
    return taken;
  }

  remove({ messages }: Queue, id: string): void {
    const index = messages.findIndex((message) => message.id === id);
    if (index !== -1) messages.splice(index, 1);
  }

  private hide(queue: Queue, receipt: string, seconds: number): void {
    const message = queue.messages.find((one) => one.receipt === receipt);
    if (message === undefined) return;
    message.hiddenUntil = this.engine.now + seconds * 1000;
    this.filled(queue, message.hiddenUntil);
  }

  private move(from: Queue, message: Message, arn: string): void {
    this.remove(from, message.id);
    const to = this.all.get(arn);
    if (to === undefined) throw new Error(`there is no queue ${arn}`);
    to.messages.push({ ...message, received: 0, hiddenUntil: this.engine.now });
    this.filled(to, this.engine.now);
  }

  private sendBatch(queue: Queue, entries: readonly (Sent & { readonly Id: string })[]): object {
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const entry of entries)
      if (this.engine.random.often(this.weather().partly))
        Failed.push({ Id: entry.Id, Code: 'InternalError', SenderFault: false, Message: 'not now' });
      else Successful.push({ Id: entry.Id, MessageId: this.send(queue, entry) });
    return { Successful, Failed };
  }

  private byUrl(url: string): Queue {
    const queue = [...this.all.values()].find(({ shape }) => shape.url === url);
    if (queue === undefined) throw new Error(`there is no queue ${url}`);
    return queue;
  }
}

interface Sent {
  readonly MessageBody: string;
  readonly MessageGroupId?: string;
  readonly MessageAttributes?: Readonly<Record<string, unknown>>;
  readonly DelaySeconds?: number;
}

type Asked = Sent & {
  readonly QueueUrl: string;
  readonly Entries?: readonly (Sent & { readonly Id: string })[];
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
};
