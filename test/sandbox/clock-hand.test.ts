import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessTime, realTime } from '../../lib/aws/business-time.ts';
import { dynamodb } from '../../lib/aws/clients.ts';
import { clockHand } from '../../lib/sandbox/clock-hand.ts';
import { startDatabase } from '../registry/database.ts';

const HOUR = 3_600_000;
let stop: () => Promise<void>;
const hand = clockHand('clock');

beforeAll(async () => {
  stop = await startDatabase({});
  await dynamodb().send(
    new CreateTableCommand({
      TableName: 'clock',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  process.env.CLOCK_TABLE = 'clock';
});
afterAll(async () => {
  delete process.env.CLOCK_TABLE;
  await stop();
});

const isNear = (one: number, other: number) => expect(Math.abs(one - other)).toBeLessThan(10_000);

test('is where real time is until it is moved, then ahead of it, and never back', async () => {
  isNear(await hand.now(), Date.now());
  await hand.moveTo(Date.now() + HOUR);
  isNear(await hand.now(), Date.now() + HOUR);
  await hand.moveTo(Date.now());
  isNear(await hand.now(), Date.now() + HOUR);
  const real = Date.now();
  expect(await realTime(await businessTime(real))).toBe(real);
});

test('is in one hand at a time, and falls out of one that is dead', async () => {
  expect(await hand.take(HOUR)).toBe(true);
  expect(await hand.take(HOUR)).toBe(false);
  await hand.release();
  expect(await hand.take(-1)).toBe(true);
  expect(await hand.take(HOUR)).toBe(true);
  await hand.release();
});
