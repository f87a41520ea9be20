import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { startEnded, startEverything } from './worker-api.ts';

test('an ended instance begins anew where it was clicked, with an edited variable', async ({ page }) => {
  const key = await startEnded('RESTART-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await instance.operation('instance.restart').click();
  // The page before has a diagram too.
  const how = page.getByRole('complementary', { name: 'How it begins' });
  await expect(how).toBeVisible();
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  await page.locator('.djs-shape[data-element-id="Charge"]').first().click();
  await expect(how.getByText('before Charge payment')).toBeVisible();
  await how.getByLabel('Value').last().fill('right');
  await expect(
    page.getByRole('table', { name: 'Variables afterwards' }).getByRole('row', { name: /provider.*right/ }),
  ).toBeVisible();
  for (const check of ['Outside effects that may happen again', 'Nobody else took it up'])
    await expect(how.getByText(check)).toBeVisible();
  await page.screenshot({ path: 'e2e/results/restart-light-1440.png' });
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.screenshot({ path: 'e2e/results/restart-light-1024.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.screenshot({ path: 'e2e/results/restart-dark-1440.png' });
  await page.getByRole('button', { name: 'Review and apply…' }).click();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Restart instance' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toContainText('was restarted');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(new RegExp(key));
  await expect(page.getByRole('heading', { name: 'RESTART-1' })).toBeVisible();
});

test('another is started like this one, filled with its variables and business key', async ({ page }) => {
  const { instanceKey } = await startEverything('LIKE-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(instanceKey);
  await page.getByTestId('instance-menu').click();
  await page.getByRole('menuitem', { name: 'Start like this one…' }).click();
  await expect(page.getByLabel('Business key')).toHaveValue('LIKE-1');
  await expect(page.getByLabel('Name')).toHaveValue('amount');
  await page.getByLabel('Value').fill('7');
  await page.getByLabel('Business key').fill('LIKE-2');
  await page.screenshot({ path: 'e2e/results/start-like-light-1440.png' });
  await page.locator('main').locator('[data-operation="instance.start"]').click();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Start instance' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toContainText('was started');
});

test('an auditor sees how it would begin anew, and cannot do it', async ({ page }) => {
  const key = await startEnded('RESTART-2');
  await new SignInPage(page).enterAs('auditor');
  await page.goto(`/instances/${key}/restart`);
  await expect(page.getByRole('button', { name: 'Review and apply…' })).toHaveAttribute(
    'aria-description',
    /instance\.restart/,
  );
});
