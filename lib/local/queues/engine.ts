import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type SqsQueue = ReturnType<SqsStore['createQueue']>;
export type Message = SqsQueue['messages'][number];
export type Persistence = NonNullable<SqsStore['persistence']>;

export interface Engine {
  readonly store: SqsStore;
  /** The SQS API over the store; it listens nowhere by itself. */
  readonly api: ReturnType<typeof buildApp>;
  createMessage(body: string, attributes: Message['messageAttributes'], delaySeconds?: number, group?: string): Message;
}

/**
 * The package exports only a server that listens on every interface of the machine and keeps its stores to itself, so
 * they are taken from the files beside its entry.
 */
export async function openEngine(): Promise<Engine> {
  const beside = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href);
  const [{ SqsStore }, { SnsStore }, { S3Store }] = await Promise.all(
    ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js'].map(beside),
  );
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const api = buildApp({ logger: false, stores });
  await api.ready();
  return { store: stores.sqsStore, api, createMessage: SqsStore.createMessage };
}
