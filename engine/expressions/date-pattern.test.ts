import { describe, expect, test } from 'vitest';
import { formatByPattern, parseByPattern, patternProblem } from './date-pattern.ts';

describe('dates by a pattern of Java', () => {
  test.each([
    ['24/12/2020', 'dd/MM/yyyy', '2020-12-24T00:00:00.000Z'],
    ['1/2/2020', 'dd/MM/yyyy', '2020-02-01T00:00:00.000Z'],
    ['32/01/2020', 'dd/MM/yyyy', '2020-02-01T00:00:00.000Z'],
    ['24/13/2020', 'dd/MM/yyyy', '2021-01-24T00:00:00.000Z'],
    ['24/12/2020xyz', 'dd/MM/yyyy', '2020-12-24T00:00:00.000Z'],
    [' 24/12/2020', 'dd/MM/yyyy', '2020-12-24T00:00:00.000Z'],
    ['24/12/20', 'dd/MM/yyyy', '0020-12-24T00:00:00.000Z'],
    ['20201224', 'yyyyMMdd', '2020-12-24T00:00:00.000Z'],
    ['2020-12-24T11:05', "yyyy-MM-dd'T'HH:mm", '2020-12-24T11:05:00.000Z'],
  ])('%s by %s', (text, pattern, iso) => {
    expect(parseByPattern(text, pattern)?.toISOString()).toBe(iso);
  });

  test.each([
    ['2020-12-24', 'dd/MM/yyyy'],
    ['abc', 'dd/MM/yyyy'],
    ['', 'dd/MM/yyyy'],
    ['2412', 'yyyyMMdd'],
  ])('%s is none by %s', (text, pattern) => {
    expect(parseByPattern(text, pattern)).toBeNull();
  });

  test('they are written with their widths', () => {
    expect(formatByPattern(new Date('2020-02-01T03:04:05.006Z'), "d.MM.yyyy 'at' HH:mm:ss.SSS")).toBe(
      '1.02.2020 at 03:04:05.006',
    );
  });

  test.each([
    ['qq', { kind: 'illegal', text: 'q' }],
    ['yy', { kind: 'unsupported', text: 'yy' }],
    ['d MMM', { kind: 'unsupported', text: 'MMM' }],
    ['dd/MM/yyyy', null],
  ])('%s', (pattern, problem) => {
    expect(patternProblem(pattern)).toEqual(problem);
  });
});
