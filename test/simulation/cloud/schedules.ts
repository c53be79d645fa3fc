import type { Engine } from '../engine.ts';
import type { Queues } from './queues.ts';
import { ServiceError } from './service-error.ts';

export interface ScheduleWeather {
  readonly twice: number;
  readonly longestMilliseconds: number;
}

export interface Schedule {
  readonly name: string;
  readonly at: number;
  readonly input: string;
}

interface Asked {
  readonly ScheduleExpression: string;
  readonly Target: { readonly Arn: string; readonly Input: string };
}

const MINUTE = 60_000;

/** One-time schedules: they go off within the minute that follows their time, now and then twice, and are gone. */
export function schedulesOver(queues: Queues, engine: Engine, weather: () => ScheduleWeather) {
  const waiting = new Map<string, Schedule>();

  return {
    waiting,

    answer(operation: string, name: string, { ScheduleExpression, Target }: Asked): object {
      if (operation !== 'POST') throw new Error(`schedules do not know ${operation}`);
      if (waiting.has(name)) throw new ServiceError('ConflictException', `Schedule ${name} already exists.`, 409);
      const at = Date.parse(`${/^at\((.+)\)$/.exec(ScheduleExpression)?.[1]}Z`);
      if (!(at > engine.now))
        throw new ServiceError('ValidationException', 'Invalid Schedule Expression at(...): in the past.');
      waiting.set(name, { name, at, input: Target.Input });
      const queue = queues.all.get(Target.Arn);
      if (queue === undefined) throw new Error(`there is no queue ${Target.Arn}`);
      const { twice, longestMilliseconds } = weather();
      const copies = engine.random.often(twice) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++)
        engine.at(
          at + engine.random.below(Math.min(longestMilliseconds, MINUTE)) + copy * engine.random.below(MINUTE),
          () => {
            waiting.delete(name);
            queues.send(queue, { MessageBody: Target.Input });
          },
        );
      return { ScheduleArn: name };
    },
  };
}
