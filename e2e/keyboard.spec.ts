import { expect, test } from '@playwright/test';
import { KEYS_CASE_MODEL, KEYS_MODEL, SIGNAL_MODEL } from './drill-models.ts';
import { Keyboard } from './keyboard.ts';
import {
  deploy,
  deployPayment,
  deployTwoVersions,
  failWork,
  holdWork,
  incidentFor,
  sendMessage,
  start,
  startEnded,
  startEverything,
  startFailingBatch,
  startVersioned,
  submitCase,
  versionOf,
} from './worker-api.ts';

/** Every flow from the opened page to its audit entry without a mouse. */
let hands: Keyboard;
const LONG_MS = 240_000;
test.describe.configure({ timeout: LONG_MS });
test.beforeAll(async () => {
  await deployPayment();
  await deploy('keys-case.bpmn', KEYS_CASE_MODEL);
  await deployTwoVersions();
  await deploy('keys-charge.bpmn', KEYS_MODEL);
});
test.beforeEach(async ({ page }) => {
  hands = await Keyboard.at(page);
});
test.afterEach(async () => {
  await hands.expectNoMouse();
});

test('an instance is started from its definition', async ({ page }) => {
  await hands.signIn('l2');
  await page.goto('/instances/start?definition=payment');
  await hands.write(page.getByLabel('Business key'), 'KEYS-5');
  await hands.activate(page.locator('main [data-operation="instance.start"]'));
  await hands.confirm();
  await hands.followToAudit('Start instance');
});

test('jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('KEYS-6');
  const charges = [
    await start('keys-charge', 'KEYS-7'),
    await start('keys-charge', 'KEYS-8'),
    await start('keys-charge', 'KEYS-9'),
  ];
  await hands.enter('l2');
  await page.goto(`/instances/${instanceKey}?tab=jobs`);
  await hands.do('job.set-due-date', {
    menu: 'job-menu-timer',
    fill: () => hands.write(hands.dialog.getByLabel('Due'), ''),
  });
  await hands.do('job.set-priority', {
    menu: 'job-menu-timer',
    fill: () => hands.write(hands.dialog.getByLabel('Priority'), '7'),
  });
  await hands.do('job.execute');
  for (const [operation, fill] of [
    ['job.complete', undefined],
    ['job.fail', () => hands.write(hands.dialog.getByLabel('Message'), 'by hand')],
    ['job.throw-error', () => hands.write(hands.dialog.getByLabel('Error code'), 'NO')],
  ] as const) {
    await page.goto(`/instances/${charges.pop()}?tab=jobs`);
    await hands.do(operation, { menu: 'job-menu-worker', ...(fill && { fill }) });
  }
  const held = await start('keys-charge', 'KEYS-5');
  await holdWork(held, 'keys-charge');
  await page.goto(`/instances/${held}?tab=jobs`);
  await hands.do('job.unlock', { menu: 'job-menu-worker' });
});

test('tasks: ranked for others, claimed and completed by whoever has to', async ({ page }) => {
  const { taskKey } = await startEverything('KEYS-19');
  await hands.enter('l2');
  await page.goto(`/tasks/${taskKey}`);
  await hands.do('task.set-priority', {
    menu: 'task-menu',
    fill: () => hands.write(hands.dialog.getByLabel('Priority'), '80'),
  });
  await page.context().clearCookies();
  await hands.enter('business');
  await page.goto(`/tasks/${taskKey}`);
  await hands.activate(page.locator('main [data-operation="task.claim"]').first());
  await expect(page.getByRole('button', { name: 'Release' })).toBeVisible();
  await hands.activate(page.locator('main [data-operation="task.complete"]').first());
  await expect(page.getByText('Review').first()).toBeVisible();
});

test('incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered', async ({
  page,
}) => {
  for (const key of ['KEYS-20', 'KEYS-21']) await incidentFor(key);
  const failing = await startFailingBatch();
  await hands.enter('l2');
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
  await hands.confirm();
  await hands.activate(hands.dialog.getByRole('link', { name: 'Watch the batch' }));
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });

  await page.goto(`/batches/${failing}`);
  for (const operation of ['batch.retry', 'batch.pause', 'batch.resume', 'batch.cancel']) await hands.do(operation);
});

