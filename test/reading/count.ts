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
  /** Those of them in which something ran that leads on into another one: they have to be opened. Where the path ends, a name has said what is done. */
  readonly opened: readonly string[];
}

export function countReading(): Reading {
  const path = join(root, 'test/reading/path.ts');
  const pieces: Record<string, readonly string[]> = JSON.parse(
    execFileSync(process.execPath, [path], { encoding: 'utf8' }),
  );
  const ran = Object.keys(pieces).toSorted();
  const leadsOn = (file: string) =>
    importsOf(file).some(
      ({ names, from }) =>
        from in pieces && names.some((name) => pieces[file]?.some((piece) => wordsOf(piece).has(name))),
    );
  return { imported: closureOf(entry), ran, opened: ran.filter(leadsOn) };
}

const wordsOf = (source: string): ReadonlySet<string> => new Set(source.match(/[A-Za-z_$][\w$]*/g));

function closureOf(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  for (const { from } of importsOf(file)) closureOf(from, seen);
  return [...seen];
}

const statements = /^(?:import|export)\s+(?!type\b)(?:\{([^}]*)\}|(\*[^;{]*?))\s*from\s*'(\.{1,2}\/[^']+)'/gm;

interface Import {
  readonly from: string;
  /** As they are called here. */
  readonly names: readonly string[];
}

/** Types are gone when it runs. */
function importsOf(file: string): readonly Import[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(statements)]
    .map(([, list, all = '', path = '']) => ({ from: normalize(join(file, '..', path)), names: namesIn(list ?? all) }))
    .filter(({ names }) => names.length > 0);
}

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.replace(/^.* as /, ''));

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
