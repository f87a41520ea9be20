import { describe, expect, it } from 'vitest';
import { readJodaDateTime } from './joda-date-time.ts';

describe('dates as Camunda 7.24 reads them', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z'],
    ['2026-1-1', '2026-01-01T00:00:00.000Z'],
    ['2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['+2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['2026-335', '2026-12-01T00:00:00.000Z'],
    ['2026-W50', '2026-12-07T00:00:00.000Z'],
    ['2026-W50-3', '2026-12-09T00:00:00.000Z'],
    ['2026-12-01T', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T10', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01T10.5', '2026-12-01T10:30:00.000Z'],
    ['2026-12-01T10:00:00,123', '2026-12-01T10:00:00.123Z'],
    ['2026-12-01T10:00:00.123456789Z', '2026-12-01T10:00:00.123Z'],
    ['2026-12-01T10:00:00+02:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T10:00:00+0200', '2026-12-01T08:00:00.000Z'],
    ['T10:00', '1970-01-01T10:00:00.000Z'],
    ['12026-01-01', '+012026-01-01T00:00:00.000Z'],
  ])('%s', (text, wanted) => {
    const at = readJodaDateTime(text);
    expect(typeof at === 'number' ? new Date(at).toISOString() : at.failure).toBe(wanted);
  });

  it.each([
    ['soon', 'Invalid format: "soon"'],
    ['text', 'Invalid format: "text" is malformed at "ext"'],
    ['10:00', 'Invalid format: "10:00" is malformed at ":00"'],
    ['2026-12-01 10:00:00', 'Invalid format: "2026-12-01 10:00:00" is malformed at " 10:00:00"'],
    ['2026-12-01 ', 'Invalid format: "2026-12-01 " is malformed at " "'],
    ['2026-13-01', 'Cannot parse "2026-13-01": Value 13 for monthOfYear must be in the range [1,12]'],
    ['2026-02-30', 'Cannot parse "2026-02-30": Value 30 for dayOfMonth must be in the range [1,28]'],
    ['2026-12-01T24:00:00', 'Cannot parse "2026-12-01T24:00:00": Value 24 for hourOfDay must be in the range [0,23]'],
    [
      '2026-12-01T10:00:60',
      'Cannot parse "2026-12-01T10:00:60": Value 60 for secondOfMinute must be in the range [0,59]',
    ],
  ])('%s fails', (text, failure) => {
    expect(readJodaDateTime(text)).toEqual({ failure });
  });
});
