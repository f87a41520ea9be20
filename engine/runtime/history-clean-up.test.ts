import { expect, it } from 'vitest';
import { windowAround } from './history-clean-up.ts';

const at = (text: string): number => Date.parse(`${text}:00.000Z`);
const window = (startMinute: number, endMinute: number, now: string): readonly string[] => {
  const { from, until } = windowAround({ startMinute, endMinute }, at(now));
  return [from, until].map((instant) => new Date(instant).toISOString().slice(0, 16));
};

it('the hours of the clean-up: those that run, or else the next ones', () => {
  expect(window(60, 300, '2031-05-05T00:30')).toEqual(['2031-05-05T01:00', '2031-05-05T05:00']);
  expect(window(60, 300, '2031-05-05T02:00')).toEqual(['2031-05-05T01:00', '2031-05-05T05:00']);
  expect(window(60, 300, '2031-05-05T05:00')).toEqual(['2031-05-06T01:00', '2031-05-06T05:00']);
});

it('hours over midnight belong to the day on which they begin', () => {
  expect(window(22 * 60, 330, '2031-05-05T02:00')).toEqual(['2031-05-04T22:00', '2031-05-05T05:30']);
  expect(window(22 * 60, 330, '2031-05-05T12:00')).toEqual(['2031-05-05T22:00', '2031-05-06T05:30']);
});

it('the same time twice is the whole day', () => {
  expect(window(0, 0, '2031-05-05T12:00')).toEqual(['2031-05-05T00:00', '2031-05-06T00:00']);
});
