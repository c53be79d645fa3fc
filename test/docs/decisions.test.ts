import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'docs/decisions';

const textOf = (file: string) => readFileSync(file, 'utf8');

const decisions = globSync(`${FOLDER}/[0-9]*.md`)
  .toSorted()
  .map((file) => {
    const [title = '', , sentence = ''] = textOf(file).split('\n');
    return { name: basename(file), title, sentence };
  });

const documents = ['README.md', ...globSync('docs/**/*.md')];

describe('decisions', () => {
  it('are numbered without gaps, each number once', () => {
    const numbers = decisions.map((_, index) => String(index + 1).padStart(3, '0'));
    expect(decisions.map(({ name }) => name.slice(0, 3))).toEqual(numbers);
    expect(decisions.map(({ title }) => title.slice(0, 7))).toEqual(numbers.map((number) => `# ${number}. `));
  });

  it('are listed with the sentence that each of them says in bold', () => {
    const rows = textOf(join(FOLDER, 'README.md'))
      .split('\n')
      .filter((line) => line.startsWith('| ['));
    const expected = decisions.map(({ name, sentence }) => `| [${name.slice(0, 3)}](${name}) | ${plain(sentence)} |`);
    expect(rows).toEqual(expected);
  });

  it('exist where they are cited', () => {
    const files = [...globSync('{bin,lib,functions,events,test}/**/*.{ts,mjs,py}'), ...documents];
    const cited = files.flatMap((file) => citedIn(textOf(file)).map((number) => ({ file, number })));
    expect(cited).not.toEqual([]);
    expect(cited.filter(({ number }) => number < 1 || number > decisions.length)).toEqual([]);
  });
});

describe('documents', () => {
  it.each(documents)('%s links to what exists', (document) => {
    expect(linksIn(textOf(document)).filter((link) => !leadsSomewhere(link, document))).toEqual([]);
  });
});

const plain = (bold: string) => /^\*\*(.+)\*\*$/.exec(bold)?.[1] ?? `not bold: ${bold}`;

/** `(decision 12)`, `decisions 12 and 14`, also where a comment goes on in the next line. */
const citedIn = (text: string): readonly number[] =>
  [...text.matchAll(/\bdecisions?[\s*/]+(\d+(?:(?:, | and )\d+)*)/gi)].flatMap(([, numbers = '']) =>
    [...numbers.matchAll(/\d+/g)].map(Number),
  );

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));

function leadsSomewhere(link: string, document: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  return existsSync(file) && (anchor === undefined || anchorsIn(textOf(file)).includes(anchor));
}

/** As GitHub makes them of headings. */
const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
