import { expect, test } from '@playwright/test';
import { API_PORT, CONSOLE_PORT } from './browser-args.ts';
import { lookInBothThemes } from './look.ts';
import { startProduct } from './product.ts';
import type { Product } from './product.ts';

const PORTS = { console: CONSOLE_PORT + 2, api: API_PORT + 2 };
const PASSWORD = 'correct horse battery staple';
const EMPTY: Readonly<Record<string, RegExp>> = {
  '/': /./,
  '/incidents': /./,
  '/incidents/list': /./,
  '/instances': /./,
  '/messages': /./,
  '/tasks': /./,
  '/batches': /./,
  '/definitions': /./,
};
let product: Product;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startProduct(PORTS, {});
});
test.afterAll(async () => {
  await product.stop();
});

test('the first administrator is made with the one-time token, and nobody after that', async ({ page }) => {
  const token = /one-time token: (\S+)/.exec(product.output())?.[1];
  expect(token).toBeDefined();
  await page.goto(`${product.consoleUrl}/`);
  await expect(page).toHaveURL(/\/setup$/);
  await lookInBothThemes(page, 'setup');
  const fill = async (withToken: string) => {
    await page.getByLabel('One-time token').fill(withToken);
    await page.getByLabel('Your name').fill('Alva Dahl');
    await page.getByLabel('User name').fill('alva');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.locator('form button[type="submit"]').click();
  };
  await fill('not-the-token');
  await expect(page.getByRole('alert').filter({ hasText: 'The token is not right.' })).toBeVisible();
  await fill(token ?? '');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.getByLabel('User name').fill('alva');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.goto(`${product.consoleUrl}/setup`);
  await expect(page).not.toHaveURL(/\/setup$/);
  // Nothing is there yet: each page says what will be, and none of them claims a nought that it does not know.
  for (const [path, says] of Object.entries(EMPTY)) {
    await page.goto(`${product.consoleUrl}${path}`);
    await expect(page.getByRole('main').getByText(says).first(), path).toBeVisible();
    await lookInBothThemes(page, `empty${path.replaceAll('/', '-')}`);
  }
});
