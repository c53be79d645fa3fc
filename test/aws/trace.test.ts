import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

/** The place where the daemon of X-Ray listens on AWS. */
const daemon = createSocket('udp4');
const packets: string[] = [];
const ROOT = '1-67891233-abcdef012345678912345678';
const PARENT = '53995c3f42cd8ad8';

beforeAll(async () => {
  daemon.on('message', (packet) => packets.push(packet.toString()));
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
});
afterAll(() => void daemon.close());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  packets.length = 0;
});

const address = () => `127.0.0.1:${daemon.address().port}`;

/** Traces as a fresh instance of a function would in this environment. */
async function traceIn(environment: Readonly<Record<string, string>>, transactionId: string) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { trace } = await import('../../lib/aws/trace.ts');
  trace(transactionId, Date.now() - 20);
}

const sampled = () => ({
  AWS_XRAY_DAEMON_ADDRESS: address(),
  _X_AMZN_TRACE_ID: `Root=${ROOT};Parent=${PARENT};Sampled=1;Lineage=1:a:0`,
});

/** What was sent, once this has come: packets of one sender stay in order here. */
async function sentBefore(last: string): Promise<readonly string[]> {
  await traceIn(sampled(), last);
  await vi.waitFor(() => expect(packets.at(-1)).toContain(last));
  return packets.slice(0, -1);
}

test('a transaction is told to the daemon as an annotation beneath the trace of the function', async () => {
  await traceIn(sampled(), 't1');
  await vi.waitFor(() => expect(packets).toHaveLength(1));
  const [header = '', document = ''] = String(packets[0]).split('\n');
  expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
  const subsegment = JSON.parse(document);
  expect(subsegment).toEqual({
    name: 'transaction',
    type: 'subsegment',
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    trace_id: ROOT,
    parent_id: PARENT,
    start_time: expect.any(Number),
    end_time: expect.any(Number),
    annotations: { transaction_id: 't1' },
  });
  expect(subsegment.end_time).toBeGreaterThan(subsegment.start_time);
});

test('the address of the daemon may come for each protocol', async () => {
  const both = `tcp:127.0.0.1:1 udp:${address()}`;
  await traceIn({ ...sampled(), AWS_XRAY_DAEMON_ADDRESS: both }, 't1');
  await vi.waitFor(() => expect(packets).toHaveLength(1));
});

test.each<[string, () => Record<string, string>]>([
  ['that is not sampled', () => ({ ...sampled(), _X_AMZN_TRACE_ID: `Root=${ROOT};Parent=${PARENT};Sampled=0` })],
  ['that has no parent', () => ({ ...sampled(), _X_AMZN_TRACE_ID: `Root=${ROOT};Sampled=1` })],
  ['that is not one', () => ({ ...sampled(), _X_AMZN_TRACE_ID: 'nonsense;=;' })],
  ['without a daemon', () => ({ _X_AMZN_TRACE_ID: sampled()._X_AMZN_TRACE_ID })],
  ['whose daemon has no good address', () => ({ ...sampled(), AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:99999' })],
])('a trace %s is told nothing, and nothing fails', async (_, environment) => {
  await traceIn(environment(), 'unheard');
  vi.unstubAllEnvs();
  vi.resetModules();
  expect(await sentBefore('heard')).toEqual([]);
});
