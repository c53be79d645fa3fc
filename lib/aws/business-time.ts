import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from './clients.ts';

export const CLOCK = { id: { S: 'clock' } } as const;

/** Business time at a real time: the same, but in a stage whose clock can be moved forward. */
export const businessTime = async (real: number): Promise<number> => real + (await ahead());

export const realTime = async (business: number): Promise<number> => business - (await ahead());

async function ahead(): Promise<number> {
  const table = process.env.CLOCK_TABLE;
  if (table === undefined) return 0;
  const { Item } = await dynamodb().send(new GetItemCommand({ TableName: table, Key: CLOCK, ConsistentRead: true }));
  return Number(Item?.ahead?.N ?? 0);
}
