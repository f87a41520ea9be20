import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import axe from 'axe-core';
import type { RunOptions } from 'axe-core';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
/**
 * Charts, diagram and fonts have come to rest when nothing has changed on the page for so long; a clock that ticks is
 * not waited for.
 */
const QUIET_MS = 120;
const SETTLE_MS = 2_000;
const THEMES = ['light', 'dark'] as const;
/** Pictures for whoever wants to look at them, in `e2e/results`. */
const IS_PICTURED = process.env.WHEELHOUSE_E2E_PICTURES === 'on';
/** What can be wrong in one theme alone. */
const COLOURS = ['color-contrast'] as const;

/** In a menu the arrow keys walk the entries, and each comes into view: nothing else in it needs to take the focus. */
const NOT_OF_MENUS = ['scrollable-region-focusable'] as const;

interface Scope {
  readonly rules?: readonly string[];
  readonly within?: string;
}

/** Nothing serious or critical for axe, in the theme that the page has. */
export async function expectNothingSerious(page: Page, name: string, { rules, within }: Scope = {}): Promise<void> {
  // Once for each page that is loaded: to read it in takes longer than to let it look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const off = within === '[role="menu"]' ? NOT_OF_MENUS : [];
  const options: RunOptions = {
    // What is right is counted, not described.
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: { type: 'rule', values: [...rules] } }),
    rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
  };
  const violations = await page.evaluate(
    async ({ include, options }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      // The drawing has a twin that is read instead, the list.
      const results = await axe.run(
        { ...(include !== null && { include: [include] }), exclude: ['.wh-canvas'] },
        options,
      );
      return results.violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.map((node) => node.html) }));
    },
    { include: within ?? null, options },
  );
  const serious = violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map(
      (each) =>
        `${each.id}: ${each.html
          .map((html) => html.slice(0, 140))
          .slice(0, 2)
          .join(' | ')}`,
    );
  expect.soft(serious, name).toEqual([]);
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(
    ({ quiet, longest }) =>
      new Promise<void>((done) => {
        const end = () => {
          seen.disconnect();
          clearTimeout(limit);
          done();
        };
        let rest = setTimeout(end, quiet);
        const limit = setTimeout(end, longest);
        const seen = new MutationObserver(() => {
          clearTimeout(rest);
          rest = setTimeout(end, quiet);
        });
        seen.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      })
        .then(() => document.fonts.ready)
        .then(() => undefined),
    { quiet: QUIET_MS, longest: SETTLE_MS },
  );
}

/**
 * Nothing serious for axe in both themes, on one page load; in the other theme only colours are others. Pictures: light
 * in both widths, dark in one.
 */
export async function lookInBothThemes(page: Page, name: string): Promise<void> {
  await show(page, 'light');
  await settle(page);
  await expectNothingSerious(page, `${name} in light`);
  await picture(page, `${name}-light`);
  if (IS_PICTURED) await pictureNarrow(page, `${name}-light`);
  await show(page, 'dark');
  await picture(page, `${name}-dark`);
  await expectNothingSerious(page, `${name} in dark`, { rules: COLOURS });
  await show(page, 'light');
}

async function picture(page: Page, name: string): Promise<void> {
  if (IS_PICTURED) await page.screenshot({ path: `e2e/results/${name}-${page.viewportSize()?.width}.png` });
}
async function pictureNarrow(page: Page, name: string): Promise<void> {
  await page.setViewportSize(NARROW);
  await settle(page);
  await picture(page, name);
  await page.setViewportSize(WIDE);
}

/** What floats over the page as it is now: nothing serious in it in both themes, and its pictures. */
export async function expectDialogIsGood(page: Page, name: string, shown = '[role="dialog"]'): Promise<void> {
  for (const theme of THEMES) {
    await show(page, theme);
    await expectNothingSerious(page, `${name} in ${theme}`, {
      within: shown,
      ...(theme === 'dark' && { rules: COLOURS }),
    });
    await picture(page, `dialog-${name}-${theme}`);
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
