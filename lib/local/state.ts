import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { endStaleEngine } from './tables/engine.ts';

/** The folder in which a network keeps everything that outlives it. One network at a time has it. */
export interface State {
  readonly folder: string;
  /** Clock, schedules and messages: one file, so that one transaction can move a schedule into a queue. */
  readonly database: DatabaseSync;
  path(entry: Entry): string;
  close(): void;
}

const entries = {
  database: 'network.db',
  databaseLog: 'network.db-wal',
  tables: 'tables',
  secrets: 'secrets.json',
  operationsToken: 'operations-token',
  log: 'network.log',
  assembly: 'cdk.out',
} as const;
type Entry = keyof typeof entries;

export class StateInUse extends Error {
  readonly code = 'state-in-use';
}

export function openState(directory: string): State {
  const folder = resolve(directory);
  const path = (entry: Entry) => join(folder, entries[entry]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = openDatabase(path('database'));
  if (!existsSync(path('operationsToken')))
    writeFileSync(path('operationsToken'), randomBytes(32).toString('base64url'), { mode: 0o600 });
  return { folder, database, path, close: () => database.close() };
}

/** Removes what a network has left, and nothing else that may lie in the folder. */
export async function forgetState(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const { path, close } = openState(directory);
  await endStaleEngine(path('tables'));
  close();
  for (const entry of Object.values(entries)) rmSync(join(directory, entry), { recursive: true, force: true });
}

/** Runs the work in one transaction; within another one it becomes a part of it. */
export function together<Result>(database: DatabaseSync, work: () => Result): Result {
  if (database.isTransaction) return work();
  database.exec('BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** How long the network that had the folder before may take to end. */
const PREDECESSOR_MS = 5000;

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: PREDECESSOR_MS });
  try {
    // The lock tells a second network to stay away and falls with the process. Nothing is synced to the disk: the
    // process may die at any time and lose nothing, the machine may not.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN IMMEDIATE; COMMIT',
    );
    return database;
  } catch (error) {
    database.close();
    throw new StateInUse(`another network runs with the state folder ${dirname(file)}`, { cause: error });
  }
}
