import { expect, test } from '@playwright/test';
import { CHARGE_MODEL, REVIEW_MODEL, SCRIPT_MODEL, TIMER_MODEL } from './drill-models.ts';
import { openTab } from './open-tab.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, doWork, failWork, makeTimerDue, start } from './worker-api.ts';

/** A due timer is taken within a second or two; what rests stays for this long. */
const RESTS_MS = 4_000;

test('a walk over an instance: version, business key, where it stands, jobs, tasks, variables, incidents, history', async ({
  page,
}) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  const key = await start('drill-charge', 'WALK-1', { amount: { value: 120_000, type: 'Integer' } });
  await new SignInPage(page).enterAs('l1');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(page.getByRole('heading', { name: 'WALK-1' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Order fulfilment v\d+/ }).first()).toBeVisible();
  await expect(page.getByRole('tree', { name: 'History' }).getByText('Charge payment')).toBeVisible();
  await expect(page.getByRole('cell', { name: '120000' })).toBeVisible();
  await openTab(page, /Jobs/);
  await expect(page.getByRole('cell', { name: 'drill-charge' })).toBeVisible();
  await openTab(page, /Incidents/);
  await expect(page.getByRole('tabpanel')).toContainText(/No incident/);
  await page.goto(`/instances/${key}?element=Work`);
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(/worker/);
});

test('an incident of a script: seen, its job looked at, the variable corrected, retried, verified', async ({
  page,
}) => {
  await deploy('drill-script.bpmn', SCRIPT_MODEL);
  const key = await start('drill-script', 'DRILL-2', { price: { value: -5, type: 'Integer' } });
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(instance.state).toHaveText('1 incident', { timeout: 20_000 });
  // The task is asynchronous, so that it has not begun: the history tells the token that waits before it.
  await expect(page.getByRole('treeitem', { name: 'Incident Check price not begun' })).toBeVisible();
  await openTab(page, /Incidents/);
  await expect(page.getByText(/A price below zero: -5/).first()).toBeVisible();
  await openTab(page, /Variables/);
  await instance.correct('price', '5');
  await page.getByRole('button', { name: 'Retry…' }).first().click();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByText('Verified: the job succeeded')).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Escape');
  await expect(instance.state).toHaveText('Completed');
  await page.goto(`/audit?instance=${key}`);
  await page
    .getByRole('row', { name: /Correct variable/ })
    .first()
    .click();
  await expect(page.getByRole('complementary')).toContainText('-5');
  await page.screenshot({ path: 'e2e/results/drill-correction-audit-light-1440.png' });
});

test('a worker gives up: its incident, retries set anew, the worker is back, the history tells it', async ({
  page,
}) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  const key = await start('drill-charge', 'DRILL-3');
  await failWork(key, 'drill-charge', 'Connection refused');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(instance.state).toHaveText('1 incident');
  await openTab(page, /Jobs/);
  await instance.operation('job.set-retries').click();
  await expect(instance.dialog).toBeVisible();
  await instance.giveReason();
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await doWork(key, 'drill-charge');
  await page.keyboard.press('Escape');
  await expect(instance.state).toHaveText('Completed');
  await openTab(page, /Incidents/);
  await expect(page.getByRole('tabpanel')).toContainText('Resolved');
});

test('what is suspended rests, its timer too; resumed it goes on', async ({ page }) => {
  await deploy('drill-timer.bpmn', TIMER_MODEL);
  const key = await start('drill-timer', 'DRILL-4', { delay: { value: 'PT1H', type: 'String' } });
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.keyboard.press('s');
  await expect(instance.dialog).toBeVisible();
  await instance.giveReason();
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(instance.state).toHaveText('Suspended');
  await makeTimerDue(key);
  await page.waitForTimeout(RESTS_MS);
  await expect(instance.state).toHaveText('Suspended');
  await page.keyboard.press('s');
  await expect(instance.dialog).toBeVisible();
  await instance.giveReason();
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(instance.state).toHaveText('Completed', { timeout: 20_000 });
});

test("a failed payment: the checks name the command's id and its side effect before a retry", async ({ page }) => {
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
  const key = await start('drill-charge', 'ORDER-9912', {
    paymentCommandId: { value: 'PAYCMD-88', type: 'String' },
    amount: { value: 120_000, type: 'Integer' },
    currency: { value: 'IDR', type: 'String' },
  });
  await failWork(key, 'drill-charge', 'java.net.SocketTimeoutException: Read timed out');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(key);
  await page.getByRole('button', { name: 'Retry…' }).first().click();
  const checks = instance.dialog.getByRole('region', { name: 'Checks before we start' });
  await expect(checks).toContainText('PAYCMD-88');
  await page.screenshot({ path: 'e2e/results/drill-failed-payment-light-1440.png' });
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeHidden();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Retry 1 job' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await doWork(key, 'drill-charge');
  await expect(instance.dialog.getByText('Verified: the job succeeded')).toBeVisible();
});

test('a stuck review is no incident: it is found by its age and given to somebody, its token stays where it is', async ({
  page,
}) => {
  await deploy('drill-review.bpmn', REVIEW_MODEL);
  const key = await start('drill-review', 'REVIEW-1');
  await new SignInPage(page).enterAs('l2');
  await page.goto('/tasks?filter=overdue');
  await page
    .getByRole('row', { name: /REVIEW-1/ })
    .first()
    .click();
  const task = page.getByRole('region', { name: 'Task' });
  await expect(task).toContainText('risk-supervisor-jakarta');
  await task.locator('[data-operation="task.assign"]').click();
  const instance = new InstancePage(page);
  await instance.dialog.getByLabel('Assignee').fill('bea');
  await instance.giveReason();
  await page.keyboard.press('Control+Enter');
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(task).toContainText('bea');
  await instance.open(key);
  await expect(instance.state).toHaveText('Running');
  await openTab(page, 'Operations');
  await expect(page.getByRole('tabpanel')).toContainText('Assign');
});
