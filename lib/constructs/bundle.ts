import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** One handler of one file: `functions/select.ts#process`. */
export type Source = `functions/${string}.ts#${Handler}`;

/** What answers on a route, works off a queue, or is invoked by an operator. */
type Handler = 'receive' | 'process' | 'invoke';

export interface Bundle {
  readonly folder: string;
  readonly bytes: number;
  /** How much of it is the AWS SDK. */
  readonly sdkBytes: number;
}

export interface Bundles {
  get(source: string): Bundle | undefined;
}

const root = resolve(import.meta.dirname, '../..');
const handlers = /^export const (receive|process|invoke) = /gm;
const constants = /^(export )?const [^=\n]+ = /gm;

/**
 * Bundles every handler under functions/, each for itself: what takes a request carries no database. `instead` gives files
 * of ours another content, for who measures what they cost.
 */
export async function bundleFunctions(
  outdir: string,
  instead: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, Bundle>> {
  rmSync(outdir, { recursive: true, force: true });
  const sources = globSync('functions/**/*.ts', { cwd: root }).sort().flatMap(handlersIn);
  const outputs: Metafile['outputs'] = {};
  for (let first = 0; first < sources.length; first += AT_ONCE)
    Object.assign(outputs, await bundle(sources.slice(first, first + AT_ONCE), outdir, instead));
  return new Map(
    sources.map((source) => {
      const folder = join(outdir, folderOf(source));
      // The project's package.json would make a .js file beneath it an ES module.
      writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
      return [source, { folder, ...sizeOf(outputs[relative(root, join(folder, 'index.js'))]) }];
    }),
  );
}

/** All in one build would take over a gigabyte of memory, each for itself three times as long. */
const AT_ONCE = 12;

async function bundle(sources: readonly string[], outdir: string, instead: Readonly<Record<string, string>>) {
  const { metafile } = await build({
    entryPoints: sources.map((source) => ({ in: source, out: join(folderOf(source), 'index') })),
    outdir,
    absWorkingDir: root,
    plugins: [oneHandlerEach(instead)],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  return metafile.outputs;
}

/** An entry exports one handler; the others of its file, and all that only they import, are left out. */
const oneHandlerEach = (instead: Readonly<Record<string, string>>): Plugin => ({
  name: 'one-handler-each',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /#(receive|process|invoke)$/ }, ({ path }) => ({ path, namespace: 'handler' }));
    onLoad({ filter: /./, namespace: 'handler' }, ({ path }) => {
      const [file, name] = path.split('#');
      return { contents: `export { ${name} as handler } from './${file}';`, resolveDir: root };
    });
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      sideEffects: false,
    }));
    // A constant of ours is made for its value: one that nobody reads is not made.
    onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => ({
      contents: (instead[relative(root, path)] ?? readFileSync(path, 'utf8')).replace(constants, '$&/* @__PURE__ */ '),
      loader: 'ts',
    }));
  },
});

function handlersIn(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(handlers)].map(([, name]) => `${file}#${name}`);
}

const folderOf = (source: string) =>
  source
    .replace(/^functions\//, '')
    .replace('.ts#', '-')
    .replaceAll('/', '-');

function sizeOf(output: Metafile['outputs'][string] | undefined) {
  const inputs = Object.entries(output?.inputs ?? {});
  const sdk = inputs.filter(([path]) => /node_modules\/@(aws-sdk|smithy|aws)\//.test(path));
  return { bytes: output?.bytes ?? 0, sdkBytes: sdk.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) };
}
