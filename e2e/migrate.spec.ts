import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployTwoVersions, startVersioned } from './worker-api.ts';

const side = (page: Page, label: string) => page.locator(`[data-side="${label}"]`);
const shape = (page: Page, label: string, id: string) =>
  side(page, label).locator(`.djs-shape[data-element-id="${id}"]`).first();
const ready = (page: Page) => expect(page.locator('[data-ready="true"]')).toHaveCount(2, { timeout: 20_000 });

test('an instance goes on in the newest version: mapped by click, checked by the engine at its elements, with a variable', async ({
  page,
}) => {
  await deployTwoVersions();
  const key = await startVersioned('MIGRATE-1');
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances/${key}/migrate`);
  await ready(page);
  const table = page.getByRole('table', { name: 'Which element takes over' });
  await expect(table.getByRole('row', { name: /Check order/ })).toContainText('has a token and is not mapped');
  await expect(page.getByRole('button', { name: 'Review and apply…' })).toHaveAttribute('aria-disabled', 'true');
  await expect(side(page, 'Versioned v1').locator('.wh-badge-problem')).toHaveCount(1);
  await page.screenshot({ path: 'e2e/results/migrate-light-1440.png' });
  await shape(page, 'Versioned v1', 'Check').click();
  await shape(page, 'Versioned v2', 'CheckOrder').click();
  await expect(table.getByLabel('What takes over from Check order')).toHaveValue('CheckOrder');
  await expect(page.getByText('Every token finds its place.')).toBeVisible();
  await shape(page, 'Versioned v2', 'CheckOrder').hover();
  await expect(shape(page, 'Versioned v1', 'Check')).toHaveClass(/wh-paired/);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByLabel('Name').fill('schema');
  await page.getByLabel('Value').fill('2');
  await page.screenshot({ path: 'e2e/results/migrate-mapped-light-1440.png' });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.screenshot({ path: 'e2e/results/migrate-mapped-dark-1440.png' });
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.screenshot({ path: 'e2e/results/migrate-mapped-dark-1024.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Review and apply…' }).click();
  const instance = new InstancePage(page);
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Migrate instance' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toContainText('goes on in “Versioned” version 2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Versioned v2' }).first()).toBeVisible();
});

test('many go on together: rehearsed on a sample with its outcome, then a batch with a report', async ({ page }) => {
  await deployTwoVersions();
  for (const name of ['MANY-1', 'MANY-2', 'MANY-3']) await startVersioned(name);
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent('^=MANY-')}&definition=versioned`);
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  await page.getByRole('button', { name: 'Move on' }).click();
  await page.getByRole('menuitem', { name: 'Migrate…' }).click();
  await ready(page);
  await page.getByRole('button', { name: 'Map 1 of equal name' }).click();
  await expect(page.getByText('3 of 3 rehearsed')).toBeVisible();
  await expect(page.getByText('would work', { exact: true })).toBeVisible();
  await page.screenshot({ path: 'e2e/results/migrate-many-light-1440.png' });
  await page.getByRole('button', { name: 'Review and apply…' }).click();
  const dialog = new InstancePage(page);
  await dialog.giveReason();
  await page.screenshot({ path: 'e2e/results/migrate-many-dialog-light-1440.png' });
  await dialog.dialog.getByRole('button', { name: 'Start batch' }).click();
  await dialog.dialog.getByRole('link', { name: 'Watch the batch' }).click();
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });
  await page.screenshot({ path: 'e2e/results/migrate-report-light-1440.png' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV of the items' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^batch-\d+\.csv$/);
});

test('a first-line operator may not see a migration plan', async ({ page }) => {
  await deployTwoVersions();
  const key = await startVersioned('MIGRATE-2');
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/${key}/migrate`);
  await expect(page.getByText(/instance\.migrate/).first()).toBeVisible();
});
