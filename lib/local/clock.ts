import type { DatabaseSync } from 'node:sqlite';

/** Business time: real time, plus how far the clock has been moved forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves forward to that time; a time that has passed changes nothing. */
  moveTo(time: number): void;
}

export function clockIn(database: DatabaseSync): Clock {
  database.exec('CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL)');
  database.exec('INSERT OR IGNORE INTO clock VALUES (1, 0)');
  const keep = database.prepare('UPDATE clock SET ahead = ?');
  let ahead = Number(database.prepare('SELECT ahead FROM clock').get()?.ahead);
  return {
    now: () => Date.now() + ahead,
    moveTo(time) {
      ahead = Math.max(ahead, time - Date.now());
      keep.run(ahead);
    },
  };
}
