import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogues } from '../../lib/aws/catalogue-store.ts';
import { seededProviders } from '../../lib/domain/ev-charging/seed.ts';
import { catalogue } from '../../lib/upkeep/catalogue.ts';
import { startTables } from '../ports/tables.ts';
import { deployed, run } from './operating.ts';

const [provider] = seededProviders;
let stop: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  stop = await startTables('dynalite');
  folder = await mkdtemp(join(tmpdir(), 'offers-'));
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

async function put(offers: unknown, ...more: readonly string[]) {
  const file = join(folder, 'offers.json');
  await writeFile(file, JSON.stringify(offers));
  return run(catalogue, deployed({ CatalogueTable: 'Catalogue' }), '--file', file, ...more);
}

const offered = () => catalogues('Catalogue').providers('ev-charging');

test('says what it would put there, and puts it there', async () => {
  expect(await put([provider])).toMatchObject({ isWell: true, lines: [{ wouldPut: provider?.id }] });
  expect(await offered()).toEqual([]);
  expect(await put([provider], '--yes')).toMatchObject({ isWell: true, lines: [{ put: provider?.id }] });
  expect(await offered()).toEqual([provider]);
  expect(await put([{ ...provider, name: 'another' }], '--yes')).toMatchObject({ isWell: true });
  expect(await offered()).toMatchObject([{ id: provider?.id, name: 'another' }]);
});

test('takes nothing of a file in which something is wrong, and says where', async () => {
  const broken = { ...provider, id: 'new.example', taxPercent: 'much' };
  expect(await put([{ ...provider, id: 'other.example' }, broken], '--yes')).toMatchObject({
    isWell: false,
    lines: [{ at: '1.taxPercent' }],
  });
  expect(await offered()).toHaveLength(1);
});
