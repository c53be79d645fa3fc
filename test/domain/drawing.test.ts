import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { businesses } from '../../lib/domain/businesses.ts';
import { drawingOf } from '../../lib/domain/drawing.ts';

const folder = new URL('../../docs/states/', import.meta.url);

describe('the drawings in docs/states', () => {
  test('are those of all businesses', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(businesses)
        .map((name) => `${name}.md`)
        .sort(),
    );
  });

  test.each(Object.values(businesses))('are made from the tables: $name', (business) => {
    expect(readFileSync(new URL(`${business.name}.md`, folder), 'utf8')).toBe(drawingOf(business));
  });
});

test('a drawing has an arrow for each move, and a row for each command', () => {
  const handled = () => undefined;
  const drawing = drawingOf({
    name: 'ev-charging',
    tables: {
      life: { new: { Ask: handled }, asked: { Ask: {}, Tell: handled }, told: {} },
      growth: {
        Asked: { from: ['new'], to: 'asked' },
        Told: { from: ['asked'], to: 'told' },
        Heard: { from: ['told'] },
      },
    },
  });
  expect(drawing).toContain('  new --> asked: Asked\n  asked --> told: Told\n  told --> [*]');
  expect(drawing).toContain('| Ask | yes |  |  |\n| Tell |  | yes |  |');
  expect(drawing).toContain('- Heard: told');
});
