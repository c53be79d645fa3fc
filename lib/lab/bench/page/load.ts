import type { Level } from '../load/measure.ts';
import { median, spreadOf, spreadText } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export const loadSection = (results: Results): string =>
  [
    '## Pairs through the local network',
    'A pair is a signed select, its ACK, and the signed on_select that answers it, verified. The network is `bin/local.ts` in a process of its own; the buyer is another process on the same cores. Latency is counted from sending the request, in milliseconds.',
    table(['in flight', ...speed.map(([name]) => name)], rowsOf(results, speed)),
    'CPU in milliseconds a pair: *functions* are all threads of the network but the one that is the host, so those that run our functions with the AWS SDK and their side of every connection, and those that compile and collect garbage for everybody; *host* and *tables* stand in for the cloud. *Others* is how many of the cores other programs took meanwhile, and the kernel for nobody in particular.',
    table(['in flight', ...cpu.map(([name]) => name)], rowsOf(results, cpu)),
    `The network's processes together had at most ${spreadText(spreadOf(results.peakMemory))} MB at their peaks, each counted at its own; the synthesis of the templates has ended before.`,
    sdkShare(results),
  ].join('\n\n');

type Figure = readonly [name: string, of: (level: Level) => number, digits?: number];

const speed: readonly Figure[] = [
  ['pairs/s', ({ report }) => report.perSecond],
  ['ACK p50', ({ report }) => report.ack.p50],
  ['ACK p99', ({ report }) => report.ack.p99],
  ['callback p50', ({ report }) => report.callback.p50],
  ['callback p99', ({ report }) => report.callback.p99],
];

const cpu: readonly Figure[] = [
  ['functions', ({ cpu }) => cpu.functions, 2],
  ['host', ({ cpu }) => cpu.host, 2],
  ['tables', ({ cpu }) => cpu.tables, 2],
  ['buyer', ({ cpu }) => cpu.generator, 2],
  ['others', ({ coresOfOthers }) => coresOfOthers, 2],
];

const rowsOf = ({ levels }: Results, figures: readonly Figure[]) =>
  [...Map.groupBy(levels, ({ inFlight }) => inFlight)].map(([inFlight, runs]) => [
    inFlight,
    ...figures.map(([, of, digits]) => spreadText(spreadOf(runs.map(of)), digits)),
  ]);

function sdkShare({ receive, requests: { underLoad } }: Results): string {
  const perCall = median(receive.map(({ withSdkMs, oursMs }) => withSdkMs - oursMs));
  const perPair = underLoad.calls.length / underLoad.pairs;
  return (
    `A request through the AWS SDK costs about ${perCall.toFixed(2)} ms of CPU (receive with its queue, less receive without), ` +
    `and a pair takes ${perPair.toFixed(1)} of them with 32 in flight, where messages share requests: about ` +
    `${(perCall * perPair).toFixed(1)} ms of the functions' CPU is the SDK's. On Lambda an instance serves one request at a ` +
    `time, and only the messages of a batch share.`
  );
}
