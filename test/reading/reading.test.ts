import { expect, it } from 'vitest';
import { countReading } from './count.ts';

it('has who follows a confirm open at most 40 files', () => {
  const { opened } = countReading();
  expect(opened).toContain('lib/flow/order/commit.ts');
  expect(opened.length, opened.join('\n')).toBeLessThanOrEqual(40);
});
