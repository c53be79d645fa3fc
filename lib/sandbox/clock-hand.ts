import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { businessTime, CLOCK } from '../aws/business-time.ts';
import { dynamodb } from '../aws/clients.ts';
import { ifAllowed } from '../aws/if-allowed.ts';

/** Who holds the hand moves the clock; whoever dies with it in his hand loses it after a while. */
export interface ClockHand {
  now(): Promise<number>;
  /** False while somebody else has it. */
  take(forMilliseconds: number): Promise<boolean>;
  /** Forward only. */
  moveTo(time: number): Promise<void>;
  release(): Promise<void>;
}

export function clockHand(table: string): ClockHand {
  const now = () => businessTime(Date.now());
  return {
    now,

    take: (forMilliseconds) =>
      ifAllowed(
        update({
          UpdateExpression: 'SET held_until = :until',
          ConditionExpression: 'attribute_not_exists(held_until) OR held_until < :now',
          ExpressionAttributeValues: {
            ':until': { N: String(Date.now() + forMilliseconds) },
            ':now': { N: String(Date.now()) },
          },
        }),
      ),

    async moveTo(time) {
      const ahead = time - Date.now();
      if (time > (await now()))
        await update({
          UpdateExpression: 'SET ahead = :ahead',
          ExpressionAttributeValues: { ':ahead': { N: String(ahead) } },
        });
    },

    async release() {
      await update({ UpdateExpression: 'REMOVE held_until' });
    },
  };

  async function update(change: Omit<UpdateItemCommand['input'], 'TableName' | 'Key'>) {
    await dynamodb().send(new UpdateItemCommand({ TableName: table, Key: CLOCK, ...change }));
  }
}
