import { expect, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, failWork, start } from './worker-api.ts';

test('a group of failures is acknowledged, owned, commented, snoozed and found again by that', async ({ page }) => {
  // A failure of its own: other tests take care of theirs.
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  await failWork(await start('drill-charge', 'TRIAGE-1'), 'drill-charge', 'The provider has another name today');
  await new SignInPage(page).enterAs('l1');
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

test('of two operators on one group the second is told what the first did; an undo is offered where it was done', async ({ browser }) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  await failWork(await start('drill-charge', 'TWO-1'), 'drill-charge', 'Two look at this failure');
  const [lena, ove] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  await Promise.all([new SignInPage(lena).enterAs('l2'), new SignInPage(ove).enterAs('l1')]);
  for (const page of [lena, ove]) {
    await page.goto('/incidents?definition=drill-charge');
    await page.getByRole('row', { name: /Two look at this failure/ }).first().click();
    await expect(page.getByRole('complementary').getByRole('button', { name: 'Assign' })).toBeVisible();
  }
  await ove.getByRole('complementary').getByRole('button', { name: 'Assign' }).click();
  await expect(ove.getByRole('menuitem', { name: /\(me\)/ })).toBeVisible();
  // What ove sees stays as it is while lena is faster.
  await ove.route('**/api/queries/**', (route) => route.abort());
  await ove.route('**/api/live**', (route) => route.abort());
  await lena.getByRole('complementary').getByRole('button', { name: 'Assign' }).click();
  await lena.getByRole('menuitem', { name: /\(me\)/ }).click();
  await expect(lena.getByRole('button', { name: 'Undo' })).toBeVisible();
  await ove.getByRole('menuitem', { name: /\(me\)/ }).click();
  await expect(ove.getByText(/owner was none and is lena.*Assign incident by Lena Holm/)).toBeVisible();
  await lena.getByRole('button', { name: 'Undo' }).click();
  await expect(lena.getByRole('complementary').getByRole('button', { name: 'Assign' })).toBeVisible();
  await Promise.all([lena.context().close(), ove.context().close()]);
});
