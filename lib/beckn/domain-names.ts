import { RequestRefused } from './request-refused.ts';

export type DomainName = 'ev-charging' | 'service' | 'demand-flexibility';

/** The documents name one domain in many ways; what follows a colon is a version or a network. */
const aliases: ReadonlyMap<string, DomainName> = new Map([
  ['dent', 'ev-charging'],
  ['charging', 'ev-charging'],
  ['ev-charging', 'ev-charging'],
  ['service', 'service'],
  ['solar-rooftop', 'service'],
  ['flexibility', 'demand-flexibility'],
  ['demand-flexibility', 'demand-flexibility'],
  ['deg', 'demand-flexibility'],
]);

export function domainName(wireDomain: string): DomainName {
  const [prefix = ''] = wireDomain.toLowerCase().split(':', 1);
  const name = aliases.get(prefix.trim());
  if (name !== undefined) return name;
  throw new RequestRefused({ path: 'context.domain', expected: `one of ${[...aliases.keys()].join(', ')}` });
}
