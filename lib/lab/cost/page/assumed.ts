import { table } from '../../bench/page/table.ts';
import { assumptions } from '../assumptions.ts';
import { type Meter, prices } from '../prices.ts';
import { quotas } from '../quotas.ts';

/** What was not counted, and the tables behind the sums. */
export const assumedSection = (): string =>
  [
    '## What is assumed',
    `How long a function runs on a laptop is not how long it runs on AWS. Its duration is put together: ${assumptions.cpuOfRunMs} ms of CPU a message and ${assumptions.cpuOfRequestMs} ms a request through the AWS SDK (both measured, in [benchmark.md](benchmark.md), on a core that Lambda's is taken to be like), stretched where a function has less memory than the ${assumptions.megabytesOfProcessor} MB that come with a whole processor; for each request the time that the service takes (${Object.entries(
      assumptions.answerMs,
    )
      .map(([service, time]) => `${service} ${time} ms`)
      .join(
        ', ',
      )}), one after the other; ${assumptions.partnerMs} ms for each question to a partner, and ${assumptions.deliveryMs} ms for a buyer to acknowledge a callback. Cold starts are left out.`,
    `Every message comes alone, with a request to receive it and one to delete it: under load batches share both, and the sums fall. A run logs ${assumptions.logBytesOfRun} bytes of Lambda's and ${assumptions.logBytesOfLine} of its own, the API ${assumptions.logBytesOfRequest} a request; logs are kept ${assumptions.logMonths} months at ${100 * assumptions.logsCompressedTo} % of their size. X-Ray records ${100 * assumptions.tracedShare} % of the runs. Callbacks leave as large as they were put on their queue. Items are as large as the requests that write them.`,
    '### Prices',
    `As of ${prices.date}, from: ${prices.sources.join('; ')}.`,
    table(
      ['service', 'for each', ...prices.regions],
      (Object.keys(prices.meters) as readonly Meter[]) // Object.keys forgets the key type
        .map((meter) => prices.meters[meter])
        .map((price) => [price.service, price.unit, ...prices.regions.map((region) => `$${price[region]}`)]),
    ),
    '### Quotas',
    `As of ${quotas.date}.`,
    table(
      ['quota', ...prices.regions],
      [
        ...Object.entries(quotas['us-east-1']).map(([name, first]) => [
          worded(name),
          first,
          String(new Map(Object.entries(quotas['ap-south-1'])).get(name)),
        ]),
        ...Object.entries(quotas.everywhere).map(([name, limit]) => [worded(name), limit, limit]),
      ],
    ),
  ].join('\n\n');

const worded = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
