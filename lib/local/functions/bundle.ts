import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { compileFunction, constants } from 'node:vm';
import type { Context } from 'aws-lambda';
import type { FunctionSpec } from './function-spec.ts';

export type Handler = (event: unknown, context: Context) => unknown;

/** Loads a bundle with a process and a console of its own, so that many functions share a thread. */
export function loadHandler(spec: FunctionSpec, console: Console): Handler {
  const process = processOf(spec, console);
  const require = requireOf(spec.file, process, console);
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const run = compileFunction(
    readFileSync(spec.file, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname', 'process', 'console'],
    { filename: spec.file, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  );
  run(module.exports, require, module, spec.file, dirname(spec.file), process, console);
  const handler = module.exports[spec.entry];
  if (!isHandler(handler)) throw new Error(`${spec.file} does not export a function ${spec.entry}`);
  return handler;
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

function processOf({ environment }: FunctionSpec, console: Console): NodeJS.Process {
  const own = new Map<string | symbol, unknown>([
    ['env', { ...environment }],
    ['stdout', outputTo(console)],
  ]);
  return new Proxy(process, { get: (target, key) => own.get(key) ?? Reflect.get(target, key) });
}

/** What a function writes to its standard output is logged, as Lambda does it. */
const outputTo = (console: Console) =>
  new Writable({
    write(lines, _, done) {
      console.log(String(lines).trimEnd());
      done();
    },
  });

function requireOf(file: string, process: NodeJS.Process, console: Console): (id: string) => unknown {
  const require = createRequire(file);
  return (id) => {
    switch (id) {
      case 'process':
      case 'node:process':
        return process;
      case 'console':
      case 'node:console':
        return console;
      default:
        return require(id);
    }
  };
}
