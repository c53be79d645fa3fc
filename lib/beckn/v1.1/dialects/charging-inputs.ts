import type { OpenInput } from '../../../language/charging.ts';
import type { Label } from '../../../language/wish.ts';
import type { TagGroup } from './dialect.ts';

/** What a buyer is asked for, and how the answer is told from the question. */

const inputs = {
  block: 'Block',
  'time-slot': 'Time slot',
  'charger-type': 'Charger type',
  'connector-type': 'Connector type',
  'battery-type': 'Battery type',
  'vehicle-type': 'Vehicle type',
  location: 'Location',
} as const satisfies Record<OpenInput['input'], string>;

const REQUIRED = { name: 'Required inputs', code: 'required-inputs' } as const;

export const askFor = (open: readonly OpenInput[] = []): readonly TagGroup[] =>
  open.length === 0
    ? []
    : [
        {
          ...REQUIRED,
          list: open.map(({ input, choices }) => ({ name: inputs[input], code: input, value: choices.join(', ') })),
        },
      ];

/** Buyers send back what they got, our questions with it: of an answer there is one. */
export const isQuestion = ({ group, value }: Label): boolean =>
  (group === REQUIRED.code || group === REQUIRED.name) && value.includes(',');

export const yesOrNo = (said: string | undefined): boolean | undefined =>
  said === undefined || !/^\s*(y|yes|true|n|no|false)\s*$/i.test(said) ? undefined : /^\s*[yt]/i.test(said);
