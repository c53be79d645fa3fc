import { Alias, LambdaFunction } from '../template/kinds/functions.ts';
import type { Plan } from '../template/plan.ts';

/** The name of the function that is meant by a name, an ARN or an alias. */
export function namesOfFunctions(plan: Plan): (reference: string) => string | undefined {
  const functions = plan.all(LambdaFunction);
  const names = new Map([
    ...functions.flatMap(({ name, arn }) => [name, arn].map((reference) => [reference, name] as const)),
    ...plan
      .all(Alias)
      .flatMap(({ ref, properties: { FunctionName, Name } }) =>
        [ref, `${FunctionName}:${Name}`].map((reference) => [reference, FunctionName] as const),
      ),
  ]);
  return (reference) => names.get(reference);
}
