import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemReader } from '../../lib/aws/read-items.ts';
import { startServer } from '../http/server.ts';

/** A table that has capacity for nothing, so many times, and then for one item at a time. */
let refusals = 0;
let asked: number[] = [];
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer(async (request, response) => {
    const { RequestItems } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const { Keys, ...rest } = RequestItems.Orders;
    asked.push(Keys.length);
    const [first, ...others] = refusals-- > 0 ? [undefined, ...Keys] : Keys;
    const left = others.length > 0 ? { Orders: { Keys: others, ...rest } } : {};
    const answer = { Responses: { Orders: first === undefined ? [] : [first] }, UnprocessedKeys: left };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => server.stop());

const keys = [1, 2, 3].map((number) => ({ pk: { S: 'items' }, sk: { N: String(number) } }));

async function readAll(refused: number) {
  [refusals, asked] = [refused, []];
  const pauses: number[] = [];
  const read = itemReader('Orders', async (milliseconds) => pauses.push(milliseconds));
  const results = await Promise.allSettled(keys.map((key) => read(key)));
  return { results, pauses };
}

test('what a table left unread is asked for again, and only that', async () => {
  const { results } = await readAll(0);
  expect(asked).toEqual([3, 2, 1]);
  expect(results).toEqual(keys.map((value) => ({ status: 'fulfilled', value })));
});

test('each time it waits longer, as long as chance has it', async () => {
  const { results, pauses } = await readAll(5);
  expect(asked).toEqual([3, 3, 3, 3, 3, 3, 2, 1]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  expect(pauses).toHaveLength(7);
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeLessThanOrEqual(25 * 2 ** index);
    expect(pause).toBeGreaterThanOrEqual((25 * 2 ** index) / 2);
  }
});

test('it fails where a table never has the capacity', async () => {
  const { results, pauses } = await readAll(1000);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(asked).toHaveLength(8);
  expect(pauses).toHaveLength(7);
});
