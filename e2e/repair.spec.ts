import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, failPayment, incidentFor, startPayment, workPayment } from './worker-api.ts';

test.beforeAll(deployPayment);

test('incident, corrected variable, retry, completed', async ({ page }) => {
  const key = await incidentFor('REPAIR-1');
  await new SignInPage(page).signInAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(page.getByText('Provider wrong is unknown').first()).toBeVisible();
  await instance.correct('provider', 'right');
  await page.getByRole('button', { name: 'Retry…' }).first().click();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await workPayment(key);
  await expect(instance.dialog.getByText('Verified: the job succeeded')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('h1 + span, h1 ~ span').first()).toHaveText('Completed');
});

test('a retry by keyboard alone', async ({ page }) => {
  const key = await incidentFor('KEYS-1');
  await new SignInPage(page).signInAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.keyboard.press('r');
  await expect(instance.dialog.getByLabel('Reason')).toBeVisible();
  await instance.dialog.getByLabel('Reason').focus();
  await page.keyboard.press('ArrowDown');
  if (await instance.dialog.getByLabel('Ticket').isVisible()) {
    await page.keyboard.press('Tab');
    await page.keyboard.type('INC-2026-000412');
  }
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(instance.dialog).toBeHidden();
});

test('an incident that a worker raises is on the screen within a second, without reload', async ({ page }) => {
  const key = await startPayment('LIVE-1');
  await new SignInPage(page).signInAs('l2');
  await new InstancePage(page).open(key);
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  const raised = failPayment(key);
  await raised;
  const from = Date.now();
  await expect(page.getByText('Provider wrong is unknown').first()).toBeVisible({ timeout: 5000 });
  expect(Date.now() - from).toBeLessThan(1000);
});
