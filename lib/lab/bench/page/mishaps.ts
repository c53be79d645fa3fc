import type { Results } from './results.ts';
import { table } from './table.ts';

export const mishapsSection = ({ trials }: Results): string =>
  [
    '## Mishaps',
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
