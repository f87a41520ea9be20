import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor, startCollapsed, startLoop } from './worker-api.ts';

test('the diagram shows badges, the incident and the path that was taken, and follows the history', async ({
  page,
}) => {
  await deployPayment();
  const key = await incidentFor('DIAGRAM-1');
  await new SignInPage(page).enterAs('l2');
  await new InstancePage(page).open(key);
  await expect(page.locator('.wh-badge-done')).toHaveText('1');
  await expect(page.locator('.wh-badge-incident')).toHaveText('1');
  await expect(page.locator('[data-element-id="Charge"].wh-incident')).toBeVisible();
  await expect(page.locator('[data-element-id="f1"].wh-taken')).toHaveCount(1);
  await expect(page.locator('[data-element-id="f2"].wh-taken')).toHaveCount(0);
  await page.getByRole('treeitem', { name: /Charge payment/ }).click();
  await expect(page).toHaveURL(/element=Charge/);
  await expect(page.getByRole('heading', { level: 2, name: 'Charge payment' })).toBeVisible();
});

test('a collapsed sub-process is looked into, and the address says so', async ({ page }) => {
  const key = await startCollapsed('DIAGRAM-2');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.locator('.bjs-drilldown').click();
  await expect(page).toHaveURL(/[?&]root=Packing/);
  await page.reload();
  const inside = page.locator('[data-element-id="Pack"]').first();
  await expect(inside).toBeVisible();
  await page.screenshot({ path: 'e2e/results/drill-down-light-1440.png' });
  await page.locator('a.bjs-crumb').first().click();
  await expect(page).not.toHaveURL(/[?&]root=/);
  await expect(inside).toBeHidden();
});

test('a multi-instance says how many of its runs are done, and which of them has an incident', async ({ page }) => {
  const key = await startLoop('DIAGRAM-3');
  await new SignInPage(page).enterAs('l2');
  await new InstancePage(page).open(key);
  await expect(page.locator('.wh-badge-active')).toHaveText('1 / 3');
  await expect(page.locator('.wh-badge-active')).toHaveAttribute('title', '1 of 3 runs done, 1 running');
  await expect(page.locator('.wh-badge-incident')).toHaveText('1');
  await page.screenshot({ path: 'e2e/results/loop-light-1440.png' });
});

test('in a narrow window details and history are tabs, with or without a selection', async ({ page }) => {
  await deployPayment();
  const key = await incidentFor('DIAGRAM-4');
  await page.setViewportSize({ width: 1024, height: 768 });
  await new SignInPage(page).enterAs('l2');
  await new InstancePage(page).open(key);
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeHidden();
  await expect(page.getByRole('tabpanel', { name: 'Details' })).toContainText('Waiting at');
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('treeitem', { name: /Charge payment/ }).click();
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Details' })).toContainText('e2e-charge');
  await expect(page).toHaveURL(/element=Charge/);
  await page.screenshot({ path: 'e2e/results/instance-details-light-1024.png' });
});
