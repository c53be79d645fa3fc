import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { importPrivateKey, newKeyPair } from '../../../beckn/signing/keys.ts';
import { signatureHeader } from '../../../beckn/signing/sign.ts';
import { newMessage } from '../messages.ts';
import { median } from '../statistics.ts';
import { floor } from './floor.ts';
import type { Cost, Order } from './measure.ts';

/** Runs in a process of its own: candidates in turn, each round with requests that nobody has seen. */
type Handler = (event: APIGatewayProxyEventV2, context: object) => unknown;

const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;
const REQUESTS = 100;

const keys = newKeyPair();
const key = importPrivateKey(keys.privateKey);
const buyer = { id: 'bench.example.org', url: 'http://127.0.0.1:9/beckn' };
const require = createRequire(import.meta.url);

process.once('message', (order: Order) => {
  void run(order).then((cost) => process.send?.(cost, () => process.exit()));
  process.send?.({ publicKey: keys.publicKey });
});

async function run({ withoutSdk, deployed, environment }: Order): Promise<Cost> {
  Object.assign(process.env, environment);
  const candidates = {
    floor: floor(keys.publicKey),
    ours: handlerIn(withoutSdk),
    withSdk: handlerIn(deployed),
  };
  const spent = { floor: [] as number[], ours: [] as number[], withSdk: [] as number[] };
  const names = ['floor', 'ours', 'withSdk'] as const;
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const cost = await costOf(candidates[name], Array.from({ length: REQUESTS }, newEvent));
      if (round >= 0) spent[name].push(cost);
    }
  return {
    floorMs: median(spent.floor),
    oursMs: median(spent.ours),
    withSdkMs: median(spent.withSdk),
    ratio: median(spent.ours.map((cost, round) => cost / (spent.floor[round] ?? Number.NaN))),
    rounds: ROUNDS,
    requests: REQUESTS,
    bodyBytes: Buffer.byteLength(newEvent().body ?? ''),
  };
}

function handlerIn(file: string): Handler {
  const { handler } = require(file);
  return handler;
}

/** CPU a request, with what the engine does beside our thread: collecting what we leave behind is our cost too. */
async function costOf(handler: Handler, events: readonly APIGatewayProxyEventV2[]): Promise<number> {
  const before = process.cpuUsage();
  for (const event of events) {
    const { statusCode, body }: APIGatewayProxyStructuredResultV2 = Object(await handler(event, {}));
    if (statusCode !== 200) throw new Error(`a request was refused: ${body}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / events.length;
}

function newEvent(): APIGatewayProxyEventV2 {
  const { body } = newMessage('select', { buyer, providerUrl: 'http://127.0.0.1:9/bpp' });
  const created = Math.floor(Date.now() / 1000);
  const authorization = signatureHeader({
    subscriberId: buyer.id,
    keyId: 'k1',
    key,
    body,
    created,
    expires: created + 300,
  });
  const path = '/bpp/select';
  return {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', authorization },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: '127.0.0.1',
      domainPrefix: 'bench',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: randomUUID(),
      routeKey: `POST ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: Date.now(),
    },
    body,
    isBase64Encoded: false,
  };
}
