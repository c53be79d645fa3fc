import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { BreakageName } from './breakages.ts';
import { CONTEXT } from './settings.ts';
import type { Target } from './target.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CLI = resolve(ROOT, 'node_modules/aws-cdk/bin/cdk');

export class CdkFailed extends Error {}

/** The CDK's own program, at an account or what stands in for one. */
export class Cdk {
  private readonly target: Target;
  private readonly folder: string;

  constructor(target: Target, folder: string) {
    this.target = target;
    this.folder = folder;
  }

  async bootstrap(assembly: string): Promise<void> {
    const { account, region } = this.target;
    await this.run('bootstrap', `aws://${account}/${region}`, '--app', assembly);
  }

  /** Answers the folder with the templates. */
  async synthesize(breakage: BreakageName = 'none'): Promise<string> {
    const assembly = join(this.folder, `assembly-${breakage}`);
    const context = { stage: 'sandbox', [CONTEXT.breakage]: breakage, ...this.target.context };
    const settings = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    await this.run(
      'synth',
      '--quiet',
      '--output',
      assembly,
      '--app',
      `${process.execPath} lib/lab/rehearsal/app.ts`,
      ...settings,
    );
    return assembly;
  }

  /** Answers what the CDK said. */
  deploy(assembly: string): Promise<string> {
    return this.run(
      'deploy',
      '--all',
      '--app',
      assembly,
      '--require-approval',
      'never',
      '--progress',
      'events',
      '--concurrency',
      '3',
    );
  }

  private async run(...args: readonly string[]): Promise<string> {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...this.target.environment, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => said.push(chunk));
    const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
    const text = Buffer.concat(said).toString();
    if (code !== 0)
      throw new CdkFailed(`cdk ${args[0]} ended with ${code}:\n${text.split('\n').slice(-LINES).join('\n')}`);
    return text;
  }
}

const LINES = 25;
