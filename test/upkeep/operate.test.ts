import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { commands } from '../../lib/upkeep/commands.ts';
import { operate } from '../../lib/upkeep/operate.ts';
import { startServer } from '../http/server.ts';

let complaints: string[];
const said = (...argv: readonly string[]) =>
  operate(
    argv,
    () => undefined,
    (text) => complaints.push(text),
  );

let asked = 0;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  // An account without stacks.
  server = await startServer((_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      '<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>',
    );
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_CLOUDFORMATION: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  complaints = [];
  asked = 0;
});

test.each([
  [[]],
  [['drop']],
  [['toString']],
  [['parked', '--all']],
  [['parked', 'now']],
  [['parked', '--limit', 'many']],
  [['parked', '--stage', 'local']],
  [['redrive', '--limit', '0']],
  [['redrive', '--yes=no']],
  [['redeliver', '--transaction', 't1']],
  [['redeliver', '--buyer', 'bap.example']],
  [['redeliver', '--order', 'order-t1', '--transaction', 't1']],
  [['redeliver', '--order', 'order-t1', '--buyer', 'bap.example', '--transaction', 't1']],
  [['forget', '--before', '20200101']],
  [['rotate', '--key', 'payment', '--switch']],
])('what cannot be understood is answered with the usage before anything is asked: %j', async (argv) => {
  expect(await said(...argv)).toBe(2);
  for (const name of Object.keys(commands)) expect(complaints.join('\n')).toContain(`\n  ${name} `);
  expect(asked).toBe(0);
});

test('an option that is wrong or missing is named', async () => {
  await said('redeliver', '--transaction', 't1');
  await said('parked', '--limit', 'many');
  expect(complaints[0]).toMatch(/^--order: .*--buyer and --transaction/);
  expect(complaints[1]).toMatch(/^--limit: /);
});

test('a stage that is not deployed fails', async () => {
  expect(await said('parked', '--stage', 'production')).toBe(1);
  expect(complaints).toEqual([expect.stringContaining('no stack beckn-energy-production-')]);
});
