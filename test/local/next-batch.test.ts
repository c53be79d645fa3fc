import { describe, expect, it } from 'vitest';
import { nextBatch } from '../../lib/local/queues/next-batch.ts';

const message = (messageId: string, messageGroupId?: string) => ({
  messageId,
  messageGroupId,
  body: '',
  md5OfBody: '',
  messageAttributes: {},
  md5OfMessageAttributes: '',
  sentTimestamp: 0,
  approximateReceiveCount: 0,
});
const ids = (messages: readonly { messageId: string }[]) => messages.map(({ messageId }) => messageId).join(' ');

describe('the next batch', () => {
  it('has the oldest messages when nothing is at work', () => {
    const messages = [message('a1', 'a'), message('b1', 'b'), message('a2', 'a')];
    expect(nextBatch(messages, 2, new Map(), 5)).toBe(2);
    expect(ids(messages)).toBe('a1 b1 a2');
  });

  it('is shared by groups that have equally few batches at work', () => {
    const messages = [message('a1', 'a'), message('b1', 'b'), message('c1', 'c'), message('b2', 'b')];
    expect(nextBatch(messages, 10, new Map([['a', 1]]), 5)).toBe(3);
    expect(ids(messages)).toBe('b1 c1 b2 a1');
  });

  it('is of the group that has the fewest batches at work', () => {
    const messages = [message('a1', 'a'), message('a2', 'a'), message('b1', 'b')];
    expect(
      nextBatch(
        messages,
        10,
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
        5,
      ),
    ).toBe(1);
    expect(ids(messages)).toBe('b1 a1 a2');
  });

  it('leaves one slot free for other groups', () => {
    expect(nextBatch([message('a1', 'a')], 10, new Map([['a', 4]]), 5)).toBe(0);
    expect(nextBatch([message('x1')], 10, new Map([['', 4]]), 5)).toBe(1);
    expect(nextBatch([message('a1', 'a')], 10, new Map(), 1)).toBe(1);
  });

  it('is never larger than asked for', () => {
    const messages = Array.from({ length: 25 }, (_, index) => message(`a${index}`, 'a'));
    expect(nextBatch(messages, 10, new Map(), 5)).toBe(10);
    expect(messages).toHaveLength(25);
    expect(messages[0]?.messageId).toBe('a0');
  });
});
