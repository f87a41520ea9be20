import { expect, test } from 'vitest';
import { fittingTabs, MORE_PX } from './fitting-tabs.ts';

const WIDTHS = [100, 80, 60, 60];

test('all stand in the row where there is room for them', () => {
  expect(fittingTabs(WIDTHS, 300, 0)).toEqual([0, 1, 2, 3]);
});

test('what does not fit goes into the menu, which needs room itself', () => {
  expect(fittingTabs(WIDTHS, 299, 0)).toEqual([0, 1]);
  expect(fittingTabs(WIDTHS, 180 + MORE_PX, 0)).toEqual([0, 1]);
  expect(fittingTabs(WIDTHS, 179 + MORE_PX, 0)).toEqual([0]);
});

test('the chosen one stands in the row however little room there is, in the place of others', () => {
  expect(fittingTabs(WIDTHS, 240, 3)).toEqual([0, 3]);
  expect(fittingTabs(WIDTHS, 20, 2)).toEqual([2]);
  expect(fittingTabs([], 20, 0)).toEqual([]);
});
