import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { Provider } from '../../lib/domain/ev-charging/offers.ts';

test('the example of a catalogue in the runbook is one', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(runbook) ?? [];
  expect(z.array(Provider).safeParse(JSON.parse(example))).toMatchObject({ success: true, data: [{}] });
});
