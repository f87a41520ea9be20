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
    ['03-Feb-2020', 'dd-MMM-yyyy', '2020-02-03T00:00:00.000Z'],
    ['03-FEBRUARY-2020', 'dd-MMM-yyyy', '2020-02-03T00:00:00.000Z'],
    ['3 Sep 2020', 'dd MMMM yyyy', '2020-09-03T00:00:00.000Z'],
    ['Feb03', 'MMMdd', '1970-02-03T00:00:00.000Z'],
    ['June2020', 'MMMyyyy', '2020-06-01T00:00:00.000Z'],
    ['2020-01-02 12:30', 'yyyy-MM-dd hh:mm', '2020-01-02T00:30:00.000Z'],
    ['2020-01-02 13:30', 'yyyy-MM-dd hh:mm', '2020-01-02T13:30:00.000Z'],
    ['2020-01-02 12:30 am', 'yyyy-MM-dd hh:mm a', '2020-01-02T00:30:00.000Z'],
    ['2020-01-02 12:30 PM', 'yyyy-MM-dd hh:mm a', '2020-01-02T12:30:00.000Z'],
    ['2020-01-02 13:30 PM', 'yyyy-MM-dd hh:mm a', '2020-01-03T01:30:00.000Z'],
    ['03 PM', 'HH a', '1970-01-01T03:00:00.000Z'],
  ])('%s by %s', (text, pattern, iso) => {
    expect(parseByPattern(text, pattern)?.toISOString()).toBe(iso);
  });

  test.each([
    ['2020-12-24', 'dd/MM/yyyy'],
    ['abc', 'dd/MM/yyyy'],
    ['', 'dd/MM/yyyy'],
    ['2412', 'yyyyMMdd'],
    ['03-Mai-2020', 'dd-MMM-yyyy'],
    ['03-Febr-2020', 'dd-MMM-yyyy'],
    ['03-2-2020', 'dd-MMM-yyyy'],
    ['3- May-2020', 'dd-MMM-yyyy'],
    ['2020-01-02 01:30', 'yyyy-MM-dd hh:mm a'],
    ['2020-01-02 01:30  pm', 'yyyy-MM-dd hh:mm a'],
    ['2020-12-24t11', "yyyy-MM-dd'T'HH"],
  ])('%s is none by %s', (text, pattern) => {
    expect(parseByPattern(text, pattern)).toBeNull();
  });

  test('they are written with their widths', () => {
    expect(formatByPattern(new Date('2020-02-01T03:04:05.006Z'), "d.MM.yyyy 'at' HH:mm:ss.SSS")).toBe(
      '1.02.2020 at 03:04:05.006',
    );
  });

  test.each([
    ['d-MMM-yyyy', '1-Sep-2020'],
    ['MMMM', 'September'],
    ['hh:mm a', '12:04 PM'],
  ])('names by %s', (pattern, text) => {
    expect(formatByPattern(new Date('2020-09-01T12:04:05Z'), pattern)).toBe(text);
  });

  test.each([
    ['qq', { kind: 'illegal', text: 'q' }],
    ['yy', { kind: 'unsupported', text: 'yy' }],
    ['EEE d MMM', { kind: 'unsupported', text: 'EEE' }],
    ['d-MMMM-yyyy hh a', null],
    ['dd/MM/yyyy', null],
  ])('%s', (pattern, problem) => {
    expect(patternProblem(pattern)).toEqual(problem);
  });
});
