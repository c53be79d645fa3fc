import type { Message } from './engine.ts';

/**
 * Moves the messages of the next batch to the head of the queue and says how many they are. They are of the groups that
 * have the fewest batches at work: a busy sender waits for itself, and nobody waits for it.
 */
export function nextBatch(
  messages: Message[],
  size: number,
  atWork: ReadonlyMap<string, number>,
  slots: number,
): number {
  const fewest = fewestBatches(messages, atWork, slots);
  const chosen: number[] = [];
  for (let index = 0; index < messages.length && chosen.length < size; index += 1)
    if (batchesOf(messages[index], atWork) === fewest) chosen.push(index);
  const batch = chosen.toReversed().flatMap((index) => messages.splice(index, 1));
  messages.unshift(...batch.reverse());
  return batch.length;
}

/** Messages without a group are one group among themselves. */
export const groupOf = (message: Message | undefined): string => message?.messageGroupId ?? '';

function fewestBatches(messages: readonly Message[], atWork: ReadonlyMap<string, number>, slots: number) {
  let fewest = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const batches = batchesOf(message, atWork);
    if (batches === 0) return 0;
    // One slot stays free for whoever comes next.
    if (slots === 1 || batches < slots - 1 || groupOf(message) === '') fewest = Math.min(fewest, batches);
  }
  return fewest;
}

const batchesOf = (message: Message | undefined, atWork: ReadonlyMap<string, number>) =>
  atWork.get(groupOf(message)) ?? 0;
