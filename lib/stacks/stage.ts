import type { Node } from 'constructs';
import * as z from 'zod';

const Text = z.string().min(1);
const PublicUrl = z.url({ protocol: /^https$/ });
const List = z.string().transform((names) => names.split(',').filter((name) => name !== ''));

const own = {
  keyId: Text.default('k1'),
  requestsPerSecond: z.coerce.number().int().positive().default(1000),
  /** Where the world finds us, if not at the address that AWS gives; with the certificate for it. */
  domainName: Text.optional(),
  certificateArn: Text.optional(),
  /** Who is told of an alarm. */
  alarmTopicArn: Text.optional(),
};

/** With the other side of everything in the same deployment. */
const Sandbox = z.object({
  name: z.enum(['local', 'sandbox']),
  ...own,
  subscriberId: Text.default('bpp.beckn-energy.local'),
  aliases: List.default(['example-bpp.com', 'chargezone-energy-bpp.com', 'energy-incentive-bpp.example.com']),
});

const Production = z.object({
  name: z.literal('production'),
  ...own,
  subscriberId: Text,
  aliases: List.default([]),
  registryUrl: PublicUrl,
  paymentProviderUrl: PublicUrl,
  chargePointOperatorUrl: PublicUrl,
});

const Stage = z
  .discriminatedUnion('name', [Sandbox, Production])
  .refine(({ domainName, certificateArn }) => (domainName === undefined) === (certificateArn === undefined), {
    path: ['certificateArn'],
    message: 'A domain name and its certificate come together',
  });
export type Stage = z.infer<typeof Stage>;

const names = [...new Set([...Object.keys(Sandbox.shape), ...Object.keys(Production.shape)])];

/** The stage that `-c stage=…` names, with its settings from the context. */
export function stageOf(node: Node): Stage {
  const settings = Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)]));
  const stage = Stage.safeParse({ ...settings, name: node.tryGetContext('stage') ?? 'sandbox' });
  if (stage.success) return stage.data;
  const missing = stage.error.issues.map(
    ({ path, message }) => `  -c ${path.join('.').replace(/^name$/, 'stage')}=…  ${message}`,
  );
  throw new Error(`The stage is not described completely:\n${missing.join('\n')}`);
}
