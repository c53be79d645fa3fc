import { spreadOf, spreadText } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export function receiveSection({ receive }: Results): string {
  const [first] = receive;
  const row = (name: string, cost: (one: Results['receive'][number]) => number, ratio: typeof cost) => [
    name,
    `${spreadText(spreadOf(receive.map(cost)), 3)} ms`,
    spreadText(spreadOf(receive.map(ratio)), 2),
  ];
  return [
    '## Receive against the floor',
    `The handler of \`functions/select.ts#receive\`, bundled as it is deployed but for the AWS clients, which do at once what they are asked for; it gets the gateway's event, verifies, decodes, queues and logs, and remembers the registry's record. The floor is written by hand with nothing of the platform: BLAKE2b, Ed25519, \`JSON.parse\` and a glance at a few fields. Same requests of ${first?.bodyBytes} bytes, signed before; ${first?.rounds} rounds of ${first?.requests} in turn, CPU of the whole process, medians of a run.`,
    table(
      ['', 'CPU a request', 'by the floor'],
      [
        row(
          'floor',
          ({ floorMs }) => floorMs,
          () => 1,
        ),
        row(
          'receive',
          ({ oursMs }) => oursMs,
          ({ ratio }) => ratio,
        ),
        row(
          'receive with the SQS client, as deployed',
          ({ withSdkMs }) => withSdkMs,
          ({ withSdkMs, floorMs }) => withSdkMs / floorMs,
        ),
      ],
    ),
  ].join('\n\n');
}
