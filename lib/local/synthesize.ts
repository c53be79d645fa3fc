import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SOURCES = ['{bin,lib,functions,events}/**/*.ts', 'package-lock.json', 'tsconfig.json'];
const FINGERPRINT = 'sources.sha256';

/** Runs the CDK app for a stage and leaves its templates in the folder, unless they are there from the same sources. */
export async function synthesize(app: string, directory: string, context: Context = { stage: 'local' }): Promise<void> {
  const fingerprint = fingerprintOf(resolve(app, '../..'), context);
  const record = join(directory, FINGERPRINT);
  if (existsSync(record) && readFileSync(record, 'utf8') === fingerprint) return;
  rmSync(record, { force: true });
  await run(app, directory, context);
  writeFileSync(record, fingerprint);
}

type Context = Readonly<Record<string, string>>;

async function run(app: string, directory: string, context: Context): Promise<void> {
  const child = spawn(process.execPath, [app], {
    env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const messages: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => messages.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${app} did not synthesize:\n${Buffer.concat(messages).toString()}`);
}

function fingerprintOf(root: string, context: Context): string {
  const hash = createHash('sha256').update(`node ${process.version} ${JSON.stringify(context)}\n`);
  for (const file of globSync(SOURCES, { cwd: root }).sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
