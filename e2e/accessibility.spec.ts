import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { OPERATIONS } from '../lib/operations/registry.ts';
import type { OperationName } from '../lib/operations/contract.ts';
import { CONSOLE_URL } from './browser-args.ts';
import { BATCH_OPENINGS, EVERY_FLOAT, openingOf } from './every-dialog.ts';
import type { Opening } from './every-dialog.ts';
import { EVERY_PAGE } from './every-page.ts';
import { expectDialogIsGood, lookInBothThemes } from './look.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { laySights } from './sights.ts';
import type { Sights } from './sights.ts';

/** Many pages, one sign-in. */
const TIMEOUT_MS = 600_000;
/** For one thing to come or go. */
const STEP_MS = 20_000;
/** Characters of a failure that are shown. */
const MOST_SAID = 400;
const DIALOG = '[role="dialog"]';
// The pages in one worker, the dialogs in another.
test.describe.configure({ mode: 'parallel', timeout: TIMEOUT_MS });

let page: Page;
let admin: Page;
let auditor: Page;
let sights: Sights;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(TIMEOUT_MS);
  page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  await new SignInPage(page).open();
  await lookInBothThemes(page, 'sign-in');
  await new SignInPage(page).enterAs('l2');
  sights = await laySights(page, 'SIGHT');
  admin = await browser.newPage();
  admin.setDefaultTimeout(STEP_MS);
  await new SignInPage(admin).enterAs('admin');
  auditor = await browser.newPage();
  auditor.setDefaultTimeout(STEP_MS);
  await new SignInPage(auditor).enterAs('auditor');
});
test.afterAll(async () => {
  await page.close();
  await admin.close();
  await auditor.close();
});

test('every page: nothing serious for axe in both themes', async () => {
  const places = Object.values(EVERY_PAGE).flatMap((views) => Object.entries(views));
  for (const [name, place] of places) {
    if (name === 'sign-in') continue;
    await page.goto(typeof place === 'string' ? place : place(sights));
    await arrive(page, name);
    await lookInBothThemes(page, name);
  }
  // Whoever has chosen the dark theme gets it from the first paint on.
  await page.context().addCookies([{ name: 'wh-theme', value: 'dark', url: CONSOLE_URL }]);
  await page.goto('/batches');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.context().clearCookies({ name: 'wh-theme' });
});

test('every menu and whatever else floats: nothing serious for axe in both themes', async () => {
  await lookAtAll(Object.assign({}, ...Object.values(EVERY_FLOAT)) as Record<string, Opening>);
});

test('the dialog of every operation, on one instance and on many: nothing serious for axe in both themes', async () => {
  const names = Object.keys(OPERATIONS) as OperationName[];
  await lookAtAll({
    ...Object.fromEntries(
      names.flatMap((name) => {
        const opening = openingOf(name);
        return opening === null ? [] : [[name, opening]];
      }),
    ),
    ...BATCH_OPENINGS,
  });
});

/** One after the other, those of one page together. */
async function lookAtAll(openings: Readonly<Record<string, Opening>>): Promise<void> {
  const all = Object.entries(openings);
  const failures = [
    ...(await lookAs(
      page,
      all.filter(([, { as }]) => as === undefined),
    )),
    ...(await lookAs(
      admin,
      all.filter(([, { as }]) => as === 'admin'),
    )),
    ...(await lookAs(
      auditor,
      all.filter(([, { as }]) => as === 'auditor'),
    )),
  ];
  expect(failures).toEqual([]);
}

/** What was not as it should be. */
async function lookAs(
  page: Page,
  openings: readonly (readonly [name: string, opening: Opening])[],
): Promise<readonly string[]> {
  const all = openings
    .map(([name, opening]) => ({ name, place: opening.at(sights), ...opening }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  let at: string | null = null;
  const failures: string[] = [];
  for (const { name, place, open, shows = DIALOG, leaves = false } of all) {
    try {
      if (at !== place) {
        await page.goto(place);
        await arrive(page, name);
      }
      await open(page);
      const floating = page.locator(shows).last();
      await expect(floating).toBeVisible();
      await expect(floating.getByText('Checking what would happen')).toHaveCount(0);
      await expectDialogIsGood(page, name, shows);
      await page.keyboard.press('Escape');
      await expect(floating, 'is closed by Escape').toBeHidden();
      at = leaves ? null : place;
    } catch (error) {
      // All that fail are told at once: each run takes minutes.
      failures.push(
        `${name} at ${place}: ${error instanceof Error ? error.message.slice(0, MOST_SAID) : String(error)}`,
      );
      at = null;
    }
  }
  return failures;
}

/** The page is there with all that it reads. */
async function arrive(page: Page, name: string): Promise<void> {
  await expect(page.locator('h1').first(), name).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  for (const canvas of await page.locator('[data-ready]').all())
    await expect(canvas).toHaveAttribute('data-ready', /true|none/);
}
