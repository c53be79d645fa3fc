import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Counts what a reader has before him who follows one `confirm`: `npm run reading`. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = 'functions/confirm.ts';

export interface Reading {
  /** All that the function imports, by values, and what that imports. */
  readonly imported: readonly string[];
  /** Files in which something ran while a `confirm` went from the door to its buyer, with ports that end in memory. */
  readonly ran: readonly string[];
  /** Those of them from which the path goes on into another one: they have to be opened. Where it ends, a name has said what is done. */
  readonly opened: readonly string[];
}

export function countReading(): Reading {
  const path = join(root, 'test/reading/path.ts');
  const ran: string[] = JSON.parse(execFileSync(process.execPath, [path], { encoding: 'utf8' }));
  const opened = ran.filter((file) => importsOf(file).some((imported) => ran.includes(imported)));
  return { imported: closureOf(entry), ran: ran.toSorted(), opened: opened.toSorted() };
}

function closureOf(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  for (const imported of importsOf(file)) closureOf(imported, seen);
  return [...seen];
}

const statements = /^(?:import|export)\s+(?!type\b)(?:\{([^}]*)\}|[^;{]*?)\s*from\s*'(\.{1,2}\/[^']+)'/gm;

/** Types are gone when it runs. */
function importsOf(file: string): readonly string[] {
  const names = (list: string) => list.split(',').filter((name) => name.trim() !== '');
  return [...readFileSync(join(root, file), 'utf8').matchAll(statements)]
    .filter(([, list]) => list === undefined || names(list).some((name) => !name.trim().startsWith('type ')))
    .map(([, , path = '']) => normalize(join(file, '..', path)));
}

export const linesOf = (files: readonly string[]): number =>
  files
    .map((file) => readFileSync(join(root, file), 'utf8').split('\n').length - 1)
    .reduce((sum, lines) => sum + lines, 0);

if (import.meta.main) {
  const { imported, ran, opened } = countReading();
  console.log(`${entry} imports ${imported.length} files, ${linesOf(imported)} lines`);
  console.log(`something runs for one confirm in ${ran.length} of those that are not adapters of a port`);
  console.log(`${opened.length} of them lead on, and have to be opened:`);
  for (const file of opened) console.log(`  ${file}`);
}
