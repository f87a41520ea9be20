import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
/** Charts, diagram and fonts have come to rest. */
const SETTLE_MS = 350;
const THEMES = ['light', 'dark'] as const;
/** What can be wrong in one theme alone. */
const COLOURS = ['color-contrast'] as const;

/** Nothing serious or critical for axe, in the theme that the page has. */
export async function expectNothingSerious(page: Page, name: string, rules?: readonly string[]): Promise<void> {
  // The drawing has a twin that is read instead, the list.
  const axe = new AxeBuilder({ page }).exclude('.wh-canvas');
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 140)).slice(0, 2).join(' | ')}`);
  expect.soft(serious, name).toEqual([]);
}

/** Pictures of a page in both widths, and nothing serious for axe. */
export async function look(page: Page, name: string, theme: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${WIDE.width}.png` });
  await expectNothingSerious(page, `${name} in ${theme}`);
  await page.setViewportSize(NARROW);
  await page.waitForTimeout(SETTLE_MS / 2);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${NARROW.width}.png` });
  await page.setViewportSize(WIDE);
}

/** The same in both themes on one page load. In the other theme only colours are others: it is pictured in one width. */
export async function lookInBothThemes(page: Page, name: string): Promise<void> {
  await show(page, 'light');
  await look(page, name, 'light');
  await show(page, 'dark');
  await page.waitForTimeout(SETTLE_MS / 2);
  await page.screenshot({ path: `e2e/results/${name}-dark-${WIDE.width}.png` });
  await expectNothingSerious(page, `${name} in dark`, COLOURS);
  await show(page, 'light');
}

/** A dialog as it is now: nothing serious in it in both themes, and its pictures. */
export async function expectDialogIsGood(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await show(page, theme);
    const axe = new AxeBuilder({ page }).include('[role="dialog"]');
    const { violations } = await (theme === 'light' ? axe : axe.withRules([...COLOURS])).analyze();
    const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 140) ?? ''}`);
    expect.soft(serious, `${name} in ${theme}`).toEqual([]);
    await page.screenshot({ path: `e2e/results/dialog-${name}-${theme}-${WIDE.width}.png` });
  }
  await show(page, 'light');
}

/** At once: a colour on its way to another is neither, and axe would judge it. */
function show(page: Page, theme: string): Promise<void> {
  return page.evaluate((chosen) => {
    const still = document.createElement('style');
    still.textContent = '*, ::before, ::after { transition: none !important; }';
    document.head.append(still);
    document.documentElement.dataset.theme = chosen;
    getComputedStyle(document.body).color;
    requestAnimationFrame(() => requestAnimationFrame(() => still.remove()));
  }, theme);
}
