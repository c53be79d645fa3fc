import { ENTRIES, YOUNG } from '../growth/ages.ts';
import type { Growth } from '../growth/measure.ts';
import { spreadOf, spreadText } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export function growthSection({ growth, requests: { readUnits } }: Results): string {
  const show = (of: (one: Growth) => number, digits: number) => spreadText(spreadOf(growth.map(of)), digits);
  const [{ search } = { search: { connectors: 0 } }] = growth;
  return [
    '## What grows',
    `A select in a transaction that has ${YOUNG} entries, and in one that comes to ${ENTRIES}, the most that a buyer may write: eight of each in 40 transactions, one at a time in each. CPU is that of the functions.`,
    table(
      ['entries', 'callback p50', 'CPU', 'read units'],
      [
        [
          YOUNG,
          `${show(({ young }) => young.callbackMs, 1)} ms`,
          `${show(({ young }) => young.functionsMs, 2)} ms`,
          readUnits.young.toFixed(1),
        ],
        [
          ENTRIES,
          `${show(({ old }) => old.callbackMs, 1)} ms`,
          `${show(({ old }) => old.functionsMs, 2)} ms`,
          readUnits.old.toFixed(1),
        ],
      ],
    ),
    'A hold on a connector that has bookings on other days, by the port of calendars: median of 200.',
    table(
      ['bookings', 'hold p50'],
      (growth[0]?.holds ?? []).map(({ bookings }, index) => [
        bookings,
        `${show(({ holds }) => holds[index]?.holdMs ?? Number.NaN, 1)} ms`,
      ]),
    ),
    `A search for all that is within 50 km, one at a time, in a catalogue of ${search.connectors} connectors.`,
    table(
      ['callback p50', 'reply', 'answered', 'lost', 'peak memory of the network'],
      [
        [
          `${show((one) => one.search.callbackMs, 1)} ms`,
          `${show((one) => one.search.replyBytes / 1024, 0)} KB`,
          show((one) => one.search.answered, 0),
          show((one) => one.search.lost, 0),
          `${show((one) => one.search.peakMemory, 0)} MB`,
        ],
      ],
    ),
  ].join('\n\n');
}
