import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A name for the code by which orders are folded: any change of it gives another name. */
export function shapeOfOrders(): string {
  const hash = createHash('sha256');
  for (const file of globSync('lib/{domain,language}/**/*.ts', { cwd: root }).sort())
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
