import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../lib/upkeep/commands.ts';

const documents = ['README.md', ...globSync('docs/**/*.md')].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));

/** What documents name in a way, with the document that does. */
const named = (way: RegExp) =>
  documents.flatMap(({ file, text }) => [...text.matchAll(way)].map(([, name = '']) => ({ file, name })));

const isThere = (path: string) => globSync(path.replace(/<[^>]*>/g, '*')).length > 0;

describe('what documents name', () => {
  it('is a file or a folder that is there', () => {
    const paths = named(/`((?:bin|lib|functions|events|test|docs)\/[^`\s#]*)(?:#[^`]*)?`/g);
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter(({ name }) => !isThere(name))).toEqual([]);
  });

  it('is a document that is there, where it is linked', () => {
    const links = named(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ file, name }) => !isThere(join(dirname(file), name)))).toEqual([]);
  });

  it('is a script of npm that is there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const asked = named(/npm run (?:-s )?([a-z][a-z:]*)/g);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('is something that an operator can do, with options that there are', () => {
    const lines = named(/npm run (?:-s )?operate -- ([a-z][^`\n]*)/g);
    expect(lines.length).toBeGreaterThan(20);
    for (const { name: line } of lines) {
      const [command = '', ...argv] = wordsOf(line);
      expect(() => commands[command]?.prepare(argv), line).not.toThrow();
      expect(Object.keys(commands)).toContain(command);
    }
  });
});

const standIns = [
  [/<name>/, 'ev-charging'],
  [/\bARN\b/, 'arn:aws:dynamodb:eu-west-1:123456789012:table/Orders/backup/1'],
  [/"\$\(date [^)]*\)"/, '2020-01-01'],
] as const;

/** A line of a shell, in words, with something in place of what readers put there themselves. */
const wordsOf = (line: string) =>
  [...standIns.reduce((text, [place, thing]) => text.replace(place, thing), line).matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
