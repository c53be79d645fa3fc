import { newKeyPair } from '../../lib/beckn/signing/keys.ts';
import { reportParcel } from '../../lib/flow/order/reported.ts';
import { cancellation } from '../../lib/flow/order/staff.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { signWebhook } from '../../lib/partners/payments/rest/webhook-signature.ts';
import { busOver } from './cloud/bus.ts';
import type { Item } from './cloud/expressions.ts';
import { type Fate, Functions, pollers } from './cloud/functions.ts';
import { networkOf, service } from './cloud/network.ts';
import { Queues } from './cloud/queues.ts';
import { schedulesOver } from './cloud/schedules.ts';
import { ServiceError } from './cloud/service-error.ts';
import { Tables } from './cloud/tables.ts';
import { sites, type Topology } from './cloud/topology.ts';
import { Engine } from './engine.ts';
import { surroundingsOf } from './node.ts';
import { type Asked, buyerIds, buyersOf, registrySite } from './outside/buyers.ts';
import { chargePointOperator } from './outside/charging.ts';
import { type Notice, paymentProvider } from './outside/payments.ts';
import type { Product } from './product.ts';
import { calm, fateIn, type Weather } from './weather.ts';

export const BEGINNING = Date.parse('2027-03-01T09:00:00Z');

const SETUP = 'lib/aws/catalogue-store.ts#putProviders';

/** What of the product is simulated: all that works off queues, and the doors that fill them. */
export const sourcesOf = ({ functions }: Topology): readonly string[] => [
  ...functions
    .map(({ source }) => source)
    .filter((source) => /^functions\/(?!operations|pages|sandbox|buyer|registry)/.test(source)),
  SETUP,
];

const SECRET = 'shared-secret';

/** The whole platform as it would be deployed, over a cloud and partners that behave as badly as they may; begun anew for each seed. */
export class World {
  readonly engine = new Engine();
  readonly tables: Tables;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly schedules: ReturnType<typeof schedulesOver>;
  readonly buyers: ReturnType<typeof buyersOf>;
  readonly payments: ReturnType<typeof paymentProvider>;
  readonly charging: ReturnType<typeof chargePointOperator>;
  private given: Weather = calm;
  private fate?: Fate;
  private catalogue: readonly Item[] = [];
  private readonly secrets = new Map<string, string>();
  private readonly topology: Topology;

  constructor(topology: Topology, product: Product) {
    const { engine } = this;
    const weather = () => (engine.now < this.given.until ? this.given : calm);
    this.topology = topology;
    this.tables = new Tables(topology.tables, engine, weather);
    this.queues = new Queues(topology.queues, engine, weather);
    const late = () => ({ ...weather(), longestMilliseconds: weather().slow > 0 ? 60_000 : 500 });
    const bus = busOver(topology.rules, this.queues, engine, late);
    this.schedules = schedulesOver(this.queues, engine, late);
    this.buyers = buyersOf(engine, weather);
    this.payments = paymentProvider(engine, weather, (notice) => this.report(notice));
    this.charging = chargePointOperator(engine, weather, ({ kind, body }) => this.push(kind, body));
    for (const [id, arn] of topology.secrets)
      this.secrets.set(arn, /Key/.test(id) ? JSON.stringify(newKeyPair()) : SECRET);

    const cloud = (operations: Parameters<typeof service>[0]) => service(operations, engine, weather);
    const aws = (name: string) => `${name}.us-east-1.amazonaws.com`;
    const byHost = new Map([
      [aws('dynamodb'), cloud((operation, asked) => this.tables.answer(operation, asked))],
      [aws('sqs'), cloud((operation, asked) => this.queues.answer(operation, asked))],
      [aws('events'), cloud((operation, asked) => bus.answer(operation, asked))],
      [aws('scheduler'), cloud((operation, asked, { url }) => this.schedules.answer(operation, nameIn(url), asked))],
      [aws('secretsmanager'), cloud((_, { SecretId }: { readonly SecretId: string }) => this.secretOf(SecretId))],
      [sites.registry, registrySite(engine, weather)],
      [sites.payments, this.payments.site],
      [sites.charging, this.charging.site],
      ...buyerIds.map((id) => [id, this.buyers.site] as const),
    ]);
    const machines = () => {
      const now = weather();
      return { fate: this.fate ?? fateIn(engine.random, now), mostSkewMilliseconds: now.skewMilliseconds };
    };
    this.functions = new Functions(topology.functions, product, engine, networkOf(byHost, engine, weather), machines);
    pollers(topology.mappings, this.queues, this.functions, engine);
  }

