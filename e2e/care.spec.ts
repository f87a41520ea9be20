import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import {
  createTask,
  deployCase,
  deployPayment,
  deployTwoVersions,
  incidentFor,
  startCase,
  startEverything,
} from './worker-api.ts';

test.beforeAll(async () => {
  await deployPayment();
  await deployCase();
});
const dialog = (page: Page) => page.getByRole('dialog');

/** Gives the reason, confirms, and waits for what came of it. */
async function confirm(page: Page, button: string): Promise<void> {
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: button }).click();
  await expect(dialog(page).getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
}
async function choose(page: Page, entry: string): Promise<void> {
  await page.getByTestId('task-menu').first().click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a stuck review is delegated, dated, resolved and completed on behalf', async ({ page }) => {
  const { taskKey, instanceKey } = await startEverything('CARE-1');
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/tasks/${taskKey}`);
  await choose(page, 'Delegate…');
  await dialog(page).getByLabel('To').fill('bea');
  await expect(dialog(page).getByText('Review is done by bea on behalf of nobody.')).toBeVisible();
  await confirm(page, 'Delegate task');
  await choose(page, 'Due and follow-up…');
  await dialog(page).getByLabel('Due').fill('2031-01-02T10:00:00');
  await confirm(page, 'Set dates');
  await choose(page, 'Resolve…');
  await confirm(page, 'Resolve task');
  await page.goto(`/instances/${instanceKey}?tab=tasks`);
  await choose(page, 'Candidates…');
  await dialog(page).getByLabel('Groups').fill('clerks, supervisors');
  await confirm(page, 'Set candidates');
  await expect(page.getByRole('tabpanel').getByText('clerks, supervisors')).toBeVisible();
  await choose(page, 'Complete on behalf…');
  await page.screenshot({ path: 'e2e/results/task-complete-for-light-1440.png' });
  await confirm(page, 'Complete task');
  await expect(page.getByRole('tabpanel').getByText('Completed')).toBeVisible();
});

test('several tasks are given to one person, found by filters in the address', async ({ page }) => {
  await startEverything('CARE-2');
  await startEverything('CARE-3');
  await new SignInPage(page).enterAs('l2');
  await page.goto('/tasks?filter=all&group=supervisors&assignee=none');
  for (const key of ['CARE-2', 'CARE-3'])
    await page
      .getByRole('row', { name: new RegExp(key) })
      .getByRole('checkbox')
      .check();
  await page.screenshot({ path: 'e2e/results/tasks-chosen-light-1440.png' });
  await page.getByRole('button', { name: 'Reassign…' }).click();
  await dialog(page).getByLabel('Assignee').fill('tom');
  await expect(dialog(page).getByText('2 tasks go to tom.')).toBeVisible();
  await confirm(page, 'Reassign tasks');
  await page.goto('/tasks?filter=all&assignee=tom');
  for (const key of ['CARE-2', 'CARE-3']) await expect(page.getByRole('row', { name: new RegExp(key) })).toBeVisible();
  // One that no process asks for can be given up.
  await page.goto(`/tasks/${await createTask('CARE call', 'supervisors')}`);
  await choose(page, 'Delete…');
  await confirm(page, 'Delete task');
  await page.goto('/tasks?filter=all');
  await expect(page.getByRole('row', { name: /CARE-2/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /CARE call/ })).toHaveCount(0);
});

test('chosen tasks are completed as a batch, and the numbers lead to their list', async ({ page }) => {
  const key = `CARE-${Date.now()}`;
  for (const n of [1, 2]) await startEverything(`${key}-${n}`);
  await new SignInPage(page).enterAs('l2');
  await page.goto('/tasks?filter=all&view=numbers');
  await expect(page.getByRole('link', { name: 'supervisors' })).toHaveAttribute(
    'href',
    '/tasks?filter=all&group=supervisors',
  );
  await page.screenshot({ path: 'e2e/results/tasks-numbers-light-1440.png' });
  await page.goto('/tasks?filter=all&created=-1h..');
  for (const n of [1, 2])
    await page
      .getByRole('row', { name: new RegExp(`${key}-${n}`) })
      .getByRole('checkbox')
      .check();
  await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'Complete…' }).click();
  await expect(dialog(page).getByText('Complete 2 tasks.')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Start batch' }).click();
  await page.getByRole('link', { name: 'Watch the batch' }).click();
  await expect(page.getByText('2 done, 0 failed, 0 to go, of 2')).toBeVisible();
});

test('an incident is reported, annotated and resolved; the list tells by whom', async ({ page }) => {
  const key = await startCase('CARE-4');
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/${key}?tab=incidents`);
  await page.getByRole('button', { name: 'Report incident…' }).click();
  await dialog(page).getByLabel('Type').fill('dataQuality');
  await dialog(page).getByLabel('Message').fill('The registry has no such number');
  await confirm(page, 'Report incident');
  await page.getByRole('button', { name: 'Note…' }).click();
  await dialog(page).getByRole('textbox', { name: /^Note/ }).first().fill('Asked the registry');
  await dialog(page).getByRole('button', { name: 'Save note' }).click();
  await expect(dialog(page).getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Asked the registry')).toBeVisible();
  await page.getByRole('button', { name: 'Resolve…' }).click();
  await confirm(page, 'Resolve incident');
  await expect(page.getByText(/Resolved by/)).toBeVisible();
  await page.goto('/incidents/list?state=resolved&definition=case');
  await expect(page.getByRole('row', { name: /The registry has no such number/ })).toContainText('Ove');
});

