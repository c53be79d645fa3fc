import type { Descriptor, TagGroup } from '../../message.ts';

export const writeDescriptor = ({ name, code, shortDesc, longDesc, images }: Descriptor) => ({
  name,
  code,
  short_desc: shortDesc,
  long_desc: longDesc,
  images: images?.map((url) => ({ url })),
});

/** The default of the specification is told, for the documents' own replies tell it. */
export const writeTags = ({ descriptor, list, display = true }: TagGroup) => ({
  descriptor: writeDescriptor(descriptor),
  list: list.map((tag) => ({ descriptor: writeDescriptor(tag.descriptor), value: tag.value })),
  display,
});
