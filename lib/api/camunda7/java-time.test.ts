import { describe, expect, test } from 'vitest';
import { javaTimeContent } from './java-time.ts';

describe('objects of java.time in answers', () => {
  // Of each value of FEEL, what Camunda 7.24 answered for a decision without a type.
  test.each([
    ['java.time.LocalTime', '10:00', '10:00:00'],
    ['java.time.LocalTime', '10:00:01.500', '10:00:01.500'],
    ['java.time.LocalDateTime', '2020-01-01T10:00', '2020-01-01T10:00:00'],
    ['java.time.ZonedDateTime', '2020-01-01T10:00+02:00', '2020-01-01T10:00:00+02:00'],
    ['java.time.ZonedDateTime', '2020-01-01T10:00Z', '2020-01-01T10:00:00Z'],
    ['java.time.ZonedDateTime', '2020-01-01T10:00+01:00[Europe/Berlin]', '2020-01-01T10:00:00+01:00'],
    ['java.time.Duration', 'PT36H5M', 129_900],
    ['java.time.Duration', 'PT0S', 0],
    ['java.time.Duration', 'PT-1H-0.5S', -3600.5],
  ])('%s %s', (className, text, content) => {
    expect(javaTimeContent(className, text)).toBe(content);
  });

  test('dates, periods and times with an offset stay as they are', () => {
    for (const className of ['java.time.LocalDate', 'java.time.Period', 'java.time.OffsetTime', 'org.example.Order'])
      expect(javaTimeContent(className, '10:00Z')).toBeUndefined();
  });
});
