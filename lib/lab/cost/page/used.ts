import { table } from '../../bench/page/table.ts';
import type { Journey, TimedStep } from '../measure.ts';
import { added, costOf, prices, services, times, type Usage } from '../prices.ts';
import { storageUsage, usageOf } from '../usage.ts';

const MILLION = 1e6;

/** What actions and journeys cost by their use. */
export function usedSection(journeys: readonly Journey[]): string {
  const steps = [
    ...Map.groupBy(
      journeys.flatMap(({ steps }) => steps),
      ({ name }) => name,
    ),
  ];
  const whole = journeys.map(({ name, steps }) => [name, added(steps.map(usageOfStep))] as const);
  return [
    '## A million of each action',
    'An action is everything until the next step: receive, queue, process, the callback and its delivery, and what partners tell at once. In brackets is what no buyer asked for. The mean over all journeys in which it occurs.',
    costTable(
      'step',
      steps.map(([name, same]) => [name, times(added(same.map(usageOfStep)), 1 / same.length)] as const),
    ),
    '## A million of each journey',
    costTable('journey', whole),
    `Orders are kept. A million of them add, every month from then on, until they are deleted:`,
    table(
      ['journey', 'kept', ...prices.regions.map((region) => `${region}, a month`)],
      journeys.map(({ name, steps }) => {
        const kept = storageUsage(steps.flatMap(({ runs }) => runs));
        const gigabytes = (kept.tableGigabyteMonths ?? 0) * MILLION;
        return [name, `${gigabytes.toFixed(1)} GB`, ...prices.regions.map((region) => dollars(kept, region))];
      }),
    ),
  ].join('\n\n');
}

const usageOfStep = ({ runs }: TimedStep): Usage => usageOf(runs);

function costTable(head: string, rows: readonly (readonly [string, Usage])[]): string {
  const [first, ...others] = prices.regions;
  const used = services.filter((service) => rows.some(([, usage]) => costOf(usage, first, service) > 0));
  return table(
    [head, ...used, `**${first}**`, ...others.map((region) => `**${region}**`)],
    rows.map(([name, usage]) => [
      name,
      ...used.map((service) => (costOf(usage, first, service) * MILLION).toFixed(2)),
      ...prices.regions.map((region) => `**${dollars(usage, region)}**`),
    ]),
  );
}

const dollars = (usage: Usage, region: (typeof prices.regions)[number]) =>
  `$${(costOf(usage, region) * MILLION).toFixed(2)}`;
