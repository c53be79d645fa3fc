import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';

/** What a function asks of a service. */
export interface Asked {
  /** The name of the function. */
  readonly caller: string;
  readonly service: 'tables' | 'queues' | 'bus' | 'schedules' | 'secrets';
  readonly operation: string;
  /** Names: a table or its index, a queue, a bus, a schedule in its group; a secret's ARN. */
  readonly resource: string;
  /** ARN of the role that is handed over with it. */
  readonly role?: string;
  /** How many items, messages or events it carries. */
  readonly count: number;
  /** Length of the request. */
  readonly bytes: number;
}

/** What DynamoDB says that a request has used. */
interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** How many of the written units are an index's, by its name. */
  readonly indexUnits: Readonly<Record<string, number>>;
}

/** A request with what it used. */
export type Call = Asked & Units;

/** Reads a request that is for one of the services. */
export function askedIn(headers: IncomingHttpHeaders, line: string, body: Buffer): Asked {
  const [, caller = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const [target = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  const by = { caller, operation, count: 1, bytes: body.length };
  const message: unknown = JSON.parse(body.toString() || '{}');
  switch (target.replace(/_\d+$/, '')) {
    case 'DynamoDB':
      return { ...by, service: 'tables', resource: tableIn(message) };
    case 'AmazonSQS': {
      const { QueueUrl, Entries } = Sending.parse(message);
      return { ...by, service: 'queues', resource: QueueUrl.split('/').at(-1) ?? '', count: Entries.length };
    }
    case 'AWSEvents': {
      const { Entries } = Publishing.parse(message);
      const resource = [...new Set(Entries.map(({ EventBusName }) => EventBusName))].join(', ');
      return { ...by, service: 'bus', resource, count: Entries.length };
    }
    case 'secretsmanager':
      return { ...by, service: 'secrets', resource: Keeping.parse(message).SecretId };
    case '': {
      const [, name = ''] = /^POST \/schedules\/([^/?]+)$/.exec(line) ?? [];
      const { GroupName, Target } = Scheduling.parse(message);
      const resource = `${GroupName}/${decodeURIComponent(name)}`;
      return { ...by, service: 'schedules', operation: 'CreateSchedule', resource, role: Target.RoleArn };
    }
    default:
      throw new Error(`a request for ${target} is nothing that a function was known to ask`);
  }
}

export function unitsOf({ service, operation }: Asked, answer: Buffer): Units {
  if (service !== 'tables') return nothing;
  const { ConsumedCapacity = [] } = Answered.parse(JSON.parse(answer.toString()));
  const consumed = [ConsumedCapacity].flat();
  const units = consumed.reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);
  if (!writes.has(operation)) return { ...nothing, readUnits: units };
  const indexes = consumed.flatMap(({ GlobalSecondaryIndexes }) => Object.entries(GlobalSecondaryIndexes));
  const indexUnits = Object.fromEntries(indexes.map(([name, { CapacityUnits }]) => [name, CapacityUnits]));
  return { ...nothing, writeUnits: units, indexUnits };
}

const nothing: Units = { readUnits: 0, writeUnits: 0, indexUnits: {} };

export const isWrite = ({ operation }: Asked): boolean => writes.has(operation);

export const isAboutHistories = ({ resource }: Asked): boolean => resource.includes('-OrdersTable');

/** Ratings stand beside the catalogue, which no action writes. */
export const isAboutRatings = ({ resource }: Asked): boolean => resource.includes('-CatalogueTable');

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

const Sending = z.object({ QueueUrl: z.string(), Entries: z.array(z.unknown()).default(['it']) });
const Publishing = z.object({ Entries: z.array(z.object({ EventBusName: z.string() })) });
const Keeping = z.object({ SecretId: z.string() });
const Scheduling = z.object({ GroupName: z.string(), Target: z.object({ RoleArn: z.string() }) });
const Reading = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).default({}),
});
const Capacity = z.object({ CapacityUnits: z.number() });
const Consumed = Capacity.extend({ GlobalSecondaryIndexes: z.record(z.string(), Capacity).default({}) });
const Answered = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

function tableIn(message: unknown): string {
  const { TableName = '', IndexName, RequestItems } = Reading.parse(message);
  if (IndexName !== undefined) return `${TableName}/index/${IndexName}`;
  return [TableName, ...Object.keys(RequestItems)].filter((name) => name !== '').join(', ');
}
