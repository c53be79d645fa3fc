import type { Results } from './results.ts';
import { table } from './table.ts';

/** What is published of a comparable platform. */
const peer = {
  name: 'beckn/protocol-server with Redis and RabbitMQ',
  figures:
    '249 pairs/s as shipped and 377 tuned, callback p50 125 ms and p99 185 ms as shipped, 3.2 to 4.2 ms of CPU a pair, 540 to 830 MiB, nothing durable',
} as const;

export const loadSection = ({ levels, peakMemory, trials, receive, requests }: Results): string =>
  [
    '## Pairs through the local network',
    'A pair is a signed select, its ACK, and the signed on_select that answers it, verified. The network is `bin/local.ts` in a process of its own with a new state; the buyer is another process on the same cores. Latency is counted from sending the request. CPU is in milliseconds a pair: *functions* are the threads that run our functions, with the AWS SDK and their side of every connection; *host* and *tables* stand in for the cloud. *Others* is what other programs took of the cores meanwhile: a run counts when it is next to nothing.',
    table(
      [
        'in flight',
        'pairs/s',
        'ACK p50',
        'ACK p99',
        'callback p50',
        'callback p99',
        'functions',
        'host',
        'tables',
        'buyer',
        'others',
      ],
      levels.map(({ inFlight, report: { perSecond, ack, callback }, cpu, coresOfOthers }) => [
        inFlight,
        perSecond.toFixed(0),
        ...[ack.p50, ack.p99, callback.p50, callback.p99].map((time) => `${time.toFixed(0)} ms`),
        ...[cpu.functions, cpu.host, cpu.tables, cpu.generator].map((time) => time.toFixed(2)),
        `${coresOfOthers.toFixed(2)} cores`,
      ]),
    ),
    `The network's processes together had at most ${peakMemory.toFixed(0)} MB at their peaks, each counted at its own; the synthesis of the templates has ended before.`,
    sdkShare({ receive, requests }),
    `For comparison, measured elsewhere on a machine like this one, and not in this run: ${peer.name}, ${peer.figures}.`,
    '### Mishaps',
    'One try each.',
    table(
      ['what', 'accepted', 'callbacks lost', 'callbacks repeated'],
      [
        [`one request sent ${trials.replays.times} times at once`, ...countsOf(trials.replays)],
        [`nobody at the receiver's port for ${trials.receiverDown.seconds} s`, ...countsOf(trials.receiverDown)],
        ['the host killed with -9 under load, then started again', ...countsOf(trials.killed)],
      ],
    ),
    'A callback may be repeated by a crash, with the same message id; a lost one would be our fault.',
  ].join('\n\n');

const countsOf = ({ accepted, lost, repeated }: Results['trials']['killed']) => [accepted, lost, repeated];

function sdkShare({ receive, requests: { underLoad } }: Pick<Results, 'receive' | 'requests'>): string {
  const perCall = receive.withSdkMs - receive.oursMs;
  const perPair = underLoad.calls.length / underLoad.pairs;
  return (
    `A request through the AWS SDK costs about ${perCall.toFixed(2)} ms of CPU (receive with its queue, less receive without), ` +
    `and a pair takes ${perPair.toFixed(1)} of them with 32 in flight, where messages share requests: about ` +
    `${(perCall * perPair).toFixed(1)} ms of the functions' CPU is the SDK's.`
  );
}
