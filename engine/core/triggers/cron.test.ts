import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CronProblem, nextTime, parseCron } from './cron.ts';

/** A Saturday. */
const FROM = Date.UTC(2026, 0, 31, 12);
const next = (text: string, from = FROM): string | null => {
  const at = nextTime(parseCron(text), from);
  return at === null ? null : new Date(at).toISOString().replace('.000Z', '');
};

describe('the next time', () => {
  test.each([
    ['0 0 3 1 1 ?', '2027-01-01T03:00:00'],
    ['* * * * * *', '2026-01-31T12:00:01'],
    ['0/10 * * * * ?', '2026-01-31T12:00:10'],
    ['0 0 9-17 * * MON-FRI', '2026-02-02T09:00:00'],
    ['0 0 9-17/4 * * *', '2026-01-31T13:00:00'],
    ['30 15,45 * * * *', '2026-01-31T12:15:30'],
    ['0 0 0 L * *', '2026-02-28T00:00:00'],
    ['0 0 0 L-2 * *', '2026-02-26T00:00:00'],
    ['0 0 0 LW * *', '2026-02-27T00:00:00'],
    ['0 0 0 1W * *', '2026-02-02T00:00:00'],
    ['0 0 0 15W 8 *', '2026-08-14T00:00:00'],
    ['0 0 0 ? * FRI#2', '2026-02-13T00:00:00'],
    ['0 0 0 ? * 5L', '2026-02-27T00:00:00'],
    ['0 0 0 * * 7', '2026-02-01T00:00:00'],
    ['0 0 0 13 * FRI', '2026-02-13T00:00:00'],
    ['0 0 0 29 2 FRI', '2036-02-29T00:00:00'],
    ['@daily', '2026-02-01T00:00:00'],
    ['@hourly', '2026-01-31T13:00:00'],
    ['@weekly', '2026-02-01T00:00:00'],
    ['@monthly', '2026-02-01T00:00:00'],
    ['@yearly', '2027-01-01T00:00:00'],
    ['0 0 0 31 2 ?', null],
    // Ranges that end before they begin go around the end of a week.
    ['0 0 0 ? * MON-SUN', '2026-02-01T00:00:00'],
    ['0 0 0 ? * SAT-MON', '2026-02-01T00:00:00'],
    ['0 0 0 ? * 5-1', '2026-02-01T00:00:00'],
    ['0 0 0 ? * TUE-SAT', '2026-02-03T00:00:00'],
    ['0 0 0 ? * TUE-SUN', '2026-02-01T00:00:00'],
    // Of dates and months the beginning alone counts, and in a list none of it.
    ['0 0 0 28-3 * ?', '2026-02-28T00:00:00'],
    ['0 0 0 1 11-3 ?', '2026-11-01T00:00:00'],
    ['0 0 0 28-3,15 * ?', '2026-02-15T00:00:00'],
    ['0 0 0 ? 9-2,5 *', '2026-05-01T00:00:00'],
    ['0 0 0 ? * L', '2026-02-01T00:00:00'],
    ['0 0 0 l * ?', '2026-02-28T00:00:00'],
    ['0 0 13 L,15 * ?', '2026-02-15T13:00:00'],
    ['0 0 13 LW,15 * ?', '2026-02-15T13:00:00'],
  ])('%s: %s', (text, expected) => {
    expect(next(text)).toBe(expected);
  });

  test('a time is later than the moment, also when it is the moment', () => {
    expect(next('0 0 12 * * *')).toBe('2026-02-01T12:00:00');
    expect(next('0 0 12 * * *', FROM - 1)).toBe('2026-01-31T12:00:00');
  });
});

describe('what is wrong is said', () => {
  test.each([
    ['', 'Empty expression!'],
    ['soon', 'Cron expression contains 1 parts but we expect one of [6]'],
    ['0 0 3 1 1 ? 2099', 'Cron expression contains 7 parts but we expect one of [6]'],
    ['0 61 * * * *', 'Failed to parse cron expression. Value 61 not in range [0, 59]'],
    ['0 50-10 * * * *', 'Failed to parse cron expression. Invalid range! [50,10]'],
    ['0 0/0 * * * *', 'Failed to parse cron expression. Period 0 not in range [0, 59]'],
    ['0 0 0/24 * * *', 'Failed to parse cron expression. Period 24 not in range [0, 23]'],
    ['0 0 0 L-0 * *', 'Failed to parse cron expression. Value 0 not in range [1, 31]'],
    ['@DAILY', 'Cron expression contains 1 parts but we expect one of [6]'],
    ['0 0 24 * * *', 'Failed to parse cron expression. Value 24 not in range [0, 23]'],
    ['0 0 0 32 * *', 'Failed to parse cron expression. Value 32 not in range [1, 31]'],
    ['0 0 0 1 13 *', 'Failed to parse cron expression. Value 13 not in range [1, 12]'],
    [
      '0 0 0 1 FOO *',
      'Failed to parse cron expression. Invalid chars in expression! Expression: FOO Invalid chars: FOO',
    ],
    ['0 0 0 * * 8', 'Failed to parse cron expression. Value 8 not in range [0, 7]'],
  ])('%j', (text, message) => {
    expect(() => parseCron(text)).toThrow(CronProblem);
    expect(() => parseCron(text)).toThrow(message);
  });
});

/** When the answers of `cron-answers.txt` were asked for. */
const ASKED = Date.UTC(2026, 10, 30, 7, 25);
const ANSWERS = readFileSync(new URL('cron-answers.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('every cron is answered as by Camunda 7.24', () => {
  const answer = (text: string): string => {
    try {
      const at = next(text, ASKED);
      return at === null ? '= never' : `= ${at}Z`;
    } catch (problem) {
      if (problem instanceof CronProblem) return `fails ${problem.message}`;
      throw problem;
    }
  };
  const texts = ANSWERS.filter((_, line) => line % 2 === 0);
  expect(texts.length).toBeGreaterThan(150);
  expect(texts.flatMap((text) => [text, `  ${answer(text)}`])).toEqual(ANSWERS);
});
