import { afterEach, expect, test, vi } from 'vitest';
import { idToTell, log } from '../../lib/aws/log.ts';

afterEach(() => vi.restoreAllMocks());

const people = [
  '+91-9811223344',
  '9811223344',
  '+91 (98112) 23344',
  '0091.98112.23344',
  '2345678',
  'asha@rider.example',
];

test.each(people)('an id by which somebody is reached is told as its digest: %s', (id) => {
  expect(idToTell(id)).toMatch(/^sha256:[\da-f]{16}$/);
  expect(idToTell(id)).toBe(idToTell(id));
});

test.each([
  '0b0f7f0c-3c55-4b4e-9d0b-6f2f3a9f6a11',
  '00000000-0000-0000-0000-000000000002',
  'trip-8001',
  'vs-2026-000917',
  '123456',
  'T-9811223344-a',
  '1234567890123456',
  '',
])('other ids are told as they are: %s', (id) => {
  expect(idToTell(id)).toBe(id);
});

test('a line names nobody by its ids', () => {
  const write = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  for (const id of people) log('INFO', 'processed', { action: 'init', transaction_id: id, message_id: id });
  log('INFO', 'processed', { transaction_id: 't1' });
  const lines = write.mock.calls.map(([line]) => String(line));
  for (const id of people) expect(lines.join()).not.toContain(id);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ transaction_id: 't1' });
  expect(lines.at(-1)).not.toContain('message_id');
});
