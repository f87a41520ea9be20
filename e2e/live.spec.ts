import { expect, test } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';

const SESSION_NOTICED_MS = 25_000;
const STALE_NOTICED_MS = 12_000;

test('without the live channel the page says of when its data is', async ({ page }) => {
  await page.route('**/api/live', (route) => route.abort());
  await new SignInPage(page).signInAs('l2');
  await expect(page.locator('[data-live="down"]')).toBeVisible({ timeout: STALE_NOTICED_MS });
  await expect(page.getByTestId('stale-line')).toBeVisible();
  // A link leads nowhere while nobody answers, and where it should as soon as somebody does.
  await page.route('**/api/health', (route) => route.abort());
  const batches = page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Batches' });
  const here = page.url();
  await batches.click();
  await expect(page.getByText('The server cannot be reached at the moment. This page stays as it is.')).toBeVisible();
  expect(page.url()).toBe(here);
  await page.unroute('**/api/health');
  await batches.click();
  await expect(page).toHaveURL(/\/batches$/);
  // A page that begins while the database is away has its frame, says so, and is there as soon as it can be.
  await page.route('**/api/queries/me', (route) =>
    route.fulfill({
      status: 503,
      json: {
        error: { code: 'unavailable', message: 'The database cannot be reached at the moment.', reference: 'r' },
      },
    }),
  );
  await page.goto('/batches');
  await expect(page.getByRole('alert').getByText('The database cannot be reached at the moment.')).toBeVisible();
  await expect(page.getByText('Wheelhouse', { exact: true })).toBeVisible();
  await page.unroute('**/api/queries/me');
  await expect(page.getByRole('heading', { name: 'Batches' })).toBeVisible();
  // What does not come says for how long, and can be given up.
  let isHeld = true;
  await page.route('**/api/queries/audit*', async (route) => {
    if (!isHeld) await route.continue();
  });
  await page.goto('/audit');
  await expect(page.getByText(/^Still loading, \d+ s$/)).toBeVisible({ timeout: STALE_NOTICED_MS });
  const givenUp = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/queries/audit'));
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await givenUp;
  isHeld = false;
  // Or the page has read again by itself meanwhile.
  const entries = page.getByRole('grid', { name: 'Audit log' });
  await page.getByRole('button', { name: 'Load', exact: true }).or(entries).first().click();
  await expect(entries).toBeVisible();
});

test('a session that ends under an open page is said over the page, and nothing is lost', async ({ page, context }) => {
  await new SignInPage(page).signInAs('l2');
  await page.goto('/instances/start');
  await page.getByLabel('Business key').fill('NOT-LOST');
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /Lena Holm/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/sign-in/);
  await expect(page.getByRole('dialog', { name: 'Your session is over' })).toBeVisible({ timeout: SESSION_NOTICED_MS });
  await page.getByRole('button', { name: 'I have signed in' }).click();
  await expect(page.getByText('Nobody has signed in yet in this browser.')).toBeVisible();
  await new SignInPage(other).signInAs('l2');
  await page.getByRole('button', { name: 'I have signed in' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  await expect(page.getByLabel('Business key')).toHaveValue('NOT-LOST');
});

test('filters of a link that are unknown are named', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances?state=running&colour=blue');
  await expect(page.getByText('1 filter of this link is unknown here: colour.')).toBeVisible();
});
