import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTables } from '../../lib/local/tables/create-tables.ts';
import { startTableEngine } from '../../lib/local/tables/engine.ts';
import { planOf } from '../../lib/local/template/plan.ts';

const key = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' }];
const planWith = (attribute: string) => {
  const Properties = {
    KeySchema: key(attribute),
    AttributeDefinitions: [{ AttributeName: attribute, AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  const template = { Resources: { Things: { Type: 'AWS::DynamoDB::Table', Properties } }, Outputs: {}, Parameters: {} };
  const stack = { name: 'app', account: '000000000000', region: 'us-east-1', assets: new Map(), template };
  return planOf([stack], { endpoint: '', url: '' });
};

describe.each(['dynoxide', 'dynalite'])('tables in %s', (kind) => {
  it('are made once, kept, and refused in another form', async ({ skip }) => {
    if (kind === 'dynoxide' && `${process.platform}-${process.arch}` !== 'linux-x64')
      skip('there is no binary for this platform');
    const folder = mkdtempSync(join(tmpdir(), 'local-tables-'));
    writeFileSync(join(folder, 'engine'), kind);
    for (let start = 0; start < 2; start += 1) {
      const engine = await startTableEngine(folder);
      await createTables(planWith('id'), engine.url);
      if (start === 1) await expect(createTables(planWith('other'), engine.url)).rejects.toThrow('--fresh');
      await engine.stop();
      expect(engine.isUp()).toBe(false);
    }
    rmSync(folder, { recursive: true });
  });
});
