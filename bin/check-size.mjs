import { globSync, readFileSync } from 'node:fs';
import { basename, sep } from 'node:path';

const MOST_LINES = 300;

const drawers = ['utils', 'shared', 'common', 'helpers', 'types', 'services'];

const files = globSync('{bin,lib,functions,events,test}/**/*.{ts,mjs}');
const complaints = files.flatMap((file) => [...tooLong(file), ...drawer(file)]);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

function tooLong(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').length;
  return lines > MOST_LINES ? [`${file}: ${lines} lines, at most ${MOST_LINES} are read`] : [];
}

function drawer(file) {
  const names = [...file.split(sep).slice(0, -1), basename(file).replace(/\..*$/, '')];
  return names
    .filter((name) => drawers.includes(name))
    .map((name) => `${file}: ${name} says nothing about what is in it`);
}
