import { describe, expect, test } from 'vitest';
import { addDuration, parseDateTime, parseDuration, parseRepetition } from './iso-8601.ts';

const at = (text: string): number => Date.parse(text);
const plus = (from: string, duration: string): string | null => {
  const parsed = parseDuration(duration);
  return parsed && new Date(addDuration(at(from), parsed)).toISOString();
};

describe('durations', () => {
  test.each([
    ['PT30S', '2026-01-31T12:00:30.000Z'],
    ['PT0.5S', '2026-01-31T12:00:00.500Z'],
    ['P1D', '2026-02-01T12:00:00.000Z'],
    ['P1W', '2026-02-07T12:00:00.000Z'],
    ['P1M', '2026-02-28T12:00:00.000Z'],
    ['P1Y2M', '2027-03-31T12:00:00.000Z'],
    ['PT1H30M', '2026-01-31T13:30:00.000Z'],
    ['-PT5M', '2026-01-31T11:55:00.000Z'],
    ['PT-5M', '2026-01-31T11:55:00.000Z'],
  ])('%s after noon of the last of January', (duration, expected) => {
    expect(plus('2026-01-31T12:00:00Z', duration)).toBe(expected);
  });
  test.each(['', 'P', 'PT', '5M', 'soon', 'P1H', 'PT1D', 'PT1.5H'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('moments', () => {
  test.each([
    ['2026-02-01', '2026-02-01T00:00:00.000Z'],
    ['2026-02-01T12:30', '2026-02-01T12:30:00.000Z'],
    ['2026-02-01T12:30:15.250Z', '2026-02-01T12:30:15.250Z'],
    ['2026-02-01T12:30:00+02:00', '2026-02-01T10:30:00.000Z'],
    ['2026-02-01T12:30:00.000+0200', '2026-02-01T10:30:00.000Z'],
    ['2026-02-01T12:30:00+01:00[Europe/Berlin]', '2026-02-01T11:30:00.000Z'],
  ])('%s', (text, expected) => {
    expect(parseDateTime(text)).toBe(at(expected));
  });
  test.each(['tomorrow', '2026-02-30', '2026-13-01', '2026-02-01T25:00', '2026-02-01T12:61'])('%s is none', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });
});

describe('repetitions', () => {
  test('with a number, without, and with a start', () => {
    expect(parseRepetition('R3/PT1H')).toMatchObject({ times: 3, start: null });
    expect(parseRepetition('R/PT1H')).toMatchObject({ times: null, start: null });
    expect(parseRepetition('R2/2026-01-01T00:00:00Z/PT1H')).toMatchObject({
      times: 2,
      start: at('2026-01-01T00:00:00Z'),
    });
  });
  test.each(['PT1H', 'R3', 'R3/soon', 'Rx/PT1H', 'R-2/PT1H'])('%s is none', (text) => {
    expect(parseRepetition(text)).toBeNull();
  });
});
