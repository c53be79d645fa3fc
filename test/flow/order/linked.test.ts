import { describe, expect, test } from 'vitest';
import { sealedLinks } from '../../../lib/aws/links.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { linked } from '../../../lib/flow/order/linked.ts';
import { command, NINE, stages, when } from '../../domain/ev-charging/given.ts';
import { key } from '../story.ts';

const DAY = 24 * 3_600_000;
const links = sealedLinks('https://bpp.example', async () => 'secret');
const token = (await links.track(key)).split('/').at(-1);

const follow = (state: State, at: number, of = token) =>
  linked('track', { token: of, at }, { links, see: async () => shown(state) });

const { after: cancelled } = when(stages.booked(), command('Cancel', { at: NINE }, {}));

describe('a link', () => {
  test.each(['initiated', 'paid', 'booked', 'charging'] as const)(
    'leads to an order that is %s, always',
    async (stage) => {
      expect((await follow(stages[stage](), NINE + 400 * DAY))?.key).toEqual(key);
    },
  );

  test('leads to one that is over for seven days, and no longer', async () => {
    const { updatedAt = 0 } = shown(cancelled) ?? {};
    expect((await follow(cancelled, updatedAt + 7 * DAY))?.order.status).toBe('cancelled');
    expect(await follow(cancelled, updatedAt + 7 * DAY + 1)).toBeUndefined();
  });

  test('that nobody gave out leads nowhere, and so does one to what is no order yet', async () => {
    for (const of of ['', 'x'.repeat(60), undefined])
      expect(await follow(stages.booked(), NINE, of ?? '')).toBeUndefined();
    expect(await follow(stages.quoted(), NINE)).toBeUndefined();
  });
});
