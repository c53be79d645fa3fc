import { table } from '../../bench/page/table.ts';
import { assumptions, secondsOfMonth } from '../assumptions.ts';
import type { Deployment } from '../deployment.ts';
import { idleUsage } from '../idle.ts';
import { added, costOf, prices } from '../prices.ts';

/** What is paid while nothing happens. */
export function idleSection({ resources, deadLetterQueues }: Deployment): string {
  const rows = [...Map.groupBy(resources, ({ type }) => type)]
    .map(([type, some]) => ({ type, count: some.length, usage: added(some.map(idleUsage)) }))
    .filter(({ usage }) => costOf(usage, prices.regions[0]) > 0);
  const whole = added(rows.map(({ usage }) => usage));
  const queues = rows.find(({ usage }) => (usage.queueRequests ?? 0) > 0);
  const [first] = prices.regions;
  const read = { secretReads: secondsOfMonth / assumptions.secretKeptSeconds };
  return [
    '## A month of nothing',
    table(
      ['what is there', 'how many', ...prices.regions],
      [
        ...rows.map(({ type, count, usage }) => [
          `\`${type}\``,
          count,
          ...prices.regions.map((region) => `$${costOf(usage, region).toFixed(2)}`),
        ]),
        ['**together**', '', ...prices.regions.map((region) => `**$${costOf(whole, region).toFixed(2)}**`)],
      ],
    ),
    `An empty queue is polled: Lambda keeps ${assumptions.pollersOfQueue} long polls of ${assumptions.pollSeconds} s open for each event source mapping, which comes to ${((queues?.usage.queueRequests ?? 0) / 1e6).toFixed(1)} million requests a month for ${queues?.count ?? 0} of them, of which ${deadLetterQueues} wait for dead letters. An instance that never rests reads each of its secrets every five minutes, which is $${costOf(read, first).toFixed(2)} a month. Metrics that functions write into their logs are in no template: each costs $${prices.meters.metricMonths[first].toFixed(2)} a month. Tables, their point-in-time recovery and logs cost by what is in them, which is nothing at first.`,
  ].join('\n\n');
}
