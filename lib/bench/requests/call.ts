import * as z from 'zod';

/** A request of a function to a service. */
export interface Call {
  readonly service: 'tables' | 'queues' | 'bus' | 'schedules';
  readonly operation: string;
  /** The table, queue or schedule's queue that it is about. */
  readonly resource: string;
  /** How many items, messages or events it carries. */
  readonly count: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Reads a request and its answer; undefined for services whose requests are not counted. */
export function callOf(target: unknown, line: string, asked: string, answered: string): Call | undefined {
  const [service = '', operation = ''] = String(target ?? '').split('.');
  if (service.startsWith('DynamoDB_')) return tableCall(operation, JSON.parse(asked), JSON.parse(answered));
  if (service === 'AmazonSQS') {
    const { QueueUrl, Entries } = Sending.parse(JSON.parse(asked));
    return {
      ...nothing,
      service: 'queues',
      operation,
      resource: QueueUrl.split('/').at(-1) ?? '',
      count: Entries.length,
    };
  }
  if (service === 'AWSEvents') {
    const { Entries } = Publishing.parse(JSON.parse(asked));
    return { ...nothing, service: 'bus', operation, resource: '', count: Entries.length };
  }
  if (!line.startsWith('POST /schedules/')) return undefined;
  const { Target } = Scheduling.parse(JSON.parse(asked));
  return {
    ...nothing,
    service: 'schedules',
    operation: 'CreateSchedule',
    resource: Target.Arn.split(':').at(-1) ?? '',
  };
}

const nothing = { count: 1, readUnits: 0, writeUnits: 0 } as const;

const Sending = z.object({ QueueUrl: z.string(), Entries: z.array(z.unknown()).default(['it']) });
const Publishing = z.object({ Entries: z.array(z.unknown()) });
const Scheduling = z.object({ Target: z.object({ Arn: z.string() }) });

const Asked = z.object({
  TableName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).default({}),
});
const Consumed = z.object({ CapacityUnits: z.number() });
const Answered = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

function tableCall(operation: string, asked: unknown, answered: unknown): Call {
  const { TableName, RequestItems } = Asked.parse(asked);
  const { ConsumedCapacity = [] } = Answered.parse(answered);
  const units = [ConsumedCapacity].flat().reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);
  const isWrite = writes.has(operation);
  return {
    service: 'tables',
    operation,
    resource: TableName ?? Object.keys(RequestItems).join(', '),
    count: 1,
    readUnits: isWrite ? 0 : units,
    writeUnits: isWrite ? units : 0,
  };
}

export const isWrite = ({ operation }: Call): boolean => writes.has(operation);

/** Not the sandbox's buyer and partners, nor the registry: whoever runs a provider has others pay for those. */
export const isProviders = ({ service, resource }: Call): boolean =>
  service === 'bus' || /-provider-|-data-(Orders|Calendars|Catalogue)Table/.test(resource);

export const isAboutHolds = ({ resource }: Call): boolean => resource.includes('-CalendarsTable');
