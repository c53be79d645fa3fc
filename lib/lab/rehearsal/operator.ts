import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Network } from '../journey/network.ts';
import { run } from '../journey/run.ts';
import { evCancel } from '../journey/stories/cancelling.ts';
import { readEnvelope } from '../journey/wire.ts';
import type { Deployment } from './deployment.ts';
import { until } from './patience.ts';
import type { Print } from './steps.ts';
import type { Target } from './target.ts';
import { remembering } from './transcript.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/operate.ts');
const BUYER = 'bap.beckn-energy.local';

/** Does what the runbook says, with the operator's own command. */
export class Operator {
  private readonly target: Target;
  private readonly print: Print;

  constructor(target: Target, print: Print) {
    this.target = target;
    this.print = print;
  }

  /** It would take hours until something is given up by itself. */
  async moveBackWhatWasGivenUp(deployment: Deployment, timersQueue: string): Promise<void> {
    await deployment.giveUp(timersQueue, JSON.stringify(timerOfNoOrder()));
    const parked = await until('a dead letter is parked', async () => (await this.parked()) || undefined);
    const { moved } = Moved.parse((await this.operate('redrive', '--yes')).at(-1));
    this.print(`${parked} parked, ${moved} moved back`);
    await until('what was moved back is worked off', async () => (await deployment.messagesOn(timersQueue)) === 0);
    await until('nothing is parked any more', async () => (await this.parked()) === 0);
  }

  async bringBackLostOrder(network: Network, ordersTable: string): Promise<void> {
    const { heard, transaction } = remembering(network);
    await run(evCancel, heard, () => undefined);
    const { backup } = Backup.parse((await this.operate('backup', '--yes')).at(-1));
    const entries = await this.lose(ordersTable, transaction());
    if (await isKnown(network, transaction())) throw new Error('an order without entries is still known');
    const { incomplete } = Restored.parse((await this.operate('restore', '--backup', backup, '--yes')).find(isSummary));
    this.print(`${entries} entries of an order lost, ${incomplete} order brought back`);
    if (incomplete !== 1 || !(await isKnown(network, transaction()))) throw new Error('the order did not come back');
  }

  private async parked(): Promise<number> {
    return Listed.parse((await this.operate('parked')).at(-1)).listed;
  }

  private async operate(...args: readonly string[]): Promise<readonly unknown[]> {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, ...this.target.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const [said, complained] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    const [code] = await ended;
    if (code !== 0) throw new Error(`operate ${args.join(' ')} failed:\n${complained}${said}`);
    return said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  private async lose(table: string, transaction: string): Promise<number> {
    const { region, environment } = this.target;
    const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = environment;
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID ?? '', secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '' };
    const client = new DynamoDBClient({ region, endpoint, credentials });
    const key = { S: `${encodeURIComponent(BUYER)}#${transaction}` };
    const asked = { KeyConditionExpression: 'pk = :key', ExpressionAttributeValues: { ':key': key } };
    const { Items = [] } = await client.send(new QueryCommand({ TableName: table, ...asked }));
    for (const { pk, sk } of Items)
      if (pk !== undefined && sk !== undefined)
        await client.send(new DeleteItemCommand({ TableName: table, Key: { pk, sk } }));
    if (Items.length === 0) throw new Error('there was nothing to lose');
    return Items.length;
  }
}

/** Nothing comes of it, whenever it is worked off. */
function timerOfNoOrder() {
  const [transactionId, purpose] = [randomUUID(), 'payment'];
  const body = { key: { buyerId: BUYER, transactionId }, purpose, at: Date.now() };
  return { kind: 'timer', subject: { action: purpose, transactionId }, body };
}

/** Whether the provider answers a question for the order with the order. */
async function isKnown(network: Network, transaction: string): Promise<boolean> {
  const { message_id } = await network.send('status', { order_id: `order-${transaction}` }, transaction);
  const answer = await until('the answer to a status', async () =>
    (await network.exchanges(transaction)).find(
      (exchange) => exchange.direction === 'received' && exchange.message_id === message_id,
    ),
  );
  return readEnvelope(answer).data?.message?.order !== undefined;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

const Listed = z.object({ listed: z.number() });
const Moved = z.object({ moved: z.number() });
const Backup = z.object({ backup: z.string() });
const Restored = z.object({ incomplete: z.number() });
const isSummary = (line: unknown) => Restored.safeParse(line).success;
