import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const Row = z.object({ queue: z.string(), messages: z.number(), receives: z.number() });
export type LeftOver = z.infer<typeof Row>;

/** What waits in the queues of a network. It is read from a copy: a running network lets nobody else at its file. */
export function leftOver(state: string): readonly LeftOver[] {
  const folder = mkdtempSync(join(tmpdir(), 'left-over-'));
  try {
    for (const file of ['network.db-wal', 'network.db'])
      if (existsSync(join(state, file))) copyFileSync(join(state, file), join(folder, file));
    const database = new DatabaseSync(join(folder, 'network.db'));
    const rows = database
      .prepare('SELECT queue, count(*) AS messages, max(receives) AS receives FROM messages GROUP BY queue')
      .all();
    database.close();
    return z.array(Row).parse(rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
