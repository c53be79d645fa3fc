import type { Business } from './business.ts';
import { legal } from './life.ts';

/** A page with the stages of a business's orders: a picture of what leads where, and a table of what may be said when. */
export function drawingOf({ name, tables: { life, growth } }: Pick<Business, 'name' | 'tables'>): string {
  const stages = Object.keys(life);
  const moves = Object.entries(growth).flatMap(([event, { from, to }]) =>
    to === undefined ? [] : from.filter((stage) => stage !== to).map((stage) => ({ stage, to, event })),
  );
  const arrows = Map.groupBy(moves, ({ stage, to }) => `${stage} --> ${to}`);
  const commands = [...new Set(stages.flatMap((stage) => legal(life, stage)))];
  const lasting = Object.entries(growth).filter(([, { to }]) => to === undefined);
  return [
    `# The life of an order: ${name}`,
    '',
    'Made from the tables in `lib/domain` by `npm run draw`; `npm run check` says when it is old.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${stages[0]}`,
    ...[...arrows].map(([arrow, some]) => `  ${arrow}: ${some.map(({ event }) => event).join(', ')}`),
    ...stages.filter((stage) => !moves.some((move) => move.stage === stage)).map((stage) => `  ${stage} --> [*]`),
    '```',
    '',
    '## What may be said in which stage',
    '',
    row(['', ...stages]),
    row(['---', ...stages.map(() => '---')]),
    ...commands.map((command) =>
      row([command, ...stages.map((stage) => (legal(life, stage).includes(command) ? 'yes' : ''))]),
    ),
    '',
    '## What happens without leading to another stage',
    '',
    ...lasting.map(([event, { from }]) => `- ${event}: ${from.join(', ')}`),
    '',
  ].join('\n');
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
