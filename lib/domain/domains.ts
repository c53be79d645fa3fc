import type { Domain } from './domain.ts';
import { evCharging } from './ev-charging/domain.ts';

/** The only list of domains. */
export const domains = {
  'ev-charging': evCharging,
} as const satisfies Record<string, Domain>;

export type DomainName = keyof typeof domains;

export const isDomain = (name: string): name is DomainName => Object.hasOwn(domains, name);
