import { expect, it } from 'vitest';
import { readAssembly } from '../../lib/local/template/assembly.ts';
import { planOf } from '../../lib/local/template/plan.ts';
import { production, synthesized } from '../stacks/synthesized.ts';
import { rolesIn } from './rights.ts';

const ground = { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' };

/** What functions may do in a stage, with resources called alike in all stages. */
function rightsIn(context: Readonly<Record<string, string>>): ReadonlySet<string> {
  const roles = rolesIn(planOf(readAssembly(synthesized(context).directory), ground));
  return new Set(
    roles.flatMap(({ source, allowed }) =>
      allowed.map(
        ({ action, resource }) =>
          `${source} ${action} ${resource.replaceAll(/[a-z-]*(sandbox|production)-?|[0-9A-F]{8}/g, '')}`,
      ),
    ),
  );
}

it('gives production no right that the recorded network does not have', () => {
  const [recorded, deployed] = [rightsIn({}), rightsIn(production)];
  expect(deployed.size).toBeGreaterThan(300);
  expect([...deployed].filter((right) => !recorded.has(right))).toEqual([]);
});
