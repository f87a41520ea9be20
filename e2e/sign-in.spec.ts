import { expect, test } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';

test('a wrong password is refused in one sentence', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.submit('lena', 'not-the-password');
  await expect(page.getByText('User name or password is wrong.')).toBeVisible();
});

test('an operator signs in, lands at the overview and signs out', async ({ page }) => {
  await new SignInPage(page).signInAs('l2');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: /Lena Holm/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto('/instances');
  await expect(page).toHaveURL(/sign-in\?next=%2Finstances/);
});
