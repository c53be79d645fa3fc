import * as z from 'zod';
import type { Label } from '../../../language/wish.ts';
import { type Leaf, list, optional } from './leaf.ts';
import { Name, Prose } from './text.ts';

/** Senders put code and name into a descriptor or beside where it belongs. */
const named = { code: optional(Name), name: optional(Name) };

export const Descriptor = z.object({ ...named, short_desc: optional(Prose) });

const TagValue: Leaf<string> = {
  expected: Prose.expected,
  read: (received) => (typeof received === 'boolean' ? String(received) : Prose.read(received)),
};

const TagEntry = z.object({ ...named, descriptor: Descriptor.nullish(), value: optional(TagValue) });
const TagGroup = z.object({ ...named, descriptor: Descriptor.nullish(), list: list(TagEntry).nullish() });

/** The groups flattened; entries that say nothing are left out. */
export const Tags = list(TagGroup).transform((groups): Label[] =>
  groups.flatMap(({ list, ...group }) =>
    (list ?? []).flatMap(({ descriptor, code, name, value }) =>
      value === undefined
        ? []
        : [
            {
              group: group.descriptor?.code ?? group.descriptor?.name ?? group.code ?? group.name,
              code: descriptor?.code ?? code,
              name: descriptor?.name ?? name,
              value,
            },
          ],
    ),
  ),
);
