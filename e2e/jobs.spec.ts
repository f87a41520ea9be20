import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { PAYMENT_MODEL } from './models.ts';
import { deploy, start, startEverything } from './worker-api.ts';

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
