/** Equal in any case and with any separators, whatever the script: `charger-type` is "Charger type". */
export function sameWord(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const word = bare(one);
  return word === '' ? one === other : word === bare(other);
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
