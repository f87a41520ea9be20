import { expect, type Page, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { lookInBothThemes } from './look.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { createTask, deploy, deployPayment, failWork, start, startPayment, suspendMany } from './worker-api.ts';

/** So many are under way at once at most before the first has come to an end; there are more than that. */
const INSTANCES = 50;
/** The oldest ones do not rest: the dry run finds some that would work. */
const WORKING = 4;

/** All that match is chosen, and the last of them left out again. */
async function chooseAllBut(page: Page, count: number, label: string, last: RegExp): Promise<void> {
  const bar = page.getByRole('region', { name: label });
  await page.getByRole('row', { name: last }).getByRole('checkbox').check();
  await expect(bar).toContainText('1 chosen');
  await bar.getByRole('button', { name: `Select all ${count} that match` }).click();
  await expect(bar).toContainText(`${count} chosen`);
  await page.getByRole('row', { name: last }).getByRole('checkbox').uncheck();
  await expect(bar).toContainText(`${count - 1} chosen`);
}

async function closeResult(page: Page): Promise<void> {
  await expect(page.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('of tasks and of incidents all that match are chosen, without those left out', async ({ page }) => {
  const run = Date.now().toString(36);
  for (const n of [1, 2, 3]) await createTask(`Look at ${run} ${n}`, 'supervisors');
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  for (const n of [1, 2, 3])
    await failWork(await start('drill-charge', `ALL-${run}-${n}`), 'drill-charge', `All of ${run} failed`);
  await new SignInPage(page).enterAs('l2');
  const { dialog } = new InstancePage(page);
  await page.goto(`/tasks?filter=all&name=${run}`);
  await expect(page.getByText('3 match')).toBeVisible();
  await chooseAllBut(page, 3, 'Chosen tasks', new RegExp(`Look at ${run} 1`));
  await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'More…' }).click();
  await page.getByRole('menuitem', { name: 'Set priority…' }).click();
  await dialog.getByLabel('Priority').fill('77');
  await expect(dialog.getByText('Set the priority of 2 tasks.')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog.getByRole('button', { name: 'Start batch' }).click();
  await closeResult(page);
  await expect(page.getByRole('row', { name: new RegExp(`Look at ${run} [23].*77`) })).toHaveCount(2);
  await expect(page.getByRole('row', { name: new RegExp(`Look at ${run} 1.*77`) })).toHaveCount(0);

  await page.goto(`/incidents/list?message=${run}`);
  await chooseAllBut(page, 3, 'Chosen incidents', new RegExp(`ALL-${run}-1`));
  const bar = page.getByRole('region', { name: 'Chosen incidents' });
  await expect(bar.getByRole('button', { name: 'Acknowledge' })).toHaveAttribute('aria-disabled', 'true');
  await bar.getByRole('button', { name: 'Retry…' }).click();
  await expect(dialog.getByText('Retry 2 incidents.')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog.getByRole('button', { name: 'Start batch' }).click();
  await closeResult(page);
  await expect(page.getByRole('row', { name: new RegExp(`ALL-${run}-`) })).toHaveCount(1);
});

test('a batch of which too much fails pauses by itself, says why and to whom, and goes on without its rule', async ({
  page,
}) => {
  const run = Date.now().toString(36);
  await deployPayment();
  const keys: string[] = [];
  for (let n = 0; n < INSTANCES; n += 1) keys.push(await startPayment(`STOP-${run}-${n}`));
  await suspendMany(keys.slice(WORKING));
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent(`^=STOP-${run}-`)}`);
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  await page.getByRole('region', { name: 'Chosen instances' }).getByRole('button', { name: 'More…' }).click();
  await page.getByRole('menuitem', { name: 'Complete work by hand…' }).click();
  const operator = new InstancePage(page);
  const { dialog } = operator;
  await expect(dialog.getByLabel('Pause by itself when too much fails')).toBeChecked();
  await expect(dialog.getByLabel('or so many failed')).toHaveValue('50');
  await dialog.getByLabel('or so many failed').fill('3');
  await expect(dialog.getByText('or 3 items have failed')).toBeVisible();
  await lookInBothThemes(page, 'stop-rule-dialog');
  await operator.giveReason();
  await dialog.getByRole('button', { name: 'Start batch' }).click();
  await dialog.getByRole('link', { name: 'Watch the batch' }).click();
  await expect(page.getByTestId('batch-state')).toHaveText('Paused by its rule', { timeout: 30_000 });
  await expect(page.getByText(/\d+ of \d+ that came to an end had failed: its rule names 3/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Notifications, \d+ unread/ })).toBeVisible();
  await lookInBothThemes(page, 'batch-stopped');
  await page.keyboard.press('p');
  await dialog.getByLabel('Lift the stop rule: go on whatever fails').check();
  await expect(dialog.getByText('Its stop rule is lifted: it goes on whatever fails.')).toBeVisible();
  await operator.giveReason();
  await dialog.getByRole('button', { name: 'Resume batch' }).click();
  await closeResult(page);
  await expect(page.getByTestId('batch-state')).toHaveText('Failures', { timeout: 30_000 });
  await expect(page.getByText(`${WORKING} done`)).toBeVisible();
  await expect(page.getByRole('row', { name: /Failed.*Charge payment/ }).first()).toBeVisible();
});
