import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
/** Charts, diagram and fonts have come to rest. */
const SETTLE_MS = 350;

/** Pictures of a page in both widths, and nothing serious for axe. */
export async function look(page: Page, name: string, theme: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${WIDE.width}.png` });
  // The drawing has a twin that is read instead, the list.
  const { violations } = await new AxeBuilder({ page }).exclude('.wh-canvas').analyze();
  const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 140)).slice(0, 2).join(' | ')}`);
  expect.soft(serious, `${name} in ${theme}`).toEqual([]);
  await page.setViewportSize(NARROW);
  await page.waitForTimeout(SETTLE_MS / 2);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${NARROW.width}.png` });
  await page.setViewportSize(WIDE);
}
