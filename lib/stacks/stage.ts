import type { Node } from 'constructs';
import * as z from 'zod';

const Text = z.string().min(1);
const PublicUrl = z.url({ protocol: /^https$/, error: 'an https URL was expected' });
const arnOf = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[\\w-]*:${service}:[\\w-]+:\\d{12}:`), `an ARN of ${service} was expected`);
const List = z.string().transform((names) => names.split(',').filter((name) => name !== ''));

const own = {
  keyId: Text.default('k1'),
  requestsPerSecond: z.coerce.number().int().positive().default(1000),
  /** Where the world finds us, if not at the address that AWS gives; with the certificate for it. */
  domainName: Text.optional(),
  certificateArn: arnOf('acm').optional(),
  /** Buyer platforms that may collect payments themselves, by their ids. */
  collectors: List.default([]),
  /** Who is told of an alarm. */
  alarmTopicArn: arnOf('sns').optional(),
  /** Whether a new version takes over little by little. */
  gradual: z.enum(['true', 'false']).optional(),
};

/** With the other side of everything in the same deployment. */
const Sandbox = z.object({
  name: z.enum(['local', 'sandbox']),
  ...own,
  /** Where the API is found, if AWS is an emulator on this machine: such participants call this machine. */
  emulator: z.url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost)$/ }).optional(),
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
  emulator: z.undefined('Only a sandbox lives in an emulator').optional(),
});

const Stage = z
  .discriminatedUnion('name', [Sandbox, Production])
  .refine(({ domainName, certificateArn }) => (domainName === undefined) === (certificateArn === undefined), {
    path: ['certificateArn'],
    message: 'A domain name and its certificate come together',
  });
export type Stage = z.infer<typeof Stage>;

/** Where all participants live on one machine, they call it; nowhere else. */
export const loopback = (stage: Stage): 'allowed' | 'refused' =>
  stage.name === 'local' || stage.emulator !== undefined ? 'allowed' : 'refused';

/** In production a new version takes over little by little, unless a repair is in a hurry. */
export const isGradual = ({ name, gradual = name === 'production' ? 'true' : 'false' }: Stage): boolean =>
  gradual === 'true';

const names = [...new Set([...Object.keys(Sandbox.shape), ...Object.keys(Production.shape)])];

/** The stage that `-c stage=…` names, with its settings from the context; `besides` are names that mean something to others. */
export function stageOf(node: Node, besides: readonly string[] = []): Stage {
  const unknown = Object.keys(node.getAllContext()).filter(
    (name) => /^\w+$/.test(name) && !['stage', ...names, ...besides].includes(name),
  );
  if (unknown.length > 0)
    throw new Error(`-c ${unknown.join(', ')}: there is no such setting; there are stage, ${names.sort().join(', ')}`);
  const settings = Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)]));
  const stage = Stage.safeParse({ ...settings, name: node.tryGetContext('stage') ?? 'sandbox' });
  if (stage.success) return stage.data;
  const missing = stage.error.issues.map(
    ({ path, message }) => `  -c ${path.join('.').replace(/^name$/, 'stage')}=…  ${message}`,
  );
  throw new Error(`The stage is not described completely:\n${missing.join('\n')}`);
}
