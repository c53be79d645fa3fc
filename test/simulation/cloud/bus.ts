import type { Pattern } from '../../../lib/local/events/pattern.ts';
import type { Engine } from '../engine.ts';
import type { Queues } from './queues.ts';

export interface RuleShape {
  readonly bus: string;
  readonly matches: Pattern;
  /** ARNs of queues. */
  readonly targets: readonly string[];
}

export interface BusWeather {
  /** How often an event of a request is not taken. */
  readonly partly: number;
  readonly twice: number;
  readonly longestMilliseconds: number;
}

interface Put {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** Events reach the queues of their rules later, in any order, now and then twice. */
export function busOver(rules: readonly RuleShape[], queues: Queues, engine: Engine, weather: () => BusWeather) {
  let count = 0;

  const deliver = (event: object, arn: string) => {
    const queue = queues.all.get(arn);
    if (queue === undefined) throw new Error(`there is no queue ${arn}`);
    const { twice, longestMilliseconds } = weather();
    for (let copies = engine.random.often(twice) ? 2 : 1; copies > 0; copies--)
      engine.after(engine.random.below(longestMilliseconds), () =>
        queues.send(queue, { MessageBody: JSON.stringify(event) }),
      );
  };

  return {
    /** How many are on their way, and of which orders. */
    answer(operation: string, { Entries }: { readonly Entries: readonly Put[] }): object {
      if (operation !== 'PutEvents') throw new Error(`the bus does not know ${operation}`);
      const results = Entries.map((entry) => {
        if (engine.random.often(weather().partly)) return { ErrorCode: 'InternalFailure', ErrorMessage: 'not now' };
        const id = `event-${count++}`;
        const event = { id, source: entry.Source, 'detail-type': entry.DetailType, detail: JSON.parse(entry.Detail) };
        for (const rule of rules)
          if (rule.bus === entry.EventBusName && rule.matches(event))
            for (const target of rule.targets) deliver(event, target);
        return { EventId: id };
      });
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
}
