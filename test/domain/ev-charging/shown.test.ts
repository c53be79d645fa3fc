import { describe, expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import { look, shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  answered,
  CASE,
  command,
  confirm,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  pay,
  provider,
  select,
  stages,
  start,
  stop,
  when,
} from './given.ts';

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
      fulfillments: [
        {
          headline: 'vehicle 65% charged',
          own: { phase: 'charging', session: { energyWh: 1500, stateOfCharge: 65.4 } },
        },
      ],
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
    expect(shown(after)?.tickets).toEqual(['ticket-1', 'ticket-2']);
  });

  test('are directions of the catalogue, and where it has none those of the business', () => {
    const words = (instructions?: string) => {
      const fulfillments = provider.fulfillments.map((one) => ({ ...one, instructions }));
      const outside = { ...granted, offer: { ...provider, fulfillments } };
      const booked = given({ ...select(NINE, undefined, { id: 'f1' }), outside }, init(), pay(), confirm());
      return shown(booked)?.fulfillments[0]?.instructions;
    };
    expect(words('ಬೇ 7 ರಲ್ಲಿ ಪ್ಲಗ್ ಮಾಡಿ')).toEqual({ name: 'Charging instructions', shortDesc: 'ಬೇ 7 ರಲ್ಲಿ ಪ್ಲಗ್ ಮಾಡಿ' });
    expect(words()?.shortDesc).toBe('Go to charger number 1, plug in, and start in your app');
  });

  test('is whether the form was filled in', () => {
    const given = command('GiveFeedback', { at: NINE, answers: { comment: 'Good tea' } }, granted);
    const { after } = when(stages.ended(), given);
    expect(shown(stages.ended())?.feedback).toMatchObject({
      isGiven: false,
      questions: [{ id: 'overall' }, { id: 'amenity' }, { id: 'comment' }],
    });
    expect(shown(after)?.feedback.isGiven).toBe(true);
  });
});

describe('the session of an order', () => {
  const own = (state: State) => shown(state)?.fulfillments[0]?.own;
  const session = (state: State) => own(state)?.session;
  const connector = (status: 'plugged' | 'unplugged' | 'faulted', at: number) =>
    command('ReportConnector', { at, condition: status });
  const report = (status: 'charging' | 'ended' | 'faulted', more: object = {}) =>
    command('ReportSession', {
      at: NINE + 10 * MINUTE,
      sessionId: `session-${CASE}-1`,
      status,
      wh: 1000,
      stateOfCharge: 40,
      ...more,
    });

  test.each(['quoted', 'initiated', 'paid', 'booked', 'requested', 'cancelled'] as const)(
    'is nothing while it is %s and none has begun',
    (stage) => expect(session(stages[stage]())).toBeUndefined(),
  );

  test('says while it runs what the operator has told', () => {
    const charging = stages.charging();
    expect(session(charging)).toEqual({ startedAt: NINE + 4 * MINUTE, energyWh: 0 });
    const { after } = when(charging, report('charging', { powerKw: 19.5, currentA: 28 }));
    const told = { startedAt: NINE + 4 * MINUTE, energyWh: 1000, stateOfCharge: 40, powerKw: 19.5, currentA: 28 };
    expect(session(after)).toEqual(told);
    const reading = { status: 'charging', energyWh: 1100, powerKw: 19 } as const;
    expect(answered(look(after), { 'read-session': reading })).toMatchObject({
      live: ['1.1 kWh delivered', '19 kW'],
      fulfillments: [{ own: { session: { energyWh: 1100, powerKw: 19 } } }],
    });
  });

  test('says afterwards what was delivered and when it stopped', () => {
    const reading = { status: 'ended', energyWh: 1500, stateOfCharge: 42.5 } as const;
    const ended = when(stages.charging(), stop(NINE + 10 * MINUTE, { 'stop-session': reading })).after;
    const told = { startedAt: NINE + 4 * MINUTE, endedAt: NINE + 10 * MINUTE, energyWh: 1500, stateOfCharge: 42.5 };
    expect(session(ended)).toEqual(told);
    expect(session(when(stages.charging(), report('faulted')).after)).toMatchObject({
      endedAt: NINE + 10 * MINUTE,
      energyWh: 1000,
      stateOfCharge: 40,
    });
    const cancelled = when(stages.charging(), command('Cancel', { at: NINE + 10 * MINUTE }, granted)).after;
    expect(session(cancelled)).toEqual({ ...told, stateOfCharge: undefined });
  });

  test('is followed by what the charge point said last', () => {
    const at = NINE + 5 * MINUTE;
    const booked = stages.booked();
    expect(own(booked)?.connector).toBeUndefined();
    const plugged = when(booked, connector('plugged', at)).after;
    expect(own(plugged)?.connector).toEqual({ status: 'preparing', at });
    expect(own(when(plugged, connector('unplugged', at + 1)).after)?.connector).toEqual({
      status: 'available',
      at: at + 1,
    });
    expect(own(when(plugged, connector('faulted', at + 1)).after)?.connector?.status).toBe('faulted');
    expect(own(when(plugged, start(at + 1)).after)?.connector).toEqual({ status: 'charging', at: at + 1 });
    const after = NINE + 10 * MINUTE;
    expect(own(stages.ended())?.connector).toEqual({ status: 'finishing', at: after });
    const left = when(stages.charging(), report('ended', { why: 'unplugged' })).after;
    expect(own(left)?.connector).toEqual({ status: 'available', at: after });
    expect(own(when(stages.charging(), report('faulted')).after)?.connector).toEqual({ status: 'faulted', at: after });
    const cancelled = when(stages.charging(), command('Cancel', { at: after }, granted)).after;
    expect(own(cancelled)?.connector?.status).toBe('finishing');
  });

  test('leaves no word of a charge point that has said nothing', () => {
    const noShow = command('Elapse', { at: NINE + HOUR, purpose: 'arrival', due: NINE + HOUR });
    expect(own(when(stages.booked(), noShow).after)?.connector).toBeUndefined();
  });
});