test('who confirms right after writing has what is written now looked at first: then it is done, or refused', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('KEYS-22');
  await hands.enter('l2');
  const ran: string[] = [];
  const held: (() => void)[] = [];
  let isHeld = false;
  await page.route('**/api/operations/incident.create', async (route) => {
    const { mode, parameters } = route.request().postDataJSON() as {
      mode: 'check' | 'run';
      parameters: { type: string };
    };
    if (mode === 'run') ran.push(parameters.type);
    else if (isHeld)
      await new Promise<void>((next) => {
        held.push(next);
      });
    await route.continue();
  });
  await page.goto(`/instances/${instanceKey}?tab=incidents`);
  await hands.activate(page.locator('main [data-operation="incident.create"]').first());
  const [type, confirm] = [
    hands.dialog.getByLabel('Type'),
    hands.dialog.getByRole('contentinfo').getByRole('button').last(),
  ];
  await hands.write(type, 'dataQuality');
  await hands.write(hands.dialog.getByLabel('Message'), 'The registry has no such number');
  await expect(hands.dialog.getByLabel('Reason')).toBeVisible();
  await hands.giveReason();
  await expect(confirm).toBeEnabled();
  // Allowed before, refused as it is now.
  await hands.write(type, 'failedJob');
  await hands.press('Control+Enter');
  await expect(hands.dialog.getByText('failedJob is the engine’s')).toBeVisible();
  await expect(confirm).toBeDisabled();
  await expect(confirm).not.toHaveAttribute('aria-busy', 'true');

  isHeld = true;
  await hands.write(type, 'registryDown');
  await hands.press('Control+Enter');
  await expect(confirm).toHaveAttribute('aria-busy', 'true');
  // Whoever goes on has taken it back: what is chosen meanwhile stays chosen, what is written stays written.
  const reason = hands.dialog.getByLabel('Reason');
  const chosen = await reason.inputValue();
  await hands.reach(reason);
  await hands.press('ArrowDown');
  await expect(confirm).not.toHaveAttribute('aria-busy', 'true');
  await expect(reason).not.toHaveValue(chosen);
  await expect(reason).not.toHaveValue('');
  await hands.press('Control+Enter');
  await expect(confirm).toHaveAttribute('aria-busy', 'true');
  await hands.write(type, 'registryAway');
  await expect(confirm).not.toHaveAttribute('aria-busy', 'true');
  isHeld = false;
  for (const release of held) release();
  await expect(hands.dialog.getByText('registryAway').last()).toBeVisible();
  await expect(confirm).toBeEnabled();
  await hands.write(type, 'registryLost');
  await hands.press('Control+Enter');
  await expect(hands.dialog.getByTestId('action-result')).toBeVisible();
  expect(ran).toEqual(['registryLost']);
});

test('history is kept longer, and goes with what an administrator types: of an instance, and of a version with all of its', async ({
  page,
}) => {
  const key = await startEnded('KEYS-16');
  await hands.enter('admin');
  await page.goto(`/instances/${key}`);
  await hands.activate(page.getByTestId('instance-menu'));
  await hands.choose(page.locator('[role="menu"] [data-operation="instance.delete-history"]'));
  await hands.confirm();
  await deploy('retired.bpmn', SIGNAL_MODEL.replaceAll('drill-signal', 'retired'));
  await page.goto(`/definitions/retired/versions/${await versionOf('retired')}`);
  await hands.do('definition.edit-ttl', {
    menu: 'definition-menu',
    fill: () => hands.write(hands.dialog.getByLabel('Days after the end of an instance'), '400'),
  });
  await expect(page.getByText('400 days')).toBeVisible();
  await hands.activate(page.getByTestId('definition-menu'));
  await hands.choose(page.locator('[role="menu"] [data-operation="definition.delete"]'));
  await hands.confirm();
  await hands.press('Escape');
  await expect(page).toHaveURL(/\/definitions$/);
});

test('an instance: retried, corrected, suspended and resumed, and cancelled in the end', async ({ page }) => {
  const { instanceKey } = await startEverything('KEYS-1');
  await hands.enter('l2');
  await page.goto(`/instances/${instanceKey}`);
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  await hands.do('variable.set', {
    button: page.getByRole('button', { name: 'Correct amount…' }),
    fill: () => hands.write(hands.dialog.getByLabel('Value'), '6'),
  });
  await hands.do('variable.remove');
  await hands.press('s');
  await hands.confirm();
  await hands.press('Escape');
  await expect(page.locator('main [data-operation="instance.resume"]').first()).toBeVisible();
  await hands.press('s');
  await hands.confirm();
  await hands.press('Escape');
  await expect(page.locator('main [data-operation="instance.suspend"]').first()).toBeVisible();
  await hands.press('r');
  await hands.confirm();
  await hands.press('Escape');
  await hands.activate(page.getByTestId('instance-menu'));
  await hands.choose(page.locator('[role="menu"] [data-operation="instance.cancel"]'));
  await hands.confirm();
  await hands.followToAudit('Cancel instance');
});

