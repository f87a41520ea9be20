import { describe, expect, test } from 'vitest';
import { addDuration } from './iso-8601.ts';
import { parseInterval, parseMoment, readCycle, readInterval } from './java-time.ts';

const at = (text: string): number => Date.parse(text);

describe('durations, as Camunda 8.6 was asked', () => {
  test.each([
    ['PT1H-1M', '2026-01-31T12:59:00.000Z'],
    ['-PT1H-1M', '2026-01-31T11:01:00.000Z'],
    ['P1Y-1M', '2026-12-31T12:00:00.000Z'],
    ['P1DT-1H', '2026-02-01T11:00:00.000Z'],
    ['P1W-1D', '2026-02-06T12:00:00.000Z'],
    ['PT+1h', '2026-01-31T13:00:00.000Z'],
    ['p1wT1H', '2026-02-07T13:00:00.000Z'],
    ['pT1S', '2026-01-31T12:00:01.000Z'],
    ['PT1.S', '2026-01-31T12:00:01.000Z'],
    ['PT-1.5S', '2026-01-31T11:59:58.500Z'],
    ['PT0,5S', '2026-01-31T12:00:00.500Z'],
  ])('%s after noon of the last of January', (text, expected) => {
    const read = parseInterval(text);
    expect(read && new Date(addDuration(at('2026-01-31T12:00:00Z'), read)).toISOString()).toBe(expected);
  });
  test.each([
    ['pt1s', 'Text cannot be parsed to a Period'],
    ['P1Yt1H', 'Text cannot be parsed to a Period'],
    ['P2147483648D', 'Text cannot be parsed to a Period'],
    ['P', 'Text cannot be parsed to a Period'],
    ['T1H', 'Text cannot be parsed to a Period'],
    ['P1DT', 'Text cannot be parsed to a Duration'],
    ['PT', 'Text cannot be parsed to a Duration'],
    ['PTx', 'Text cannot be parsed to a Duration'],
    ['PT2562047788015216H', 'Text cannot be parsed to a Duration: hours'],
  ])('%s is none', (text, wrong) => {
    expect(readInterval(text)).toBe(wrong);
  });
});

describe('moments', () => {
  test.each([
    ['2099-01-01T00:00Z', '2099-01-01T00:00:00Z'],
    ['2099-01-01t00:00:00z', '2099-01-01T00:00:00Z'],
    ['2099-01-01T00:00:00.Z', '2099-01-01T00:00:00Z'],
    ['2099-01-01T00:00:00+18:00', '2098-12-31T06:00:00Z'],
    ['2099-01-01T00:00:00+01:00:30', '2098-12-31T23:00:00Z'],
    ['2099-01-01T00:00:00+01:00[Europe/Berlin]', '2098-12-31T23:00:00Z'],
    ['2099-01-01T00:00:00Z[US/Eastern]', '2099-01-01T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(parseMoment(text)).toBe(at(expected));
  });
  test.each([
    '2099-01-01T00Z',
    '2099-01-01T24:00:00Z',
    '2099-01-01T00:00:00,5Z',
    '2099-01-01T00:00:00',
    '2099-01-01T00:00:00+18:01',
    '2099-01-01T00:00:00+01:00[Nowhere/X]',
    '2099-01-01T00:00:00Z[utc]',
    '2099-01-01T00:00:00Z[EST]',
    '2099-02-30T00:00:00Z',
    '12099-01-01T00:00:00Z',
  ])('%s is none', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});

describe('repetitions', () => {
  test.each([
    ['R3/PT1H', 3, null],
    ['R/PT1H', null, null],
    ['R-1/PT1H', null, null],
    ['R-2/PT1H', -2, null],
    ['R+3/PT1H', 3, null],
    ['R3//PT1H', 3, null],
    ['R2/2026-01-01T00:00:00Z/PT1H', 2, at('2026-01-01T00:00:00Z')],
  ])('%s', (text, times, start) => {
    expect(readCycle(text)).toMatchObject({ times, start });
  });
  test.each([
    ['R3', 'No interval given'],
    ['Rx/x', 'Cannot parse repetitions count'],
    ['R2147483648/PT1H', 'Cannot parse repetitions count'],
    ['R-/PT1H', 'Cannot parse repetitions count'],
    ['R3/PT1H/', "Text 'PT1H' could not be parsed at index 0"],
    ['R3/2099-01-01/PT1H', "Text '2099-01-01' could not be parsed at index 10"],
    ['R3/2099-1-1T00:00:00Z/PT1H', "Text '2099-1-1T00:00:00Z' could not be parsed at index 5"],
    ['R3/2099-01-01T00:00:00/PT1H', "Text '2099-01-01T00:00:00' could not be parsed at index 19"],
    [
      'R3/2099-01-01T00:00:00Zx/PT1H',
      "Text '2099-01-01T00:00:00Zx' could not be parsed, unparsed text found at index 20",
    ],
    ['R3/a/b/c', "Text 'a/b' could not be parsed at index 0"],
    ['R3/', 'Text cannot be parsed to a Period'],
  ])('%s is none', (text, wrong) => {
    expect(readCycle(text)).toBe(wrong);
  });
});
