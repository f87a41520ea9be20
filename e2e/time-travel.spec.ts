import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor } from './worker-api.ts';

test('an instance is shown as it was: diagram, tree, variables; nothing can be done in the past', async ({ page }) => {
  await deployPayment();
  const key = await incidentFor('TRAVEL-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await instance.correct('provider', 'right');
  const slider = page.getByRole('slider', { name: 'Time travel' });
  await expect(slider).toHaveAttribute('aria-valuemax', /[3-9]/);
  await slider.press('Home');
  await expect(page).toHaveURL(/[?&]at=1/);
  await expect(instance.state).toHaveText('Running');
  await expect(page.locator('.wh-badge-incident')).toHaveCount(0);
  await expect(page.getByRole('cell', { name: '"wrong"' })).toBeVisible();
  await expect(instance.operation('instance.suspend')).toHaveAttribute('aria-disabled', 'true');
  await slider.press('ArrowRight');
  await expect(instance.state).toHaveText('1 incident');
  await page.screenshot({ path: 'e2e/results/time-travel-light-1440.png' });
  await slider.press('End');
  await expect(page).not.toHaveURL(/[?&]at=/);
  await expect(page.getByRole('cell', { name: '"right"' })).toBeVisible();
  await expect(instance.operation('instance.suspend')).not.toHaveAttribute('aria-disabled', 'true');
});

test('the history as a time line, and what an element waits for in words', async ({ page }) => {
  await deployPayment();
  const key = await incidentFor('TRAVEL-2');
  await new SignInPage(page).enterAs('l2');
  await new InstancePage(page).open(key);
  await page.getByRole('button', { name: 'Time line' }).click();
  await expect(page).toHaveURL(/history=time/);
  await page
    .getByRole('list', { name: 'Time line' })
    .getByRole('button', { name: /Charge payment/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('a retry by an operator');
  await page.screenshot({ path: 'e2e/results/time-line-light-1440.png' });
});