test('a token is moved by the list of elements, an instance goes on in another version, an ended one begins anew', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('KEYS-2');
  const [versioned, ended] = [await startVersioned('KEYS-3'), await startEnded('KEYS-4')];
  await hands.enter('l2');
  await page.goto(`/instances/${instanceKey}/modify`);
  await hands.activate(page.getByRole('button', { name: 'As list' }));
  await hands.activate(page.getByRole('button', { name: 'First', exact: true }));
  await hands.activate(page.getByRole('button', { name: 'Review', exact: true }));
  await expect(page.getByRole('complementary', { name: 'Plan' }).getByText('First → before Review')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Dry run' }).getByRole('row', { name: /Review.*2 tokens/ }),
  ).toBeVisible();
  await hands.activate(page.getByRole('button', { name: 'Review and apply…' }));
  await hands.confirm();
  await hands.followToAudit('Modify instance');

  await page.goto(`/instances/${versioned}/migrate`);
  await hands.pick(page.getByLabel('What takes over from Check order'), 'Check order');
  await expect(page.getByText('Every token finds its place.')).toBeVisible();
  await hands.activate(page.getByRole('button', { name: 'Review and apply…' }));
  await hands.confirm();
  await hands.followToAudit('Migrate instance');

  await page.goto(`/instances/${ended}/restart`);
  await hands.pick(page.getByLabel('Add a start'), 'Charge');
  await hands.activate(page.getByRole('button', { name: 'Review and apply…' }));
  await hands.confirm();
  await hands.followToAudit('Restart instance');
});

test('a definition and what makes its jobs: held, released, ranked, and tried again where they failed', async ({
  page,
}) => {
  await failWork(await start('keys-charge', 'KEYS-10'), 'keys-charge', 'The keys are lost');
  await startEverything('KEYS-16');
  await hands.enter('l2');
  await page.goto('/definitions/versioned/versions/1');
  await hands.do('definition.suspend');
  await hands.do('definition.resume');
  await page.goto(`/definitions/everything/versions/${await versionOf('everything')}?tab=jobs`);
  await hands.do('job-definition.set-priority', { fill: () => hands.write(hands.dialog.getByLabel('Priority'), '3') });
  await page.goto(`/definitions/keys-charge/versions/${await versionOf('keys-charge')}?tab=jobs`);
  await hands.do('job-definition.retry-failed');
});

test('messages: published, broadcast, early ones marked, attached and ruled', async ({ page }) => {
  const [waiting, fitting, other] = [
    await start('keys-case', 'KEYS-11'),
    await start('keys-case', 'KEYS-12'),
    await start('keys-case', 'KEYS-13'),
  ];
  for (const key of ['KEYS-12', 'KEYS-13-MISTYPED', 'KEYS-14-LATE']) await sendMessage('KeysVerified', key);
  for (const each of [waiting, fitting, other]) await submitCase(each);
  await deploy('drill-signal.bpmn', SIGNAL_MODEL);
  await start('drill-signal', 'KEYS-15');
  await hands.enter('l2');
  await page.goto('/messages?tab=waiting');
  await hands.do('message.publish', {
    fill: () => hands.write(hands.dialog.getByLabel('Name').first(), 'KeysPublished'),
  });
  await hands.do('signal.broadcast', {
    fill: () => hands.write(hands.dialog.getByLabel('Name').first(), 'drill-recall'),
  });
  await page.goto(`/instances/${waiting}?tab=messages`);
  await hands.do('message.correlate');
  for (const [key, operation] of [
    ['KEYS-12', 'message.replay-many'],
    ['KEYS-14-LATE', 'message.mark-many'],
  ] as const) {
    await page.goto(`/messages?name=KeysVerified&key=${key}`);
    await hands.reach(page.getByRole('checkbox', { name: 'Choose all that are loaded' }));
    await hands.press('Space');
    await hands.do(operation);
  }
  await page.goto('/messages?name=KeysVerified&key=KEYS-13-MISTYPED');
  await hands.reach(page.getByRole('grid', { name: 'Inbox' }));
  await hands.press('j');
  await expect(page.getByRole('complementary', { name: 'Early message' })).toBeVisible();
  await hands.do('message.rule');
  await hands.activate(page.locator('main [data-operation="message.attach"]'));
  await hands.confirm({
    fill: async () => {
      await hands.write(hands.dialog.getByRole('textbox').nth(1), 'KEYS-13');
      const found = hands.dialog.getByRole('radio', { name: /KEYS-13/ });
      await hands.reach(found);
      await hands.press('Space');
      await expect(found).toBeChecked();
    },
  });
  await hands.followToAudit('Attach message');
});
