import { createHash } from 'node:crypto';

/** Structured lines. Never payloads, keys, phones, addresses: pass only what is named here. */
export interface Facts {
  readonly transaction_id?: string;
  readonly message_id?: string;
  readonly action?: string;
  readonly [name: string]: string | number | boolean | undefined;
}

/** Ids are their senders' to choose. One that is how somebody is reached is told as a digest: logs and traces forget nobody (decision 81). */
export function idToTell(id: string): string {
  if (!REACHES_SOMEBODY.some((pattern) => pattern.test(id))) return id;
  return `sha256:${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

/** A telephone number, and an address. */
const REACHES_SOMEBODY = [/^(?=(\D*\d){7,15}\D*$)[\d+().\-/ ]+$/, /@/];

export function log(level: 'INFO' | 'WARN' | 'ERROR', event: string, facts: Facts = {}): void {
  const { transaction_id, message_id } = facts;
  const ids = {
    transaction_id: transaction_id && idToTell(transaction_id),
    message_id: message_id && idToTell(message_id),
  };
  const line = JSON.stringify({ level, event, function: process.env.AWS_LAMBDA_FUNCTION_NAME, ...facts, ...ids });
  if (level === 'ERROR') console.error(line);
  else console.log(line);
}

/** A failure in one line: its name, message and causes, without a stack of data. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` <- ${describe(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`.slice(0, 1000);
}
