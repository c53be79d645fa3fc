import { describe, expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import { look, shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { answered, CASE, command, granted, NINE, provider, stages, when } from './given.ts';

const looked = (state: State, energyWh: number, stateOfCharge?: number) =>
  answered(look(state), { 'read-session': { status: 'charging', energyWh, stateOfCharge } });

describe('a look at an order', () => {
  test('asks the operator while it is charging, and shows what the session says now', () => {
    const asked = look(stages.charging());
    expect(isAsking(asked) && asked.need).toEqual({
      kind: 'read-session',
      providerId: provider.id,
      sessionId: `session-${CASE}-1`,
    });
    expect(looked(stages.charging(), 1500, 65.4)).toMatchObject({
      live: ['1.5 kWh delivered'],
      fulfillments: [{ headline: 'vehicle 65% charged', own: { phase: 'charging', stateOfCharge: 65.4 } }],
    });
  });

  test('without an answer of the operator shows the last word of the history', () => {
    const state = stages.charging();
    expect(answered(look(state), { 'read-session': undefined })).toEqual(shown(state));
  });

  test.each(['new', 'quoted', 'initiated', 'paid', 'booked', 'requested', 'ended', 'cancelled'] as const)(
    'asks nobody while it is %s',
    (stage) => {
      const state = stages[stage]();
      expect(look(state)).toEqual(shown(state));
    },
  );
});

describe('what is shown of an order', () => {
  test.each<[keyof typeof stages, object | undefined]>([
    ['new', undefined],
    ['quoted', { draft: true, payments: [], quote: { ttlMilliseconds: 900_000 } }],
    ['initiated', { draft: true, status: undefined, quote: { ttlMilliseconds: 900_000 } }],
    ['paid', { draft: false, status: 'active', tracking: undefined }],
    ['booked', { draft: false, status: 'active', tracking: { active: false, gps: { lat: 12.9, lon: 77.6 } } }],
    ['charging', { status: 'active', tracking: { active: true } }],
    ['ended', { status: 'complete', tracking: { active: false } }],
    ['cancelled', { status: 'cancelled', cancellation: { by: 'buyer' } }],
  ])('depends on its stage: %s', (stage, expected) => {
    const seen = shown(stages[stage]());
    if (expected === undefined) expect(seen).toBeUndefined();
    else expect(seen).toMatchObject(expected);
  });

  test('has no id, no status and no customer before something is held', () => {
    const { id, status, billing, fulfillments = [] } = shown(stages.quoted()) ?? {};
    expect([id, status, billing, fulfillments[0]?.customer, fulfillments[0]?.own.phase]).toEqual(
      Array(5).fill(undefined),
    );
  });

  test('are quantities in Wh, and delivered ones once something is settled', () => {
    const [booked] = shown(stages.booked())?.items ?? [];
    expect(booked).toMatchObject({
      price: { rate: '12.5', per: 'kWh' },
      available: { amount: 80_000, unit: 'Wh' },
      selected: { amount: 4000, unit: 'Wh' },
    });
    expect(booked?.allocated).toBeUndefined();
    expect(shown(stages.ended())?.items[0]?.allocated).toEqual({ amount: 1500, unit: 'Wh' });
  });

  test('is its last ticket, and who answers it', () => {
    const asked = (ticketId: string) => command('AskForHelp', { at: NINE, ticketId });
    const { after } = when(when(stages.booked(), asked('ticket-1')).after, asked('ticket-2'));
    expect(shown(stages.booked())?.help).toBeUndefined();
    expect(shown(after)?.help).toEqual({ ticketId: 'ticket-2', ...provider.support });
  });

  test('is whether the form was filled in', () => {
    const given = command('GiveFeedback', { at: NINE, answers: { comment: 'Good tea' } }, granted);
    const { after } = when(stages.ended(), given);
    expect(shown(stages.ended())?.feedback).toMatchObject({ isGiven: false, questions: [{ id: 'comment' }] });
    expect(shown(after)?.feedback.isGiven).toBe(true);
  });
});
