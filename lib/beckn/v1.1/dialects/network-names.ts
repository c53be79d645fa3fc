import { RequestRefused } from '../../request-refused.ts';

/** What the networks of this version trade. `service` names several businesses. */
export type NetworkName = 'ev-charging' | 'service' | 'demand-flexibility';

/** The documents name one of them in many ways; what follows a colon is a version or a network. */
const aliases: ReadonlyMap<string, NetworkName> = new Map([
  ['dent', 'ev-charging'],
  ['charging', 'ev-charging'],
  ['ev-charging', 'ev-charging'],
  ['service', 'service'],
  ['solar-rooftop', 'service'],
  ['flexibility', 'demand-flexibility'],
  ['demand-flexibility', 'demand-flexibility'],
  ['deg', 'demand-flexibility'],
]);

/** Whether a registration is for a network. Registries spell networks in more ways than messages do; without a name it is for all. */
export const names = (registered: string | undefined, network: string, asWritten: unknown): boolean =>
  !registered ||
  registered === asWritten ||
  registered.split(':').some((part) => aliases.get(part.trim().toLowerCase()) === network);

export function networkName(written: string): NetworkName {
  const [prefix = ''] = written.toLowerCase().split(':', 1);
  const name = aliases.get(prefix.trim());
  if (name !== undefined) return name;
  throw new RequestRefused({ path: 'context.domain', expected: `one of ${[...aliases.keys()].join(', ')}` });
}
