import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Message, Persistence } from './engine.ts';

/** Writes every message down before its sender is told that the queue took it (decision 4). */
export interface Journal {
  /** What a queue tells; `onChange` hears just before messages come, are received or become visible. */
  of(queue: string, onChange: () => void): Told;
  load(queue: string): readonly Message[];
}

type Told = Pick<
  Persistence,
  | 'insertQueue'
  | 'deleteQueue'
  | 'updateQueueAttributes'
  | 'updateQueueSequenceCounter'
  | 'insertMessage'
  | 'deleteMessage'
  | 'updateMessageInflight'
  | 'updateMessageReady'
  | 'deleteQueueMessages'
>;

export function journalIn(database: DatabaseSync): Journal {
  database.exec(`CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, attributes_md5 TEXT NOT NULL,
    sent INTEGER NOT NULL, receives INTEGER NOT NULL, first_received INTEGER, delayed_until INTEGER, message_group TEXT
  ) WITHOUT ROWID`);
  const insert = database.prepare('INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM messages WHERE id = ?');
  const removeAll = database.prepare('DELETE FROM messages WHERE queue = ?');
  const receive = database.prepare('UPDATE messages SET receives = ?, first_received = ? WHERE id = ?');
  const select = database.prepare('SELECT * FROM messages WHERE queue = ? ORDER BY sent');
  return {
    load: (queue) => select.all(queue).map(messageOf),
    of: (queue, onChange) => ({
      // The templates define the queues, so they are not written down.
      insertQueue() {},
      deleteQueue() {},
      updateQueueAttributes() {},
      updateQueueSequenceCounter() {},
      insertMessage(_, message) {
        insert.run(
          message.messageId,
          queue,
          message.body,
          JSON.stringify(message.messageAttributes),
          message.md5OfMessageAttributes,
          message.sentTimestamp,
          message.approximateReceiveCount,
          message.approximateFirstReceiveTimestamp ?? null,
          message.delayUntil ?? null,
          message.messageGroupId ?? null,
        );
        onChange();
      },
      deleteMessage(id) {
        remove.run(id);
      },
      // What is in flight when the process dies is visible at the next start; a first attempt need not be remembered.
      updateMessageInflight(id, _handle, _deadline, receives, firstReceived) {
        if (receives > 1) receive.run(receives, firstReceived ?? null, id);
        onChange();
      },
      updateMessageReady: onChange,
      deleteQueueMessages() {
        removeAll.run(queue);
      },
    }),
  };
}

const Row = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.string(),
  attributes_md5: z.string(),
  sent: z.number(),
  receives: z.number(),
  first_received: z.number().nullable(),
  delayed_until: z.number().nullable(),
  message_group: z.string().nullable(),
});

function messageOf(row: unknown): Message {
  const message = Row.parse(row);
  return {
    messageId: message.id,
    body: message.body,
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    messageAttributes: JSON.parse(message.attributes),
    md5OfMessageAttributes: message.attributes_md5,
    sentTimestamp: message.sent,
    approximateReceiveCount: message.receives,
    approximateFirstReceiveTimestamp: message.first_received ?? undefined,
    delayUntil: message.delayed_until ?? undefined,
    messageGroupId: message.message_group ?? undefined,
  };
}
