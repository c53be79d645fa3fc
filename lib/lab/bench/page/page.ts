import { availableParallelism, totalmem } from 'node:os';
import { bundlesSection } from './bundles.ts';
import { growthSection } from './growth.ts';
import { loadSection } from './load.ts';
import { mishapsSection } from './mishaps.ts';
import { receiveSection } from './receive.ts';
import { requestsSection } from './requests.ts';
import type { Results } from './results.ts';
import { targetsSection } from './targets.ts';

/** One file a table; what it shows is a field of the results. */
const sections: readonly ((results: Results) => string)[] = [
  targetsSection,
  receiveSection,
  loadSection,
  growthSection,
  mishapsSection,
  requestsSection,
  bundlesSection,
];

/** The results for people. */
export const pageOf = (results: Results, at: Date): string =>
  `${[
    '# Benchmark',
    `Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory, ${process.platform} ${process.arch}, Node ${process.version}. Three numbers are the least, the median and the most of three runs, each in new processes with a new state. What else ran on the machine takes its share of every figure: *others* says how much that was.`,
    ...sections.map((section) => section(results)),
  ].join('\n\n')}\n`;
