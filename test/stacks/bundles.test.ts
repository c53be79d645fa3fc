import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/constructs/bundle.ts';
import { loadHandler } from '../../lib/local/functions/bundle.ts';
import { functionsOf } from '../../lib/local/functions/specs.ts';
import { readAssembly } from '../../lib/local/template/assembly.ts';
import { planOf } from '../../lib/local/template/plan.ts';
import { bundled, synthesized } from './synthesized.ts';

const KILOBYTE = 1024;

const bundles = await bundled();
const { directory, all } = synthesized({}, bundles);
const sources = [...bundles];
const deployed = new Set(all('AWS::Lambda::Function').map(({ Properties }) => Properties.Description));

describe('bundles', () => {
  beforeAll(() => {
    const sizes = sources.map(([source, { bytes, sdkBytes }]) => [
      kilobytes(bytes),
      kilobytes(bytes - sdkBytes),
      source,
    ]);
    console.log(['KB, without the AWS SDK:', ...sizes.map((row) => row.join('  '))].join('\n'));
  });

  it.each(sources)('%s is deployed', (source) => {
    expect(deployed).toContain(source);
  });

  it.each(sources)('%s is small', (source, { bytes, sdkBytes }) => {
    expect(bytes).toBeLessThan(700 * KILOBYTE);
    if (source.endsWith('#receive')) expect(bytes - sdkBytes).toBeLessThan(300 * KILOBYTE);
  });

  it('are the same wherever they are made', async () => {
    for (const [source, { folder }] of await bundleFunctions(join(directory, 'somewhere/else')))
      expect(codeIn(folder) === codeIn(bundles.get(source)?.folder ?? '')).toBe(true);
  });
});

describe('functions', () => {
  const ground = { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' };
  const functions = functionsOf(planOf(readAssembly(directory), ground), {});
  const names = new Set(
    functions.flatMap(({ environment }) => Object.keys(environment)).filter((name) => !name.startsWith('AWS_')),
  );

  it.each(functions.map((spec) => [spec.name, spec] as const))('%s loads with what it is told', (_, spec) => {
    expect(loadHandler(spec, console)).toBeTypeOf('function');
  });

  it.each(functions.map((spec) => [spec.name, spec] as const))('%s is told all that it reads', (_, spec) => {
    const code = readFileSync(spec.file, 'utf8');
    const read = [...names].filter((name) => code.includes(`"${name}"`));
    expect(Object.keys(spec.environment)).toEqual(expect.arrayContaining(read));
  });

  it.each(functions.map((spec) => [spec.name, spec] as const))(
    '%s is told of no secret that it does not read',
    (_, spec) => {
      const code = readFileSync(spec.file, 'utf8');
      const secrets = Object.keys(spec.environment).filter((name) => name.endsWith('_SECRET'));
      expect(secrets.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
    },
  );
});

const kilobytes = (bytes: number) => String(Math.round(bytes / KILOBYTE)).padStart(4);

const codeIn = (folder: string) => readFileSync(join(folder, 'index.js'), 'utf8');
