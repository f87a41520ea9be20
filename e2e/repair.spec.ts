import { expect, test } from '@playwright/test';
import { read } from './ground.ts';
import { ImageWorker } from './image-worker.ts';
import { openTab } from './open-tab.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, failPayment, incidentFor, startPayment } from './worker-api.ts';

const RETRIES = 3;
const LIVE_MS = 1000;
/** A busy machine is late with everything: then it is held against what the same page reads meanwhile. */
const READS = 20;
test.beforeAll(deployPayment);

test('image production: incident, corrected model id, retry, verified, completed', async ({ page }) => {
  const worker = new ImageWorker();
  await worker.deploy();
  const key = await worker.start('mid_1');
  for (let attempt = 0; attempt < RETRIES; attempt += 1) expect(await worker.upload()).toBe('failed');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(page.getByText('Invalid modelId format. Expected: mid-<number>').first()).toBeVisible();
  await instance.correct('modelId', 'mid-1');
  await page.getByRole('button', { name: 'Retry…' }).first().click();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  expect(await worker.upload()).toBe('uploaded');
  await expect(instance.dialog.getByText('Verified: the job succeeded')).toBeVisible();
  await expect(instance.dialog.getByRole('link', { name: /Open audit entry #\d+/ })).toBeVisible();
  await page.screenshot({ path: 'e2e/results/retry-verified-light-1440.png' });
  await page.keyboard.press('Escape');
  await worker.finish('mid-1');
  await expect(instance.state).toHaveText('Completed');
  await page.screenshot({ path: 'e2e/results/instance-completed-light-1440.png' });
  await openTab(page, 'Operations');
  await expect(page.getByRole('tabpanel').getByText('Correct variable')).toBeVisible();
  await expect(page.getByRole('tabpanel').getByText('Retry', { exact: true })).toBeVisible();
});

test('a retry by keyboard alone', async ({ page }) => {
  const key = await incidentFor('KEYS-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.keyboard.press('r');
  await expect(instance.dialog.getByLabel('Reason')).toBeVisible();
  // The first field, the number of retries, has the focus.
  await page.keyboard.press('Tab');
  await expect(instance.dialog.getByLabel('Reason')).toBeFocused();
  // There is something to choose from as soon as the reasons have been read.
  await expect(instance.dialog.getByLabel('Reason').getByRole('option')).not.toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  const checks = instance.dialog.getByRole('region', { name: 'Checks before we start' });
  await expect(checks).toHaveAttribute('aria-busy', 'false');
  // Nothing is done yet: what needs a person has the focus, one after the other.
  await page.keyboard.press('Control+Enter');
  for (const tick of await checks.getByRole('checkbox').all()) {
    await expect(tick).toBeFocused();
    await page.keyboard.press('Space');
    await expect(tick).toBeChecked();
    await page.keyboard.press('Tab');
  }
  await expect(checks).not.toContainText('need');
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(instance.dialog).toBeHidden();
});

test('an incident that a worker raises is on the screen within a second, without reload', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  const key = await startPayment('LIVE-1');
  await new InstancePage(page).open(key);
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  const readMs = await timeOf(() => read(page, `instance?key=${key}`));
  await failPayment(key);
  expect(await timeOf(() => page.getByText('Provider wrong is unknown').first().waitFor())).toBeLessThan(
    Math.max(LIVE_MS, READS * readMs),
  );
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
