import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Queues } from '../queues/queues.ts';

/** A message that a queue gets at a time of the business clock. */
export const Schedule = z.object({
  group: z.string(),
  name: z.string(),
  /** As it was asked for, `at(...)`. */
  expression: z.string(),
  /** Milliseconds since 1970. */
  due: z.number(),
  queueArn: z.string(),
  input: z.string(),
  messageGroup: z.string().nullable(),
  roleArn: z.string(),
  deleteAfter: z.number().transform(Boolean),
});
export type Schedule = z.infer<typeof Schedule>;

export interface Schedules {
  /** False when the name is taken. */
  add(schedule: Schedule): boolean;
  find(group: string, name: string): Schedule | undefined;
  /** False when there is none. */
  remove(group: string, name: string): boolean;
  /** The first that falls due, if that is at or before the time. */
  next(until: number): Schedule | undefined;
  /** Puts its message into the queue and forgets it, both or neither. */
  fire(schedule: Schedule): void;
}

export function schedulesIn(database: DatabaseSync, queues: Queues): Schedules {
  database.exec(`CREATE TABLE IF NOT EXISTS schedules (
    "group" TEXT NOT NULL, name TEXT NOT NULL, expression TEXT NOT NULL, due INTEGER NOT NULL, queueArn TEXT NOT NULL,
    input TEXT NOT NULL, messageGroup TEXT, roleArn TEXT NOT NULL, deleteAfter INTEGER NOT NULL,
    fired INTEGER NOT NULL DEFAULT 0, PRIMARY KEY ("group", name)
  )`);
  database.exec('CREATE INDEX IF NOT EXISTS schedules_by_due ON schedules (fired, due)');
  const insert = database.prepare('INSERT OR IGNORE INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)');
  const select = database.prepare('SELECT * FROM schedules WHERE "group" = ? AND name = ?');
  const first = database.prepare('SELECT * FROM schedules WHERE fired = 0 AND due <= ? ORDER BY due, rowid LIMIT 1');
  const remove = database.prepare('DELETE FROM schedules WHERE "group" = ? AND name = ?');
  const keep = database.prepare('UPDATE schedules SET fired = 1 WHERE "group" = ? AND name = ?');
  const read = (row: unknown) => (row === undefined ? undefined : Schedule.parse(row));
  return {
    add: ({ group, name, expression, due, queueArn, input, messageGroup, roleArn, deleteAfter }) =>
      insert.run(group, name, expression, due, queueArn, input, messageGroup, roleArn, Number(deleteAfter)).changes ===
      1,
    find: (group, name) => read(select.get(group, name)),
    remove: (group, name) => remove.run(group, name).changes === 1,
    next: (until) => read(first.get(until)),
    fire({ group, name, queueArn, input, messageGroup, deleteAfter }) {
      queues.together(() => {
        queues.byArn(queueArn)?.send({ body: input, group: messageGroup ?? undefined });
        (deleteAfter ? remove : keep).run(group, name);
      });
    },
  };
}
