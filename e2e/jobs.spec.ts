import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { BRITTLE_MODEL, NIGHTLY_MODEL } from './drill-models.ts';
import { PAYMENT_MODEL } from './models.ts';
import { deploy, start, startEverything, versionOf } from './worker-api.ts';

test('jobs over all definitions are found, looked at and tried again together; a topic that nobody asks for leads to its jobs', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('JOBS-1');
  await deploy('lonely.bpmn', PAYMENT_MODEL.replaceAll('"payment"', '"lonely"').replaceAll('e2e-charge', 'e2e-lonely'));
  await start('lonely', 'JOBS-2');
  await new SignInPage(page).signInAs('l2');
  await page.goto(`/jobs?instance=${instanceKey}`);
  await page.getByRole('button', { name: 'Failing', exact: true }).click();
  await expect(page).toHaveURL(/state=incident/);
  const rows = page.getByRole('row', { name: /JOBS-1/ });
  await expect(rows).toHaveCount(2);
  await rows.first().click();
  await expect(
    page.getByRole('complementary', { name: 'Job' }).getByText('Provider wrong is unknown').first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  for (const row of await rows.all()) await row.getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Chosen jobs' }).getByRole('button', { name: 'Retry…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Retry 2 incidents.')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog.getByRole('button', { name: 'Start batch' }).click();
  await expect(dialog.getByRole('link', { name: 'Watch' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows.first()).toContainText('Retrying');
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Workers' }).click();
  const lonely = page.getByRole('row', { name: /e2e-lonely/ });
  await expect(lonely).toContainText('Nobody ever asked');
  await lonely.getByRole('link', { name: 'e2e-lonely' }).click();
  await expect(page).toHaveURL(/\/workers\/topics\/e2e-lonely/);
  await expect(page.getByText('no worker has asked for this topic')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What is next' }).getByRole('row', { name: /JOBS-2/ })).toBeVisible();
  await page.getByRole('button', { name: 'Jobs and timers' }).click();
  await expect(page).toHaveURL(/\/jobs\?topic=e2e-lonely/);
  await expect(page.getByRole('row', { name: /JOBS-2/ })).toBeVisible();
});

test('who may not act sees jobs, and why not', async ({ page }) => {
  await startEverything('JOBS-3');
  await new SignInPage(page).signInAs('l1');
  await page.goto('/jobs');
  await page
    .getByRole('row', { name: /JOBS-3/ })
    .first()
    .getByRole('checkbox')
    .check();
  await expect(
    page.getByRole('region', { name: 'Chosen jobs' }).getByRole('button', { name: 'Suspend…' }),
  ).toHaveAttribute('aria-disabled', 'true');
});

test('a timer that starts instances says its next times, and fires when it is told to', async ({ page }) => {
  await deploy('nightly.bpmn', NIGHTLY_MODEL);
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/definitions/nightly/versions/${await versionOf('nightly')}?tab=timers`);
  const timers = page.getByRole('region', { name: 'Timers that start instances' });
  await expect(timers.getByRole('row', { name: /Every night/ })).toContainText('02:00');
  await expect(
    page.getByRole('region', { name: 'What fires' }).getByRole('link', { name: /^1 fire on/ }),
  ).toBeVisible();
  await timers.locator('[data-operation="job.execute"]').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/fires now instead of at/)).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog.getByRole('button', { name: 'Execute now' }).click();
  await dialog.getByRole('link', { name: 'Open the instance that it has started' }).click();
  await expect(page).toHaveURL(/\/instances\/\d+/);
});

test('what fails as it is executed by hand is said to have failed, with its entry in the audit log', async ({
  page,
}) => {
  await deploy('brittle.bpmn', BRITTLE_MODEL);
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/definitions/brittle/versions/${await versionOf('brittle')}?tab=timers`);
  const timers = page.getByRole('region', { name: 'Timers that start instances' });
  await timers.locator('[data-operation="job.execute"]').click();
  const dialog = page.getByRole('dialog');
  await new InstancePage(page).giveReason();
  await dialog.getByRole('button', { name: 'Execute now' }).click();
  const result = dialog.getByTestId('action-result');
  await expect(result).toContainText('Tried, and failed');
  await expect(result).toContainText("Cannot resolve identifier 'missing'");
  await expect(result).not.toContainText('Applied');
  await result.getByRole('link', { name: /Open audit entry/ }).click();
  await expect(page.getByRole('complementary').getByText('Failed', { exact: true }).first()).toBeVisible();
});

test('jobs tell in their head what is due and how fast they go, and over time in a chart with its numbers', async ({
  page,
}) => {
  await startEverything(`PACE-${Date.now()}`);
  await new SignInPage(page).enterAs('l1');
  await page.goto('/jobs?view=pace');
  await expect(page.getByText(/Due now/)).toBeVisible();
  await expect(page.getByText(/Made\/min/)).toBeVisible();
  // Nodes write their counts down every few seconds; the page hears of jobs, and reads again.
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('img', { name: 'Jobs over time' })).toBeVisible({ timeout: 15_000 });
  }).toPass();
  await expect(page.getByRole('table', { name: 'Jobs over time' }).getByRole('row').nth(1)).toBeAttached();
  await page.getByRole('button', { name: '24 h', exact: true }).click();
  await expect(page).toHaveURL(/range=24h/);
});
