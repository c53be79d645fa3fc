import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

/** What `npm ci` installs is what was locked only where the lock file says how it looks. */

const Locked = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  optional: z.boolean().optional(),
  inBundle: z.boolean().optional(),
});
const { packages } = z
  .object({ packages: z.record(z.string(), Locked) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

const entries = Object.entries(packages).filter(([path]) => path !== '');

test('every package has a digest, but binaries for systems that are not developed on', () => {
  const without = entries.filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true);
  for (const [path, { optional }] of without) {
    expect(path).toMatch(/^node_modules\/@(biomejs\/cli|oxc-parser\/binding|swc\/core)-/);
    expect(optional).toBe(true);
    // On these it is built and deployed.
    expect(path).not.toMatch(/linux-(x64|arm64)(-gnu)?$/);
  }
  // None more: whoever locks with a registry that has them may take this number down.
  expect(without.length).toBeLessThanOrEqual(31);
});

test('digests are of the kind that nobody can make two of', () => {
  for (const [path, { integrity }] of entries) expect(integrity ?? 'sha512-', path).toMatch(/^sha512-/);
});
