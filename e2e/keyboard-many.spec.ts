import { expect, test } from '@playwright/test';
import { KEYS_CASE_MODEL } from './drill-models.ts';
import { Keyboard } from './keyboard.ts';
import {
  deploy,
  deployPayment,
  deployTwoVersions,
  incidentFor,
  sendMessage,
  start,
  startVersioned,
  submitCase,
} from './worker-api.ts';

/** Lists, plans for many, early messages and bundles without a mouse; where the focus was, it is again. */
let hands: Keyboard;
const LONG_MS = 120_000;
test.describe.configure({ timeout: LONG_MS });
test.beforeEach(async ({ page }) => {
  hands = await Keyboard.at(page);
});
test.afterEach(async () => {
  await hands.expectNoMouse();
});

test('rows are chosen one by one, in a range and all; many go on in another version', async ({ page }) => {
  await deployTwoVersions();
  for (const n of [1, 2, 3]) await startVersioned(`HANDS-${n}`);
  await hands.enter('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent('^=HANDS-')}&definition=versioned`);
  const grid = page.getByRole('grid', { name: 'Instances' });
  await expect(grid.getByRole('row')).toHaveCount(4);
  const bar = page.getByRole('region', { name: 'Chosen instances' });
  await hands.press('j', 'x');
  await expect(bar).toContainText('1 chosen');
  // From the page itself: the grid has the focus, and tells which row it is.
  await expect(grid).toBeFocused();
  const current = (await grid.getAttribute('aria-activedescendant')) ?? '';
  await expect(page.locator(`[id="${current}"]`)).toContainText('HANDS-3');
  await hands.press('j', 'j', 'Shift+X');
  await expect(bar).toContainText('3 chosen');
  await hands.press('Control+a');
  await expect(bar).toBeHidden();
  await hands.press('Control+a');
  await expect(bar).toContainText('3 chosen');
  const more = bar.getByRole('button', { name: 'More…' });
  await hands.activate(more);
  await hands.choose(page.getByRole('menuitem', { name: 'Set priority of jobs…' }));
  await expect(hands.dialog.getByLabel('Priority')).toBeFocused();
  await hands.press('Escape');
  await expect(hands.dialog).toBeHidden();
  await expect(more).toBeFocused();
  await hands.activate(bar.getByRole('button', { name: 'Move on' }));
  await hands.choose(page.getByRole('menuitem', { name: 'Migrate…' }));
  await hands.activate(page.getByRole('button', { name: 'Map 1 of equal name' }));
  await expect(page.getByText('All 3 of the sample would work.')).toBeVisible();
  await hands.activate(page.getByRole('button', { name: 'Review and apply…' }));
  await hands.confirm();
  await expect(hands.dialog.getByTestId('action-result')).toBeFocused();
  await hands.activate(hands.dialog.getByRole('link', { name: 'Watch the batch' }));
  await expect(page.getByTestId('batch-state')).toHaveText('Completed', { timeout: 20_000 });
});

test('a filter is opened and left where the focus was; what may not be done is reached in its menu and says why', async ({
  page,
}) => {
  await deployPayment();
  const key = await incidentFor('HANDS-5');
  await hands.enter('l1');
  await page.goto('/batches');
  const add = page.getByRole('button', { name: 'Filter' });
  await hands.activate(add);
  await expect(page.getByRole('form', { name: 'Filter' }).getByRole('combobox').first()).toBeFocused();
  await hands.press('Escape');
  await expect(add).toBeFocused();
  await page.goto(`/instances/${key}`);
  await hands.activate(page.getByTestId('instance-menu'));
  const cancel = page.locator('[role="menu"] [data-operation="instance.cancel"]');
  await expect(cancel).toBeVisible();
  for (let step = 0; step < 12 && !(await cancel.evaluate((entry) => entry === document.activeElement)); step += 1)
    await hands.press('ArrowDown');
  await expect(cancel).toBeFocused();
  await expect(cancel).toHaveAttribute('aria-description', /instance\.cancel/);
  await hands.press('Enter');
  await expect(hands.dialog).toBeHidden();
  await hands.press('Escape');
  await expect(page.getByTestId('instance-menu')).toBeFocused();
});

test('early messages are replayed, watched and marked; an instance goes out as a file and comes in again', async ({
  page,
}, info) => {
  // A second attempt finds no messages of the first.
  const [replayed, watched, marked] = [`HANDS-11-${info.retry}`, `HANDS-12-${info.retry}`, `HANDS-13-${info.retry}`];
  await deploy('keys-case.bpmn', KEYS_CASE_MODEL);
  const waiting = await start('keys-case', replayed);
  for (const key of [replayed, watched, marked]) await sendMessage('KeysVerified', key);
  await submitCase(waiting);
  await hands.enter('l2');
  for (const [key, operation] of [
    [replayed, 'message.replay'],
    [watched, 'message.watch'],
    [marked, 'message.mark'],
  ] as const) {
    await page.goto(`/messages?name=KeysVerified&key=${key}`);
    await expect(page.getByRole('grid', { name: 'Inbox' }).getByRole('row')).toHaveCount(2);
    await hands.press('j');
    await expect(page.getByRole('complementary', { name: 'Early message' })).toBeVisible();
    await hands.do(operation);
  }
  await page.goto(`/instances/${waiting}`);
  await hands.activate(page.getByTestId('instance-menu'));
  const coming = page.waitForEvent('download');
  await hands.choose(page.locator('[role="menu"] [data-operation="instance.export-bundle"]'));
  await hands.confirm();
  const file = info.outputPath('bundle.json');
  await (await coming).saveAs(file);
  await page.goto('/instances/bundle');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    hands.activate(page.getByRole('button', { name: 'Choose a file…' })),
  ]);
  await chooser.setFiles(file);
  await expect(page.getByRole('heading', { name: replayed })).toBeVisible();
});
