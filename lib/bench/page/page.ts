import { availableParallelism, totalmem } from 'node:os';
import { loadSection } from './load.ts';
import { requestsSection } from './requests.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';
import { targetsOf } from './targets.ts';

/** The results for people. */
export const pageOf = (results: Results, at: Date): string =>
  `${[
    '# Benchmark',
    `Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory, ${process.platform} ${process.arch}, Node ${process.version}. These are the numbers of one run; nothing else should run beside it.`,
    '## Targets',
    table(
      ['target', 'measured', ''],
      targetsOf(results).map(({ name, measured, isMet }) => [name, measured, isMet ? 'met' : '**not met**']),
    ),
    receiveSection(results),
    loadSection(results),
    requestsSection(results),
    bundlesSection(results),
  ].join('\n\n')}\n`;

const receiveSection = ({
  receive: { floorMs, oursMs, withSdkMs, ratio, rounds, requests, bodyBytes },
}: Results): string =>
  [
    '## Receive against the floor',
    `The handler of \`functions/select.ts#receive\`, bundled as it is deployed but for the AWS clients, which do at once what they are asked for; it gets the gateway's event, verifies, decodes, queues and logs, and remembers the registry's record. The floor is written by hand with nothing of the platform: BLAKE2b, Ed25519, \`JSON.parse\` and a glance at a few fields. Same requests of ${bodyBytes} bytes, signed before; ${rounds} rounds of ${requests} in turn, CPU of the whole process, medians.`,
    table(
      ['', 'CPU a request', 'by the floor'],
      [
        ['floor', `${floorMs.toFixed(3)} ms`, '1'],
        ['receive', `${oursMs.toFixed(3)} ms`, ratio.toFixed(2)],
        ['receive with the SQS client, as deployed', `${withSdkMs.toFixed(3)} ms`, (withSdkMs / floorMs).toFixed(2)],
      ],
    ),
  ].join('\n\n');

const bundlesSection = ({ bundles }: Results): string =>
  [
    '## Bundles',
    'What a cold start loads. Import is the time that `require` takes in a new process, the median of three.',
    table(
      ['function', 'size', 'besides the SDK', 'import'],
      bundles.map(({ source, kilobytes, kilobytesBesidesSdk, importMs }) => [
        `\`${source.replace('functions/', '')}\``,
        `${kilobytes.toFixed(0)} KB`,
        `${kilobytesBesidesSdk.toFixed(0)} KB`,
        `${importMs.toFixed(0)} ms`,
      ]),
    ),
  ].join('\n\n');
