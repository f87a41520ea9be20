import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { completeTask, createTask, deployPayment, incidentFor, startFailingBatch } from './worker-api.ts';

const NARROW = { width: 1024, height: 768 };
const WIDE = { width: 1440, height: 900 };
/** A bar of one line of small buttons, with its padding. */
const ONE_LINE_PX = 56;
const LISTS = [
  '/incidents',
  '/incidents/list',
  '/instances?view=all',
  '/jobs',
  '/workers',
  '/workers?tab=workers',
  '/tasks?filter=all',
  '/batches',
  '/batches?tab=ended',
  '/definitions',
];

test('no list scrolls sideways in a narrow window, and its head stands over its rows', async ({ page }) => {
  await startFailingBatch();
  await incidentFor('NARROW-1');
  await page.setViewportSize(NARROW);
  await new SignInPage(page).enterAs('l2');
  for (const path of LISTS) {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
    const grid = page.getByRole('grid').first();
    const empty = page.getByText(/^(No|Nothing|There)\b/).first();
    await expect(grid.or(empty).first(), path).toBeVisible();
    if (!(await grid.isVisible())) continue;
    const seen = await grid.evaluate((box) => ({
      beyond: box.scrollWidth - box.clientWidth,
      tracks: [...box.querySelectorAll('[role="row"]')].map((row) => getComputedStyle(row).gridTemplateColumns),
    }));
    expect(seen.beyond, path).toBeLessThanOrEqual(0);
    expect(new Set(seen.tracks).size, path).toBe(1);
  }
});

test('the bar of chosen rows stays one line, and says what others did to them meanwhile', async ({ page }) => {
  const run = Date.now().toString(36);
  const [first] = await Promise.all([1, 2, 3].map((n) => createTask(`Narrow ${run} ${n}`, 'supervisors')));
  await page.setViewportSize(NARROW);
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/tasks?filter=all&name=${run}`);
  for (const n of [1, 2])
    await page
      .getByRole('row', { name: new RegExp(`Narrow ${run} ${n}`) })
      .getByRole('checkbox')
      .check();
  const bar = page.getByRole('region', { name: 'Chosen tasks' });
  await expect(bar).toContainText('2 chosen');
  expect((await bar.boundingBox())?.height).toBeLessThan(ONE_LINE_PX);
  await completeTask(first ?? '');
  await expect(bar).toContainText('1 of the 2 chosen are no longer in this list');
  await bar.getByRole('button', { name: 'Leave them out' }).click();
  await expect(bar).toContainText('1 chosen');
  await expect(bar).not.toContainText('no longer');

  await page.goto('/instances?view=all');
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  const instances = page.getByRole('region', { name: 'Chosen instances' });
  expect((await instances.boundingBox())?.height).toBeLessThan(ONE_LINE_PX);
  await instances.getByRole('button', { name: 'More…' }).click();
  for (const name of ['Suspend…', 'Cancel…']) await expect(page.getByRole('menuitem', { name })).toBeVisible();
});

test('what is open and written stays when the window becomes narrow and wide again', async ({ page }) => {
  await deployPayment();
  const key = await incidentFor('NARROW-2');
  await page.setViewportSize(WIDE);
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.getByRole('button', { name: 'Evaluate…' }).click();
  await instance.dialog.getByLabel('Expression').fill('half written');
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    await expect(instance.dialog.getByLabel('Expression')).toHaveValue('half written');
  }
});

test('a filter of the address that is unknown or cannot be read is said', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  for (const list of ['/jobs', '/instances']) {
    await page.goto(`${list}?colour=red`);
    await expect(page.getByText('1 filter of this link is unknown here: colour.')).toBeVisible();
  }
  // It chooses nothing: the list shows what it shows without it.
  await expect(page.getByRole('button', { name: /^State/ }).first()).toContainText('running');
  await page.goto('/instances/start?like=abc');
  await expect(page.getByText('like=abc in this address')).toBeVisible();
  await page.getByRole('button', { name: 'Take out like' }).click();
  await expect(page).not.toHaveURL(/like=/);
  await page.goto(
    `/batches/new?action=modify&selection=${encodeURIComponent(JSON.stringify({ filter: { state: 'red' } }))}`,
  );
  await expect(page.getByText(/red is no state/)).toBeVisible();
});
