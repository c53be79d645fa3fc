import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { businesses } from '../lib/domain/businesses.ts';
import { drawingOf } from '../lib/domain/drawing.ts';

/** Draws the life of the orders of each business into docs/states; with --check, only says which drawings are old. */

const folder = resolve(import.meta.dirname, '../docs/states');
const isCheck = process.argv.includes('--check');

for (const business of Object.values(businesses)) {
  const file = resolve(folder, `${business.name}.md`);
  const drawing = drawingOf(business);
  if (!isCheck) writeFileSync(file, drawing);
  else if (readIfThere(file) !== drawing) {
    console.error(`docs/states/${business.name}.md is not what the tables say: npm run draw`);
    process.exitCode = 1;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
