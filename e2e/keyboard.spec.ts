import { expect, test } from '@playwright/test';
import { CHARGE_MODEL } from './drill-models.ts';
import { Keyboard } from './keyboard.ts';
import { deploy, deployPayment, incidentFor, start, startEnded, startEverything, startFailingBatch } from './worker-api.ts';

/** Flows from the opened page to what came of them without a mouse; each dialog is looked at by axe in both themes on the way. */
let hands: Keyboard;
const LONG_MS = 240_000;
test.describe.configure({ timeout: LONG_MS });
test.beforeAll(async () => {
  await deployPayment();
  await deploy('drill-charge.bpmn', CHARGE_MODEL);
});
test.beforeEach(async ({ page }) => { hands = await Keyboard.at(page); });
test.afterEach(async () => { await hands.expectNoMouse(); });

test('an instance is started from its definition', async ({ page }) => {
  await hands.signIn('l2');
  await page.goto('/instances/start?definition=payment');
  await hands.write(page.getByLabel('Business key'), 'KEYS-5');
  await hands.activate(page.locator('main [data-operation="instance.start"]'));
  await hands.confirm('instance.start');
  await hands.followToAudit('Start instance');
});

test('jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error', async ({ page }) => {
  const { instanceKey } = await startEverything('KEYS-6');
  const charges = [await start('drill-charge', 'KEYS-7'), await start('drill-charge', 'KEYS-8'), await start('drill-charge', 'KEYS-9')];
  await hands.signIn('l2');
  await page.goto(`/instances/${instanceKey}?tab=jobs`);
  await hands.do('job.set-due-date', { menu: 'job-menu-timer', fill: () => hands.write(hands.dialog.getByLabel('Due'), '') });
  await hands.do('job.set-priority', { menu: 'job-menu-timer', fill: () => hands.write(hands.dialog.getByLabel('Priority'), '7') });
  await hands.do('job.execute');
  for (const [operation, fill] of [
    ['job.complete', undefined], ['job.fail', () => hands.write(hands.dialog.getByLabel('Message'), 'by hand')], ['job.throw-error', () => hands.write(hands.dialog.getByLabel('Error code'), 'NO')],
  ] as const) {
    await page.goto(`/instances/${charges.pop()}?tab=jobs`);
    await hands.do(operation, { menu: 'job-menu-worker', ...(fill && { fill }) });
  }
});

test('tasks: ranked for others, claimed and completed by whoever has to', async ({ page }) => {
  const { taskKey } = await startEverything('KEYS-19');
  await hands.signIn('l2');
  await page.goto(`/tasks/${taskKey}`);
  await hands.do('task.set-priority', { menu: 'task-menu', fill: () => hands.write(hands.dialog.getByLabel('Priority'), '80') });
  await page.context().clearCookies();
  await hands.signIn('business');
  await page.goto(`/tasks/${taskKey}`);
  await hands.activate(page.locator('main [data-operation="task.claim"]').first());
  await expect(page.getByRole('button', { name: 'Release' })).toBeVisible();
  await hands.activate(page.locator('main [data-operation="task.complete"]').first());
  await expect(page.getByText('Review').first()).toBeVisible();
});

test('incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered', async ({ page }) => {
  for (const key of ['KEYS-20', 'KEYS-21']) await incidentFor(key);
  const failing = await startFailingBatch();
  await hands.signIn('l2');
  await page.goto('/incidents?definition=payment');
  await hands.reach(page.getByRole('grid').first());
  await hands.press('j');
  const details = page.getByRole('complementary');
  await expect(details.getByText('By version')).toBeVisible();
  await hands.press('c');
  await expect(details.getByLabel('What have you found out?')).toBeFocused();
  await page.keyboard.insertText('By keys alone.');
  await hands.activate(details.getByRole('button', { name: 'Comment' }));
  await expect(details.getByRole('listitem').filter({ hasText: 'By keys alone.' })).toBeVisible();

  await page.goto('/instances');
  await expect(page.getByRole('grid', { name: 'Instances' })).toBeVisible();
  await hands.press('f');
  const editor = page.getByRole('form', { name: 'Filter' });
  await hands.pick(editor.getByRole('combobox', { name: 'Filter' }), 'Business');
  await hands.write(editor.getByRole('textbox').first(), '^=KEYS-2');
  await hands.press('Enter');
  await expect(page).toHaveURL(/businessKey=/);
  await page.goto(`/instances?businessKey=${encodeURIComponent('^=KEYS-2')}&state=incident&definition=payment`);
  await hands.reach(page.getByRole('checkbox', { name: 'Choose all that are loaded' }));
  await hands.press('Space');
  const bar = page.getByRole('region', { name: 'Chosen instances' });
  await hands.activate(bar.getByRole('button', { name: 'Retry…' }));
  await hands.confirm('batch.create');
  await hands.activate(hands.dialog.getByRole('link', { name: 'Watch the batch' }));
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });

  await page.goto(`/batches/${failing}`);
  for (const operation of ['batch.retry', 'batch.pause', 'batch.resume', 'batch.cancel']) await hands.do(operation);
});

test('history is deleted by an administrator who types what', async ({ page }) => {
  const key = await startEnded('KEYS-16');
  await hands.signIn('admin');
  await page.goto(`/instances/${key}`);
  await hands.activate(page.getByTestId('instance-menu'));
  await hands.choose(page.locator('[role="menu"] [data-operation="instance.delete-history"]'));
  await hands.confirm('instance.delete-history');
});
