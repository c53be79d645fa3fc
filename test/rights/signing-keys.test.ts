import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../lib/local/template/assembly.ts';
import { Secret } from '../../lib/local/template/kinds/secret.ts';
import { planOf } from '../../lib/local/template/plan.ts';
import { production, synthesized } from '../stacks/synthesized.ts';
import { rolesIn } from './rights.ts';

const ground = { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' };
const provision = 'functions/operations/provision.ts#invoke';
/** Acknowledgements of Beckn 1.1 are not signed: nothing that receives needs a key. */
const provider = ['functions/deliver.ts#process', provision];
const sandbox = {
  'bpp.beckn-energy.local': provider,
  'registry.beckn-energy.local': [provision],
  'gateway.beckn-energy.local': [provision],
  'bap.beckn-energy.local': ['functions/buyer/send.ts#receive', provision],
};

describe.each([
  ['sandbox', {}, sandbox],
  ['production', production, { 'bpp.example.org': provider }],
])('in the %s stage', (_, context, readers) => {
  const plan = planOf(readAssembly(synthesized(context).directory), ground);
  const keys = plan.all(Secret).flatMap(({ ref, properties }) => {
    const [, participant] = /^Signing key of (.+)$/.exec(String(properties.Description)) ?? [];
    return participant === undefined ? [] : [{ participant, arn: ref }];
  });
  const whoMay = (action: string) =>
    Object.fromEntries(
      keys.map(({ participant, arn }) => [
        participant,
        rolesIn(plan)
          .filter(({ allowed }) => allowed.some((right) => right.action === action && right.resource === arn))
          .map(({ source }) => source)
          .sort(),
      ]),
    );

  it('a signing key is read by whoever signs with it, and by who makes it', () => {
    expect(whoMay('secretsmanager:GetSecretValue')).toEqual(readers);
  });

  it('a signing key is written by who makes it', () => {
    expect(whoMay('secretsmanager:PutSecretValue')).toEqual(
      Object.fromEntries(Object.keys(readers).map((participant) => [participant, [provision]])),
    );
  });
});
