/** What DynamoDB takes as a key. Who asks for more is an error to it, though nothing can be there. */
export const isKey = (text: string, kind: keyof typeof most): boolean =>
  text !== '' && Buffer.byteLength(text) <= most[kind];

const most = { partition: 2048, sort: 1024 } as const;
