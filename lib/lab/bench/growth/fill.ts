import { resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { putProviders } from '../../../aws/catalogue-store.ts';
import { startTableEngine } from '../../../local/tables/engine.ts';
import { type Holds, measureHolds } from './holds.ts';
import { CONNECTORS, stations } from './stations.ts';

/** Runs in a process of its own: fills the tables of a network that has ended, and measures what a hold costs in them. */

export interface Filled {
  readonly connectors: number;
  readonly holds: readonly Holds[];
}

const BOOKINGS = [100, 100_000];
const WARM_UP = 96;

const state = resolve(process.argv[2] ?? '');
const engine = await startTableEngine(`${state}/tables`);
try {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const { TableNames = [] } = await new DynamoDBClient().send(new ListTablesCommand());
  const tableOf = (name: string) => {
    const found = TableNames.find((table) => table.includes(name));
    if (found === undefined) throw new Error(`there is no table ${name} among ${TableNames.join(', ')}`);
    return found;
  };
  await putProviders(tableOf('CatalogueTable'), 'ev-charging', stations);
  const holds: Holds[] = [];
  await measureHolds(tableOf('CalendarsTable'), WARM_UP);
  for (const bookings of BOOKINGS) holds.push(await measureHolds(tableOf('CalendarsTable'), bookings));
  process.send?.({ connectors: CONNECTORS, holds } satisfies Filled);
} finally {
  await engine.stop();
}
