import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A stack as it was synthesized: its template, and where its assets lie. */
export interface Stack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  /** Folders and files by the object key under which a deployment would upload them. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads what `app.synth()` wrote, in the order in which it would be deployed. */
export function readAssembly(directory: string): readonly Stack[] {
  const { artifacts } = read(Manifest, directory, 'manifest.json');
  const assets = new Map(
    Object.values(artifacts).flatMap((artifact) =>
      artifact.type === 'cdk:asset-manifest' ? readAssets(directory, artifact.properties.file) : [],
    ),
  );
  return Object.entries(artifacts).flatMap(([id, artifact]): readonly Stack[] => {
    switch (artifact.type) {
      case 'aws:cloudformation:stack':
        return [
          {
            name: artifact.properties.stackName ?? id,
            ...placeOf(artifact.environment),
            template: read(Template, directory, artifact.properties.templateFile),
            assets,
          },
        ];
      case 'cdk:cloud-assembly':
        return readAssembly(join(directory, artifact.properties.directoryName));
      case 'cdk:asset-manifest':
      case 'cdk:tree':
      case 'cdk:feature-flag-report':
        return [];
      default:
        return artifact satisfies never;
    }
  });
}

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const Template = z.strictObject({
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Rules: z.unknown().optional(),
  Conditions: z.unknown().optional(),
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof Template>;

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('aws:cloudformation:stack'),
        environment: z.string(),
        properties: z.object({ templateFile: z.string(), stackName: z.string().optional() }),
      }),
      z.object({ type: z.literal('cdk:asset-manifest'), properties: z.object({ file: z.string() }) }),
      z.object({ type: z.literal('cdk:cloud-assembly'), properties: z.object({ directoryName: z.string() }) }),
      z.object({ type: z.literal('cdk:tree') }),
      z.object({ type: z.literal('cdk:feature-flag-report') }),
    ]),
  ),
});

const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

function readAssets(directory: string, file: string): readonly (readonly [string, string])[] {
  return Object.values(read(AssetManifest, directory, file).files).flatMap(({ source: { path }, destinations }) =>
    path === undefined
      ? []
      : Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, path)] as const),
  );
}

/** `aws://account/region`, either of which may be unknown until the deployment. */
function placeOf(environment: string): Pick<Stack, 'account' | 'region'> {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  return {
    account: /^\d{12}$/.test(account) ? account : '000000000000',
    region: region === '' || region === 'unknown-region' ? 'us-east-1' : region,
  };
}

function read<Content>(schema: z.ZodType<Content>, directory: string, file: string): Content {
  const content = schema.safeParse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
  if (!content.success) throw new Error(`${join(directory, file)}: ${z.prettifyError(content.error)}`);
  return content.data;
}
