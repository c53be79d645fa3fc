import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isForeign } from '../http/foreign.ts';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';

/** The actions of one service, by the name that the header X-Amz-Target gives them. */
export type Actions = Readonly<Record<string, (body: unknown) => unknown>>;

export interface Services {
  /** Actions of the JSON protocols by target: `AWSEvents`, `secretsmanager`, `AmazonSQS`. */
  readonly targets: Readonly<Record<string, Actions>>;
  readonly scheduler: {
    create(name: string, body: unknown): unknown;
    get(name: string, group?: string): unknown;
    delete(name: string, group?: string): unknown;
  };
  /** The SQS engine answers what is not among the actions of `AmazonSQS`. */
  answerSqs(request: IncomingMessage, response: ServerResponse): void;
}

/** One address for all services of the cloud that the host stands in for. */
export class ServiceEndpoint {
  private readonly server: Server;
  private services: Services | undefined;

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  /** The address is part of what the services are made from, so it is known before them. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the service endpoint has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  serve(services: Services): void {
    this.services = services;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (isForeign(request.headers))
        throw new AwsError('AccessDeniedException', 'a page of a browser is no function', 403);
      if (this.services === undefined) throw new AwsError('ServiceUnavailable', 'the host is not up yet', 503);
      const [service = '', action = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
      const isSqs = service === 'AmazonSQS';
      if (isSqs && !Object.hasOwn(this.services.targets.AmazonSQS ?? {}, action))
        return this.services.answerSqs(request, response);
      const body = parse(await readBody(request, LARGEST_REQUEST));
      if (service === '') return send(response, 200, schedule(this.services, request, body));
      const perform = this.services.targets[service]?.[action];
      if (perform === undefined)
        throw new AwsError('UnknownOperationException', `the local host does not know ${service}.${action}`);
      send(response, 200, perform(body), isSqs ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1');
    } catch (error) {
      refuse(response, error);
    }
  }
}

const KEEP_ALIVE_MS = 600_000;
const LARGEST_REQUEST = 4_194_304;

function schedule({ scheduler }: Services, request: IncomingMessage, body: unknown): unknown {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, name] = /^\/schedules\/([^/]+)$/.exec(url.pathname) ?? [];
  const group = url.searchParams.get('groupName') ?? undefined;
  if (name !== undefined)
    switch (request.method) {
      case 'POST':
        return scheduler.create(decodeURIComponent(name), body);
      case 'GET':
        return scheduler.get(decodeURIComponent(name), group);
      case 'DELETE':
        return scheduler.delete(decodeURIComponent(name), group);
      default:
    }
  throw new AwsError(
    'UnknownOperationException',
    `the local host does not know ${request.method} ${url.pathname}`,
    404,
  );
}

function parse(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) throw new AwsError('RequestEntityTooLarge', `more than ${LARGEST_REQUEST} bytes`, 413);
  try {
    return bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  } catch {
    throw new AwsError('SerializationException', 'the request is not JSON');
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  response.setHeader('x-amzn-errortype', code);
  send(response, status, { __type: code, message });
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': type, 'content-length': length, 'x-amzn-requestid': randomUUID() });
  response.end(text);
}
