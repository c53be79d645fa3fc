import { expect, test } from 'vitest';
import { outputNames } from '../../lib/upkeep/deployment.ts';
import { production, synthesized } from '../stacks/synthesized.ts';

test.each([
  ['sandbox', {}],
  ['production', production],
])('the stacks of the %s stage tell all that an operator looks for, once', (_, context) => {
  const { outputs } = synthesized(context);
  expect(outputs.filter((name) => outputNames.some((wanted) => wanted === name)).toSorted()).toEqual(outputNames);
});
