import { describe, expect, test } from 'vitest';
import { type Moment, spanOf, type Window } from '../../lib/language/window.ts';

/** Half past nine in the morning in India, four o'clock in London, and still Saturday in San Francisco. */
const AT = Date.parse('2026-11-22T04:00:00Z');
const HOUR = 3_600_000;

const time = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

/** From and until, as instants. */
function spanned(window: Window, at = AT, zone?: string) {
  const { start, end } = spanOf(window, at, zone);
  return [time(start), time(end)];
}

const moment = (start: Moment, at = AT, zone?: string) => spanned({ start }, at, zone)[0];

describe('a moment', () => {
  test('that is an instant is that instant, in every zone', () => {
    for (const zone of [undefined, 'UTC', 'America/Los_Angeles'])
      expect(moment({ instant: '2026-11-22T10:00:00+05:30' }, AT, zone)).toBe('2026-11-22T04:30:00.000Z');
  });

  test('that is a time of day is one of today in India, where no other zone is named', () => {
    expect(moment({ localTime: '10:00' })).toBe('2026-11-22T04:30:00.000Z');
    expect(moment({ localTime: '00:00' })).toBe('2026-11-21T18:30:00.000Z');
    expect(moment({ localTime: '23:59' })).toBe('2026-11-22T18:29:00.000Z');
  });

  test.each([
    ['2026-11-21T18:29:59.999Z', '2026-11-21T04:30:00.000Z'],
    ['2026-11-21T18:30:00.000Z', '2026-11-22T04:30:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01T04:30:00.000Z'],
  ])('at %s, 10:00 of today is %s', (now, today) => {
    expect(moment({ localTime: '10:00' }, Date.parse(now))).toBe(today);
  });

  test.each([
    ['UTC', '2026-11-22T10:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-22T04:30:00.000Z'],
    ['America/Los_Angeles', '2026-11-21T18:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-11-21T23:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-21T20:00:00.000Z'],
  ])('that is 10:00 in the zone %s is of the day that it is there: %s', (zone, instant) => {
    expect(moment({ localTime: '10:00' }, AT, zone)).toBe(instant);
  });

  test.each([
    ['2026-03-08T01:30', 'before', '2026-03-08T09:30:00.000Z'],
    ['2026-03-08T03:30', 'after', '2026-03-08T10:30:00.000Z'],
    ['2026-11-01T00:30', 'before', '2026-11-01T07:30:00.000Z'],
    ['2026-11-01T02:30', 'after', '2026-11-01T10:30:00.000Z'],
  ])('at %s has the offset of its own time, %s the clocks of the zone change', (local, _, instant) => {
    const [day = '', localTime = ''] = local.split('T');
    for (const hour of ['08:00', '12:00', '23:00'])
      expect(moment({ localTime }, Date.parse(`${day}T${hour}:00Z`), 'America/Los_Angeles')).toBe(instant);
  });
});

describe('a window', () => {
  test('has the ends that were named', () => {
    const end = { instant: '2026-11-22T05:00:00Z' };
    expect(spanOf({ end }, AT)).toEqual({ start: undefined, end: Date.parse(end.instant) });
    expect(spanOf({}, AT)).toEqual({ start: undefined, end: undefined });
  });

  test('may be two times of one day', () => {
    expect(spanned({ start: { localTime: '10:00' }, end: { localTime: '10:45' } })).toEqual([
      '2026-11-22T04:30:00.000Z',
      '2026-11-22T05:15:00.000Z',
    ]);
  });

  test('of two times of day may reach into the next day', () => {
    const window = { start: { localTime: '23:30' }, end: { localTime: '00:30' } };
    expect(spanned(window)[1]).toBe('2026-11-22T19:00:00.000Z');
    const { start = 0, end = 0 } = spanOf(window, AT, 'America/Los_Angeles');
    expect([time(start), end - start]).toEqual(['2026-11-22T07:30:00.000Z', HOUR]);
  });

  test.each([
    ['is an hour longer', '2026-10-31T23:30:00-07:00', '2026-11-01T02:30:00-08:00', 'America/Los_Angeles'],
    ['is an hour shorter', '2026-03-07T23:30:00-08:00', '2026-03-08T03:30:00-07:00', 'America/Los_Angeles'],
    ['has its midnight twice', '2026-10-24T22:30:00+03:00', '2026-10-25T00:30:00+02:00', 'Asia/Beirut'],
  ])('ends at the time that was said also where the night %s', (_, from, until, zone) => {
    const at = (instant: string) => ({ localTime: instant.slice(11, 16) });
    expect(spanned({ start: at(from), end: at(until) }, Date.parse(from), zone)).toEqual([
      time(Date.parse(from)),
      time(Date.parse(until)),
    ]);
  });

  test('of one time of day is a whole day', () => {
    const { start = 0, end = 0 } = spanOf({ start: { localTime: '10:00' }, end: { localTime: '10:00' } }, AT);
    expect(end - start).toBe(24 * HOUR);
  });

  test('ends on the day on which it begins, where its end is a time of day', () => {
    const window = { start: { instant: '2026-11-23T10:00:00+05:30' }, end: { localTime: '10:45' } };
    expect(spanned(window)[1]).toBe('2026-11-23T05:15:00.000Z');
  });

  test('that ends at an instant before it begins is left as it was said', () => {
    const window = { start: { localTime: '10:00' }, end: { instant: '2026-11-22T04:00:00Z' } };
    expect(spanned(window)).toEqual(['2026-11-22T04:30:00.000Z', '2026-11-22T04:00:00.000Z']);
  });
});
