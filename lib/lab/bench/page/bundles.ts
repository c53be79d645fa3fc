import { spreadText } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export const bundlesSection = ({ bundles }: Results): string =>
  [
    '## Bundles',
    'What a cold start loads. Import is the time that `require` takes in a new process.',
    table(
      ['function', 'size', 'besides the SDK', 'import'],
      bundles.map(({ source, kilobytes, kilobytesBesidesSdk, importMs }) => [
        `\`${source.replace('functions/', '')}\``,
        `${kilobytes.toFixed(0)} KB`,
        `${kilobytesBesidesSdk.toFixed(0)} KB`,
        `${spreadText(importMs)} ms`,
      ]),
    ),
  ].join('\n\n');
