import type { Words } from '../../../language/shown.ts';
import type { TagGroup } from '../dialects/dialect.ts';

export const writeWords = ({ name, code, shortDesc, images }: Words) => ({
  name,
  code,
  short_desc: shortDesc,
  images: images === undefined || images.length === 0 ? undefined : images.map((url) => ({ url })),
});

/** The default of `display` is told, for the documents' own replies tell it. */
export const writeTags = ({ code, name, list }: TagGroup) => ({
  descriptor: { name, code },
  list: list
    .filter(({ value }) => value !== undefined)
    .map((fact) => ({ descriptor: { name: fact.name, code: fact.code }, value: fact.value })),
  display: true,
});
