import { expect, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, failWork, start } from './worker-api.ts';

test('a group of failures is acknowledged, owned, commented, snoozed and found again by that', async ({ page }) => {
  // A failure of its own: other tests take care of theirs.
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  await failWork(await start('drill-charge', 'TRIAGE-1'), 'drill-charge', 'The provider has another name today');
  await new SignInPage(page).signInAs('l1');
  await page.goto('/incidents?definition=drill-charge');
  await page.getByRole('row', { name: /The provider has another name today/ }).first().click();
  const details = page.getByRole('complementary');
  await details.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(details.getByText('Working')).toBeVisible();
  await details.getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('menuitem', { name: /\(me\)/ }).click();
  await expect(page.getByRole('row', { name: /Charge payment.*Working/ })).toBeVisible();
  await details.getByLabel('What have you found out?').fill('The provider renames itself today.');
  await details.getByRole('button', { name: 'Comment' }).click();
  await expect(details.getByRole('listitem').filter({ hasText: 'The provider renames itself today.' })).toBeVisible();
  await details.getByRole('button', { name: 'Ticket' }).click();
  await details.getByLabel('Ticket').fill('OPS-77');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(details.getByRole('button', { name: 'OPS-77' })).toBeVisible();
  await page.screenshot({ path: 'e2e/results/triage-light-1440.png' });
  await details.getByRole('button', { name: 'Snooze' }).click();
  await page.getByRole('menuitem', { name: 'For an hour' }).click();
  await expect(details.getByText('Snoozed')).toBeVisible();
  await page.goto('/incidents?definition=drill-charge&triage=snoozed&owner=me');
  await expect(page.getByRole('row', { name: /Charge payment.*Snoozed/ })).toBeVisible();
  await page.goto('/incidents?definition=drill-charge&triage=new');
  await expect(page.getByText('No incident matches')).toBeVisible();
});
