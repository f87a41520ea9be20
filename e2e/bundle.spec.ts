import { expect, test } from '@playwright/test';
import { expectNothingSerious } from './look.ts';
import { openTab } from './open-tab.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor } from './worker-api.ts';

test('an instance is exported with a reason, and looked at again from its file', async ({ page }, info) => {
  await deployPayment();
  const key = await incidentFor('BUNDLE-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.getByTestId('instance-menu').click();
  await page.getByRole('menuitem', { name: 'Export bundle…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export as a bundle' });
  await instance.giveReason();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Export/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`instance-${key}.json`);
  const file = info.outputPath('bundle.json');
  await download.saveAs(file);
  await expect(dialog.getByRole('status')).toContainText('was saved');
  await expect(dialog.getByRole('link', { name: /audit/i })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto('/instances');
  await page.getByRole('button', { name: 'Open a bundle' }).click();
  await page.getByLabel('File of an instance').last().setInputFiles(file);
  await expect(page.getByText(/This is a file, exported/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'BUNDLE-1' })).toBeVisible();
  await expect(page.locator('.wh-badge-incident')).toHaveCount(1);
  await expect(page.getByRole('cell', { name: '"wrong"' })).toBeVisible();
  await expect(instance.operation('variable.set').first()).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: 'e2e/results/bundle-light-1440.png' });
  await openTab(page, /Incidents/);
  await expect(page.getByText('at charge (payment.ts:12)').first()).toBeVisible();
  await page.getByRole('slider', { name: 'Time travel' }).press('Home');
  await expect(page.locator('.wh-badge-incident')).toHaveCount(0);
  await expectNothingSerious(page, 'a bundle');
});

test('a file that is no bundle is refused with what is wrong', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances/bundle');
  await page.screenshot({ path: 'e2e/results/bundle-choose-light-1440.png' });
  await page
    .getByLabel('File of an instance')
    .last()
    .setInputFiles({
      name: 'other.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"wheelhouse-instance","version":9}'),
    });
  await expect(page.getByText('other.json: This bundle has version 9')).toBeVisible();
});
