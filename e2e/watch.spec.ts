import { expect, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { expectNothingSerious } from './look.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, failWork, start } from './worker-api.ts';

test('a watched instance is told in the bell and by a word; two on one instance see each other; whoever watches nothing is told nothing', async ({
  browser,
}) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  const businessKey = `WATCH-${Date.now()}`;
  const instanceKey = await start('drill-charge', businessKey);
  const [ove, ida] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  await Promise.all([new SignInPage(ove).enterAs('l1'), new SignInPage(ida).enterAs('auditor')]);
  const [mine, hers] = [new InstancePage(ove), new InstancePage(ida)];
  await mine.open(instanceKey);
  await ove.keyboard.press('w');
  await expect(mine.operation('instance.watch')).toHaveAttribute('aria-pressed', 'true');

  // Each sees the other come, and about to do something, and go.
  await hers.open(instanceKey);
  await expect(ove.getByTestId('presence')).toContainText('is looking at this too');
  await expect(ida.getByTestId('presence')).toContainText('is looking at this too');
  await ida.getByTestId('instance-menu').click();
  await ida.getByRole('menuitem', { name: 'Export bundle…' }).click();
  await expect(ida.getByRole('dialog')).toBeVisible();
  await expect(ove.getByTestId('presence')).toContainText('is changing it');
  await ida.keyboard.press('Escape');
  await expect(ove.getByTestId('presence')).toContainText('is looking at this too');
  await ida.goto('/instances');
  await expect(ove.getByTestId('presence')).toBeEmpty();

  // The palette has what this page can do, and by their signs other things.
  await ove.keyboard.press('Control+k');
  const asked = ove.getByRole('dialog').getByRole('combobox');
  await asked.fill('> watch');
  await expect(ove.getByRole('option', { name: /Watch no more/ })).toBeVisible();
  await asked.fill(`${instanceKey} 1234567890123456`);
  await expect(ove.getByRole('option', { name: /Open 2 instances as list/ })).toBeVisible();
  await asked.fill('@nobody of this name');
  await expect(ove.getByText('Nothing of this.')).toBeVisible();
  await expectNothingSerious(ove, 'palette', { within: '[role="dialog"]' });
  await asked.fill(':charge');
  await ove.getByRole('option', { name: /Charge payment/ }).click();
  await expect(ove).toHaveURL(/element=Work/);

  // On another page a word says what has come, and it stays in the bell.
  await ove.goto('/definitions');
  await expect(ove.locator('[data-live="live"]')).toBeVisible();
  await failWork(instanceKey, 'drill-charge', 'The watched provider is down');
  await expect(ove.getByTestId('bell')).toHaveAccessibleName(/unread/);
  await ove.getByTestId('bell').click();
  const list = ove.getByRole('dialog', { name: 'Notifications' });
  const line = list.getByRole('link', { name: `${businessKey} has an incident at Charge payment.` });
  await expect(line).toBeVisible();
  await expectNothingSerious(ove, 'bell', { within: '[role="dialog"]' });
  await list.getByLabel('Kind', { exact: true }).selectOption({ label: 'My batches' });
  await expect(list.getByText('None of these.')).toBeVisible();
  await list.getByLabel('Kind', { exact: true }).selectOption({ label: 'All kinds' });
  await line.click();
  await expect(ove).toHaveURL(new RegExp(`/instances/${instanceKey}\\?.*tab=incidents`));
  await ove.getByTestId('bell').click();
  await expect(
    list.getByRole('link', { name: `${businessKey} has an incident at Charge payment.`, exact: true }),
  ).toBeVisible();

  await ida.getByTestId('bell').click();
  await expect(ida.getByRole('dialog', { name: 'Notifications' }).getByText('Nothing yet.')).toBeVisible();
  await Promise.all([ove.context().close(), ida.context().close()]);
});
