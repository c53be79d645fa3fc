import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { parseRequest } from '../endpoint/aws-error.ts';
import type { Queue, Queues } from '../queues/queues.ts';
import { EventBus, Rule } from '../template/kinds/events.ts';
import type { Plan } from '../template/plan.ts';
import { compile, type Pattern } from './pattern.ts';

/** The buses of the templates: an event is in the queues of its rules before PutEvents is answered. */
export function busActions(plan: Plan, queues: Queues, clock: Clock) {
  const buses = new Map(plan.all(EventBus).flatMap((bus) => [bus.ref, bus.arn].map((name) => [name, bus] as const)));
  const rules = rulesOf(plan, queues);
  return {
    PutEvents(body: unknown) {
      const { Entries } = parseRequest(PutEvents, body);
      const results = queues.together(() =>
        Entries.map((entry) => {
          const bus = buses.get(entry.EventBusName);
          if (bus === undefined)
            return refused('ResourceNotFoundException', `there is no event bus ${entry.EventBusName}`);
          const detail = detailOf(entry.Detail);
          if (detail === undefined) return refused('MalformedDetail', 'Detail is not a JSON object');
          const event = envelope(entry, detail, bus.stack, clock);
          const body = JSON.stringify(event);
          for (const rule of rules)
            if (bus.ref === rule.bus && rule.matches(event)) for (const send of rule.targets) send(body);
          return { EventId: event.id };
        }),
      );
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
}

const Event = z.object({
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  EventBusName: z.string(),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
const PutEvents = z.object({ Entries: z.array(Event).min(1).max(10) });

interface HostedRule {
  readonly bus: string;
  readonly matches: Pattern;
  readonly targets: readonly ((body: string) => void)[];
}

const rulesOf = (plan: Plan, queues: Queues): readonly HostedRule[] =>
  plan.all(Rule).flatMap(({ id, properties: { EventBusName, EventPattern, Targets } }) =>
    EventPattern === undefined
      ? []
      : {
          bus: EventBusName.split('/').at(-1) ?? EventBusName,
          matches: compile(EventPattern, id),
          targets: Targets.map(({ Arn, SqsParameters }) => {
            const queue = queues.byArn(Arn);
            if (queue === undefined) throw new Error(`rule ${id}: the target ${Arn} is not a queue of the templates`);
            return sendTo(queue, SqsParameters?.MessageGroupId);
          }),
        },
  );

const sendTo = (queue: Queue, group: string | undefined) => (body: string) => {
  queue.send({ body, group });
};

const envelope = (
  entry: z.infer<typeof Event>,
  detail: object,
  place: { account: string; region: string },
  clock: Clock,
) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': entry.DetailType,
  source: entry.Source,
  account: place.account,
  time: new Date(entry.Time === undefined ? clock.now() : entry.Time * 1000).toISOString().replace(/\.\d+/, ''),
  region: place.region,
  resources: entry.Resources,
  detail,
});

function detailOf(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
