import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { describe, idToTell, log } from './log.ts';
import { once } from './once.ts';

/** Tells X-Ray which transaction this trace belongs to, so that it can be found by it (decision 23). Waits for nothing and never fails. */
export function trace(transactionId: string, begun: number): void {
  const { host, port } = daemon();
  if (host === undefined) return;
  const parent = parentIn(process.env._X_AMZN_TRACE_ID ?? '');
  if (parent === undefined) return;
  try {
    const packet = `${HEADER}\n${JSON.stringify(subsegment(idToTell(transactionId), begun, parent))}`;
    socket().send(packet, Number(port), host, () => undefined);
  } catch (error) {
    log('WARN', 'not traced', { transaction_id: transactionId, error: describe(error) });
  }
}

/** As the daemon's protocol has it: a header, a line feed, a segment document. */
const HEADER = '{"format":"json","version":1}';

/** `host:port`, or one for each protocol: `tcp:host:port udp:host:port`. */
const ADDRESS = /(?:^|udp:)([\d.]+):(\d+)$/;

const daemon = once(() => {
  const [, host, port] = ADDRESS.exec(process.env.AWS_XRAY_DAEMON_ADDRESS ?? '') ?? [];
  return { host, port };
});

function parentIn(header: string) {
  const { Root, Parent, Sampled } = Object.fromEntries(header.split(';').map((part) => part.trim().split('=')));
  return Sampled === '1' && Root !== undefined && Parent !== undefined
    ? { trace_id: Root, parent_id: Parent }
    : undefined;
}

const subsegment = (transactionId: string, begun: number, parent: object) => ({
  name: 'transaction',
  id: randomBytes(8).toString('hex'),
  ...parent,
  type: 'subsegment',
  // Seconds.
  start_time: begun / 1000,
  end_time: Date.now() / 1000,
  annotations: { transaction_id: transactionId },
});

const socket = once(() => {
  const made = createSocket('udp4');
  made.on('error', () => undefined);
  return made.unref();
});