test('the inbox by keyboard: narrowed by chips, acknowledged, and the whole group tried again as a batch', async ({
  page,
}) => {
  for (const key of ['CARE-5', 'CARE-6']) await incidentFor(key);
  await new SignInPage(page).enterAs('l2');
  await page.goto('/incidents?definition=payment');
  await page
    .getByRole('grid', { name: 'Groups' })
    .getByRole('row', { name: /Charge payment/ })
    .click();
  const details = page.getByRole('complementary');
  await expect(details.getByText('By version')).toBeVisible();
  await page.keyboard.press('a');
  await expect(details.getByText('Working')).toBeVisible();
  await page.keyboard.press('c');
  await expect(details.getByLabel('What have you found out?')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+R');
  await expect(dialog(page).getByText(/failed steps are tried again at “Charge payment”/)).toBeVisible();
  await page.screenshot({ path: 'e2e/results/group-retry-light-1440.png' });
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Retry the group' }).click();
  await dialog(page).getByRole('link', { name: /batch/i }).click();
  await expect(page).toHaveURL(/\/batches\/\d+/);
});

test('jobs tell what was tried; what makes them is held and released', async ({ page }) => {
  const { instanceKey } = await startEverything('CARE-7');
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances/${instanceKey}?tab=jobs`);
  await page
    .getByRole('row', { name: /e2e-first/ })
    .first()
    .click();
  await expect(page.getByText('Log of First')).toBeVisible();
  await page.goto('/definitions/everything/versions/1?tab=jobs');
  await expect(page.getByRole('row', { name: /48 h/ })).toBeVisible();
  await page.getByRole('row', { name: /48 h/ }).getByRole('button', { name: 'Suspend…' }).click();
  await confirm(page, 'Suspend jobs');
  await page.getByRole('row', { name: /48 h/ }).getByRole('button', { name: 'Resume…' }).click();
  await confirm(page, 'Resume jobs');
});

test('definitions: starred, as tiles, and which old versions may go', async ({ page }) => {
  await deployTwoVersions();
  await new SignInPage(page).enterAs('l2');
  await page.goto('/definitions?find=versioned');
  const star = page.getByRole('button', { name: /^Star / }).first();
  const was = await star.getAttribute('aria-pressed');
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', was === 'true' ? 'false' : 'true');
  if (was === 'true') await star.click();
  await page.getByRole('button', { name: 'Starred', exact: true }).click();
  await page.getByRole('button', { name: 'Tiles', exact: true }).click();
  await expect(page).toHaveURL(/show=starred.*view=tiles|view=tiles.*show=starred/);
  const tile = page.getByRole('listitem').filter({ hasText: 'versioned' });
  await expect(tile.locator('.djs-shape').first()).toBeAttached();
  await page.screenshot({ path: 'e2e/results/definition-tiles-light-1440.png' });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/definitions\/versioned\/versions\/\d+$/);
  await page.goto(`${new URL(page.url()).pathname}?tab=versions`);
  await expect(page.getByRole('row', { name: /^v1 / })).toContainText(/May be deleted|Instances run|Called by/);
});
