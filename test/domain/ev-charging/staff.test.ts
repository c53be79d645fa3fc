import { describe, expect, test } from 'vitest';
import { type Answers, command, granted, MINUTE, NINE, nothing, stages, when } from './given.ts';

describe('the staff of the provider cancels', () => {
  const close = (reason: string, words?: string, outside: Answers = granted) =>
    command('CancelByProvider', { at: NINE + 6 * MINUTE, reason, words }, outside);

  test.each(['initiated', 'paid', 'booked', 'requested', 'charging'] as const)(
    'what is %s, and the buyer hears of it',
    (stage) => {
      const { after, effects } = when(stages[stage](), close('station_closed'));
      expect(after.stage === 'cancelled' && after.cancellation).toMatchObject({
        by: 'provider',
        reason: { id: 'station_closed', code: 'STATION_CLOSED', description: 'The station is closed' },
      });
      expect(effects).toContainEqual(expect.objectContaining({ kind: 'publish', type: 'OrderCancelled' }));
    },
  );

  test.each(['paid', 'booked', 'requested'] as const)('what is %s, and all of the money goes back', (stage) => {
    const { after } = when(stages[stage](), close('grid_emergency', undefined, nothing));
    expect(after.stage === 'cancelled' && after.purse.settled?.refund?.amount).toBe(5900);
  });

  test('what is charging, and only what was delivered is paid for', () => {
    expect(when(stages.charging(), close('maintenance', undefined, {})).needs).toMatchObject({ kind: 'stop-session' });
    const { after } = when(stages.charging(), close('maintenance'));
    // 1.5 kWh at 12.50 and 18 % tax.
    expect(after.stage === 'cancelled' && after.purse.settled).toMatchObject({
      charged: 2213,
      refund: { amount: 3687 },
    });
  });

  test('in words of its own', () => {
    const { after } = when(stages.booked(), close('other', 'The road is closed'));
    expect(after.stage === 'cancelled' && after.cancellation.reason.description).toBe('The road is closed');
  });

  test.each(['no_show', 'toString', ''])('for no reason but its own: %j', (reason) => {
    const { refused, words } = when(stages.booked(), close(reason));
    expect(refused).toBe('reason-unknown');
    expect(words).toContain('station_closed, maintenance, grid_emergency, other');
  });
});
