import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll } from 'vitest';
import { type Bundles, bundleFunctions } from '../../lib/constructs/bundle.ts';
import { buildPlatform } from '../../lib/stacks/platform.ts';
import { stageOf } from '../../lib/stacks/stage.ts';

export const production = {
  stage: 'production',
  subscriberId: 'bpp.example.org',
  registryUrl: 'https://registry.example.org/registry',
  paymentProviderUrl: 'https://payments.example.org',
  chargePointOperatorUrl: 'https://charging.example.org',
};

export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: unknown;
}

/** A stage as it would be deployed: the app, and every resource of all its stacks. */
export function synthesized(context: Readonly<Record<string, string>> = {}, bundles: Bundles = empty) {
  const app = new App({
    analyticsReporting: false,
    outdir: mkdtempSync(join(folder, 'cdk.out-')),
    context: { ...context, ...unchecked },
  });
  buildPlatform(app, stageOf(app.node), bundles);
  const assembly = app.synth();
  const resources: readonly Resource[] = assembly.stacks.flatMap(({ stackName: stack, template }) =>
    Object.entries<Omit<Resource, 'id' | 'stack'>>(template.Resources).map(([id, resource]) => ({
      id,
      stack,
      ...resource,
    })),
  );
  return {
    app,
    directory: assembly.directory,
    resources,
    /** Names of what the stacks tell. */
    outputs: assembly.stacks.flatMap(({ template }) => Object.keys(template.Outputs ?? {})),
    all: (type: string) => resources.filter(({ Type }) => Type === type),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
afterAll(() => rmSync(folder, { recursive: true }));

export const bundled = () => bundleFunctions(join(folder, 'bundles'));

/** For what does not depend on code. */
const empty: Bundles = { get: () => ({ folder: mkdtempSync(join(folder, 'empty-')), bytes: 0, sdkBytes: 0 }) };

/** They take seconds and have their own run: `npm run synth`. */
const unchecked = { '@aws-cdk/core:validateAgainstDefaultRules': false };
