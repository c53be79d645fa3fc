import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { build, type Plugin } from 'esbuild';

export type Handler = (...given: readonly unknown[]) => Promise<unknown>;

/** What a module of the product may find around it, in place of what Node gives. */
export type Surroundings = Readonly<Record<(typeof names)[number], unknown>>;

const names = [
  'require',
  'process',
  'console',
  'Date',
  'Math',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'crypto',
  'forgotten',
] as const;

/** The functions of the product as code that can be loaded many times, each time with a world of its own around it. */
export type Product = (surroundings: Surroundings) => Readonly<Record<string, Handler>>;

/** One place of the product that is written otherwise. */
export interface Change {
  readonly file: string;
  readonly instead: string;
  readonly write: string;
}

const root = resolve(import.meta.dirname, '../..');

/** Bundles the functions of these sources, as `functions/confirm.ts#process` names them. */
export async function productOf(sources: readonly string[], changes: readonly Change[] = []): Promise<Product> {
  const entry = sources.map((source, index) => {
    const [file, name] = source.split('#');
    return `import { ${name} as f${index} } from './${file}';`;
  });
  const table = sources.map((source, index) => `${JSON.stringify(source)}: f${index}`).join(', ');
  const { outputFiles } = await build({
    stdin: { contents: `${entry.join('\n')}\nexport const functions = { ${table} };`, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [changed(changes)],
    logLevel: 'error',
  });
  const run = compileFunction(outputFiles[0]?.text ?? '', ['module', 'exports', ...names]);
  return (surroundings) => {
    const module: { exports: { functions?: Readonly<Record<string, Handler>> } } = { exports: {} };
    run(module, module.exports, ...names.map((name) => surroundings[name]));
    return module.exports.functions ?? {};
  };
}

/** What is made once in an instance of a function can be forgotten, so that one copy of the code serves as many instances. */
const ONCE = `export const once = (make) => {
  let made;
  forgotten.push(() => { made = undefined; });
  return () => (made ??= { it: make() }).it;
};`;

const changed = (changes: readonly Change[]): Plugin => ({
  name: 'changed',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = relative(root, path);
      if (file === join('lib', 'aws', 'once.ts')) return { contents: ONCE, loader: 'ts' };
      const own = changes.filter((change) => change.file === file);
      if (own.length === 0) return undefined;
      return { contents: own.reduce(rewritten, readFileSync(path, 'utf8')), loader: 'ts' };
    });
  },
});

function rewritten(text: string, { file, instead, write }: Change): string {
  if (text.split(instead).length !== 2) throw new Error(`${file} does not say once: ${instead}`);
  return text.replace(instead, () => write);
}
