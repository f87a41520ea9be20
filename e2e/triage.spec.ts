import { expect, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { expectNothingSerious } from './look.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, doWork, failWork, start } from './worker-api.ts';

test('a group of failures is acknowledged, owned, commented, snoozed and found again by that', async ({ page }) => {
  // A failure of its own: other tests take care of theirs.
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  await failWork(await start('drill-charge', 'TRIAGE-1'), 'drill-charge', 'The provider has another name today');
  await new SignInPage(page).enterAs('l1');
  await page.goto('/incidents?definition=drill-charge');
  await page
    .getByRole('row', { name: /The provider has another name today/ })
    .first()
    .click();
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
  // Other tests may have left failures of another kind behind.
  await expect(
    page
      .getByText('No incident matches')
      .or(page.getByRole('row', { name: /New/ }))
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /Snoozed/ })).toHaveCount(0);
  // Chosen one by one, they stand for their groups.
  await page.goto('/incidents/list?definition=drill-charge');
  await page
    .getByRole('row', { name: /TRIAGE-1/ })
    .first()
    .click();
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Chosen incidents' });
  await bar.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByText('Done to the failures of one group')).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Retry…' })).toHaveAttribute('aria-disabled', 'true');
});

test('of two operators on one group the second is told what the first did; an undo is offered where it was done', async ({
  browser,
}) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  await failWork(await start('drill-charge', 'TWO-1'), 'drill-charge', 'Two look at this failure');
  const [lena, ove] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  await Promise.all([new SignInPage(lena).enterAs('l2'), new SignInPage(ove).enterAs('l1')]);
  for (const page of [lena, ove]) {
    await page.goto('/incidents?definition=drill-charge');
    await page
      .getByRole('row', { name: /Two look at this failure/ })
      .first()
      .click();
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

test('of two equal failures one is mended: the next of the group is named, and the inbox tells what came of the first', async ({
  page,
}, { retry }) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  // A group of its own for each attempt; digits do not tell groups apart.
  const failure = `The bank is closed${' again'.repeat(retry)}`;
  const [next, mended] = [`NEXT-${retry}-A`, `NEXT-${retry}-B`];
  const keys = [await start('drill-charge', next), await start('drill-charge', mended)] as const;
  for (const key of keys) await failWork(key, 'drill-charge', failure);
  await new SignInPage(page).enterAs('l2');
  await page.goto('/incidents?definition=drill-charge');
  await page
    .getByRole('row', { name: new RegExp(`${failure}(?! again)`) })
    .first()
    .click();
  await expect(page.getByRole('complementary').getByText('2 open')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/sort=-last/);
  await page.keyboard.press('1');
  await expect(page).not.toHaveURL(/sort=/);
  // The newest of the group has been read: its topic is told.
  await expect(page.getByRole('complementary').getByText('drill-charge', { exact: true })).toBeVisible();
  await page.keyboard.press('r');
  const instance = new InstancePage(page);
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await doWork(keys[1], 'drill-charge');
  await expect(instance.dialog.getByText('Verified: the job succeeded')).toBeVisible({ timeout: 20_000 });
  await instance.dialog.getByRole('link', { name: `Next incident of this group: ${next}` }).click();
  await expect(page.getByRole('heading', { name: next })).toBeVisible();
  // From the list of single ones too, without a way over its instance.
  await page.goto('/incidents/list?definition=drill-charge');
  const row = page.getByRole('row', { name: new RegExp(next) });
  await expect(row.getByRole('button', { name: 'Retry…' })).toBeVisible();
  await row.getByText(failure).click();
  await page.keyboard.press('r');
  await expect(instance.dialog).toContainText(next);
  await page.keyboard.press('Escape');
  await expect(instance.dialog).toBeHidden();
  await page.goto('/incidents?definition=drill-charge');
  await expect(
    page
      .getByRole('region', { name: 'Closed today' })
      .getByRole('row', { name: new RegExp(`${failure}(?! again).*1 succeeded`) }),
  ).toBeVisible();
  await expectNothingSerious(page, 'closed today');
});
