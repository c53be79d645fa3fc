import { createInterface } from 'node:readline/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Emulator } from './emulator.ts';
import { Gateway } from './gateway.ts';

/** Where the platform is deployed to. */
export interface Target {
  readonly name: string;
  /** Nobody minds if it is broken. */
  readonly isOurs: boolean;
  readonly account: string;
  readonly region: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the stage has to know of it. */
  readonly context: Readonly<Record<string, string>>;
  /** Where the deployed API is reached, told what CloudFormation says of it. */
  reach(apiId: string, apiUrl: string): string;
  end(): Promise<void>;
}

const DEFAULT_REGION = 'us-east-1';

/** An emulator of our own, for as long as it takes. */
export async function emulated(): Promise<Target> {
  const emulator = await Emulator.start();
  const { url } = emulator;
  return {
    name: `MiniStack at ${url}`,
    isOurs: true,
    account: '000000000000',
    region: DEFAULT_REGION,
    environment: {
      // By the name that it gives its queues.
      AWS_ENDPOINT_URL: url.replace('127.0.0.1', 'localhost'),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: DEFAULT_REGION,
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    },
    context: { emulator: url },
    reach(apiId) {
      emulator.leadTo(apiHost(apiId, url));
      return url;
    },
    end: () => emulator.end(),
  };
}

export class Declined extends Error {}

/** The account of whoever starts this, or what stands in for one where AWS_ENDPOINT_URL points; nothing is done to it before it was named. */
export async function accountOfCaller(): Promise<Target> {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  const { Account: account = '', Arn: caller } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  const { AWS_ENDPOINT_URL: endpoint, CI } = process.env;
  const name = `account ${account} in ${region}${endpoint === undefined ? '' : ` at ${endpoint}`}`;
  if (CI === undefined)
    await ask(`This deploys the sandbox stage to ${name}, as ${caller}. Type the account to go on: `, account);
  const way = endpoint === undefined ? straight : await throughGateway(endpoint);
  return { name, isOurs: false, account, region, environment: { AWS_REGION: region }, ...way };
}

type Way = Pick<Target, 'context' | 'reach' | 'end'>;

const straight: Way = { context: {}, reach: (_, apiUrl) => apiUrl, end: async () => undefined };

/** An emulator that somebody else runs: its API is reached through a door of ours. */
async function throughGateway(endpoint: string): Promise<Way> {
  const gateway = new Gateway(endpoint);
  const url = await gateway.listen();
  return {
    context: { emulator: url },
    reach(apiId) {
      gateway.leadTo(apiHost(apiId, endpoint));
      return url;
    },
    end: async () => gateway.close(),
  };
}

const apiHost = (apiId: string, endpoint: string) => `${apiId}.execute-api.localhost:${new URL(endpoint).port}`;

async function ask(question: string, expected: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  if (answer.trim() !== expected) throw new Declined('nothing was deployed');
}
