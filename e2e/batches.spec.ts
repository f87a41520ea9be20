import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor } from './worker-api.ts';

test('many at once: chosen in the list, rehearsed, done in the background, watched to its end', async ({ page }) => {
  await deployPayment();
  const keys = [await incidentFor('BATCH-1'), await incidentFor('BATCH-2'), await incidentFor('BATCH-3')];
  await new SignInPage(page).signInAs('l2');
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
  await page.goto('/batches?state=completed');
  await expect(page.getByRole('row', { name: /Completed.*Retry incidents/ }).first()).toBeVisible();
});
