import { expect, test } from '@playwright/test';
import { PASSWORD } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';

test('a wrong password is refused in one sentence', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.submit('lena', 'not-the-password');
  await expect(page.getByText('User name or password is wrong.')).toBeVisible();
});

test('what a password manager fills in before the page answers counts', async ({ page }) => {
  await page.addInitScript((password) => {
    const fill = (name: string, value: string): void => {
      const field = document.querySelector(`input[name="${name}"]`);
      if (field instanceof HTMLInputElement) field.value = value;
    };
    const seen = new MutationObserver(() => {
      if (document.querySelector('input[name="password"]') === null) return;
      seen.disconnect();
      fill('username', 'lena');
      fill('password', password);
    });
    seen.observe(document, { childList: true, subtree: true });
  }, PASSWORD);
  await new SignInPage(page).open();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
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
