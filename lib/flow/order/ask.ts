import { isAsking, type Step } from '../../domain/decision.ts';
import type { BusinessName } from '../../language/business.ts';
import type { Need, NeedKind, Needs } from '../../language/needs.ts';
import type { OrderKey } from '../ports/orders.ts';

/** Who answers what decisions ask for. A function has only those answers whose partners it may call. */
export type Answers = Partial<{
  readonly [Kind in NeedKind]: (asked: Needs[Kind]['asks'], asker: Asker) => Promise<Needs[Kind]['gets']>;
}>;

export interface Asker {
  readonly key: OrderKey;
  readonly business: BusinessName;
  /** Business time. */
  readonly at: number;
}

/** Asks until there is an answer. Everything asked is idempotent: a crash repeats it harmlessly. */
export async function settle<Answer>(step: Step<Answer>, answers: Answers, asker: Asker): Promise<Answer> {
  let now = step;
  while (isAsking(now)) now = now.resume((await answer(now.need, answers, asker)) as never); // it gets what its need names
  return now;
}

function answer<Kind extends NeedKind>(need: Need<Kind>, answers: Answers, asker: Asker) {
  const { kind, ...asked } = need;
  const ask = answers[kind as Kind];
  if (ask === undefined)
    throw new Error(`a decision asked for ${kind}, and its function does not name who answers that`);
  return ask(asked as Needs[Kind]['asks'], asker); // a need is its kind and what it asks
}
