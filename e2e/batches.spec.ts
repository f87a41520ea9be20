import { expect, test } from '@playwright/test';
import { lookInBothThemes } from './look.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor, startEverything } from './worker-api.ts';

test('many at once: chosen in the list, rehearsed, done in the background, watched to its end', async ({ page }) => {
  await deployPayment();
  const keys = [await incidentFor('BATCH-1'), await incidentFor('BATCH-2'), await incidentFor('BATCH-3')];
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent('^=BATCH-')}&state=incident`);
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  const bar = page.getByRole('region', { name: 'Chosen instances' });
  await expect(bar).toContainText('3 chosen');
  await page.getByRole('checkbox', { name: `Choose ${keys[0]}` }).uncheck();
  await expect(bar).toContainText('2 chosen');
  await page.screenshot({ path: 'e2e/results/bulk-light-1440.png' });
  await bar.getByRole('button', { name: 'Retry…' }).click();
  const dialog = new InstancePage(page);
  await expect(dialog.dialog.getByText('2 items.')).toBeVisible();
  await dialog.giveReason();
  await dialog.dialog.getByRole('button', { name: 'Start batch' }).click();
  await dialog.dialog.getByRole('link', { name: 'Watch the batch' }).click();
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });
  await expect(page.getByRole('grid', { name: 'Items' }).getByRole('row', { name: /Done.*BATCH-/ })).toHaveCount(2);
  await page.screenshot({ path: 'e2e/results/batch-light-1440.png' });
  // Each of them tells which batch it was, and who made it.
  await page.goto(`/instances/${keys[1]}?tab=incidents`);
  await expect(page.getByText(/Resolved by Lena Holm, batch \d+/)).toBeVisible();
  await page.goto(`/instances/${keys[1]}?tab=operations`);
  await expect(page.getByRole('row', { name: /Lena Holm.*Retry incidents/ })).toBeVisible();
  await page.goto('/batches?state=completed');
  await expect(page.getByRole('tab', { name: 'Ended', selected: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /Completed.*Retry incidents/ }).first()).toBeVisible();
});

test('many are modified on one model: planned, rehearsed on a sample, and reported', async ({ page }) => {
  const keys = [(await startEverything('MOVED-1')).instanceKey, (await startEverything('MOVED-2')).instanceKey];
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent('^=MOVED-')}`);
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  await page.getByRole('region', { name: 'Chosen instances' }).getByRole('button', { name: 'Move on' }).click();
  await page.getByRole('menuitem', { name: 'Modify…' }).click();
  await expect(page).toHaveURL(/\/batches\/new\?action=modify/);
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  for (const id of ['First', 'Review']) await page.locator(`.djs-shape[data-element-id="${id}"]`).first().click();
  await expect(
    page
      .getByRole('region', { name: 'Dry run' })
      .getByText(/All 2 of the sample|2 would work|would work/)
      .first(),
  ).toBeVisible();
  await lookInBothThemes(page, 'modify-many');
  await page.getByRole('button', { name: 'Review and apply…' }).click();
  const dialog = new InstancePage(page);
  await dialog.giveReason();
  await dialog.dialog.getByRole('button', { name: 'Start batch' }).click();
  await dialog.dialog.getByRole('link', { name: 'Watch the batch' }).click();
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });
  // The plan is for the newer of their two versions.
  await page.goto(`/instances/${keys[1]}?tab=operations`);
  await expect(page.getByRole('row', { name: /Lena Holm.*Modify instances/ })).toBeVisible();
});
