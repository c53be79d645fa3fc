import { businesses } from '../domain/businesses.ts';
import { forget } from '../flow/again/forget.ts';
import type { HistoryItem } from './history-table.ts';

/**
 * The entries of the copy that the living history has lost, in their order. `differs` if the living history went on
 * another way since: no entry of the copy belongs into it. A person who was forgotten since stays forgotten (decision 18).
 */
export function lackingIn(
  living: readonly HistoryItem[],
  copy: readonly HistoryItem[],
): readonly HistoryItem[] | 'differs' {
  const there = new Map(living.map((item) => [item.entry.sequence, item]));
  const pairs = copy.map((item) => ({ item, other: there.get(item.entry.sequence) }));
  if (pairs.some(({ item, other }) => other !== undefined && withoutPerson(other) !== withoutPerson(item)))
    return 'differs';
  const isForgotten = pairs.some(({ item, other }) => other !== undefined && other.text !== item.text);
  const lost = pairs.filter(({ other }) => other === undefined).map(({ item }) => item);
  return isForgotten ? lost.map(forgotten) : lost;
}

const withoutPerson = ({ entry }: HistoryItem) => JSON.stringify(forget(entry, businesses));

function forgotten(item: HistoryItem): HistoryItem {
  const { folded, ...others } = item.whole;
  const text = withoutPerson(item);
  return { entry: forget(item.entry, businesses), text, whole: { ...others, entry: { S: text } } };
}