  /** A catalogue as an operator puts it there. */
  async stock(product: Product, business: string, offers: readonly object[]): Promise<void> {
    this.restart(0, calm);
    const shape = this.topology.functions.find(({ source }) => source === 'functions/search.ts#process');
    const table = this.table('CATALOGUE_TABLE');
    const put = product(surroundingsOf(this.functions.machine(shape), this.engine, []))[SETUP];
    const done = put?.(table, business, offers);
    let isDone = false;
    void done?.then(() => {
      isDone = true;
    });
    await this.engine.run(BEGINNING + 60_000, () => isDone);
    await done;
    this.catalogue = this.tables.all(table);
  }

  /** Everything is as after a deployment. */
  restart(seed: number, weather: Weather, fate?: Fate): void {
    this.engine.restart(seed, BEGINNING);
    this.given = weather;
    this.fate = fate;
    this.tables.restart();
    this.tables.load(this.table('CATALOGUE_TABLE'), this.catalogue);
    this.queues.restart();
    this.schedules.waiting.clear();
    this.functions.restart();
    this.buyers.restart();
    this.payments.restart();
    this.charging.restart();
  }

  /** A buyer's request over HTTP; whoever gets no ACK may send the same again. */
  ask(asked: Asked): void {
    asked.times += 1;
    const source = `functions/${asked.action}.ts#receive`;
    this.post(source, `/bpp/${asked.action}`, 'POST', asked.headers, asked.body, (status) => {
      if (status === 200) asked.isAcknowledged = true;
    });
  }

  table(name: 'ORDERS_TABLE' | 'CALENDARS_TABLE' | 'CATALOGUE_TABLE'): string {
    const found = this.topology.functions.find(({ environment }) => environment[name] !== undefined);
    return found?.environment[name] ?? '';
  }

  items(name: 'ORDERS_TABLE' | 'CALENDARS_TABLE'): readonly Item[] {
    return this.tables.all(this.table(name));
  }

  /** As the door of the operations does it. */
  staffCancels(key: OrderKey): void {
    const queue = [...this.queues.all.values()].find(
      ({ shape }) => shape.url === this.topology.outputs.get('ReportsQueueUrl'),
    );
    const { group, ...parcel } = reportParcel(
      'staff',
      { about: { key }, command: cancellation({ reason: 'maintenance' }) },
      key.buyerId,
    );
    if (queue !== undefined) this.queues.send(queue, { MessageBody: JSON.stringify(parcel), MessageGroupId: group });
  }

  private report(notice: Notice, tries = 0): void {
    const body = JSON.stringify({ ...notice, at: new Date(this.engine.now).toISOString() });
    const headers = { 'x-webhook-signature': signWebhook(SECRET, body, Math.floor(this.engine.now / 1000)) };
    this.post('functions/payments.ts#receive', '/payments/reports', 'POST', headers, body, (status) => {
      if (status !== 200 && tries < 20) this.engine.after(2 ** tries * 1000, () => this.report(notice, tries + 1));
    });
  }

  private push(kind: 'session' | 'connector', body: object): void {
    const headers = { authorization: `Token ${Buffer.from(SECRET).toString('base64')}` };
    const [method, path] = kind === 'session' ? ['PUT', 'sessions/IN/CPO/x'] : ['PATCH', 'connectors/a/b'];
    this.post(
      'functions/charge-points.ts#receive',
      `/ocpi/2.2.1/${path}`,
      method,
      headers,
      JSON.stringify(body),
      () => undefined,
    );
  }

  private post(
    source: string,
    rawPath: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    done: (status: number | undefined) => void,
  ): void {
    const event = {
      headers,
      body,
      isBase64Encoded: false,
      rawPath,
      routeKey: `${method} ${rawPath}`,
      requestContext: { http: { method } },
    };
    const isTaken = this.functions.invoke(source, event, (outcome) => {
      const result = outcome.kind === 'result' ? outcome.result : undefined;
      const answer = result as { readonly statusCode: number; readonly body: string } | undefined;
      this.answered?.(source, answer?.statusCode, answer?.body);
      // The way back may be lost as well.
      done(
        this.engine.random.often(this.given.until > this.engine.now ? this.given.lostAfter : 0)
          ? undefined
          : answer?.statusCode,
      );
    });
    if (!isTaken) this.engine.after(20, () => this.post(source, rawPath, method, headers, body, done));
  }

  /** Told of each answer of a door. */
  answered?: (source: string, status: number | undefined, body: string | undefined) => void;

  private secretOf(arn: string): object {
    const SecretString = this.secrets.get(arn);
    if (SecretString === undefined) throw new ServiceError('ResourceNotFoundException', `there is no secret ${arn}`);
    return { ARN: arn, SecretString };
  }
}

const nameIn = (url: URL): string => decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
