import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { API_URL } from './browser-args.ts';
import { CALLING_MODELS } from './calling-models.ts';
import { expectNothingSerious, lookInBothThemes } from './look.ts';
import { openTab } from './open-tab.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployTogether, holdWork, sendMessage, start, startEverything, startResting } from './worker-api.ts';

const element = (page: Page, id: string) => page.locator(`.djs-shape[data-element-id="${id}"] .djs-hit`).first();

test('several elements are chosen together: lists follow, what is to be cancelled is in the plan at once; L1 may not', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('INST-1');
  await new SignInPage(page).enterAs('l2');
  await new InstancePage(page).open(instanceKey);
  await element(page, 'First').click();
  await element(page, 'Second').click({ modifiers: ['Control'] });
  await expect(page).toHaveURL(/element=First%2CSecond/);
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('heading', { name: '2 elements' })).toBeVisible();
  await expect(page.locator('.djs-shape.wh-selected')).toHaveCount(2);
  await page.getByRole('treeitem', { name: /Review/ }).click({ modifiers: ['Shift'] });
  await expect(details.getByRole('heading', { name: '3 elements' })).toBeVisible();
  await details.getByRole('button', { name: 'Leave out Review' }).click();
  await openTab(page, /Jobs/);
  await expect(page.getByRole('tabpanel').getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'End times' }).click();
  await expect(page.locator('.wh-badge-done').first()).toHaveText(/\d\d:\d\d/);
  await lookInBothThemes(page, 'instance-several');
  await details.getByRole('button', { name: 'Retry these…' }).click();
  await expect(page.getByRole('dialog')).toContainText('2 to retry');
  await page.keyboard.press('Escape');
  await details.getByRole('button', { name: 'Cancel these…' }).click();
  await expect(page).toHaveURL(/\/modify/);
  await expect(page.locator('.wh-badge-planned')).toHaveCount(2);
  await expect(page.locator('.wh-badge-planned').first()).toHaveText('−1');

  await page.context().clearCookies();
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/${instanceKey}?element=First,Second`);
  for (const name of ['Move these…', 'Cancel these…'])
    await expect(details.getByRole('button', { name })).toHaveAttribute('aria-description', /instance\.modify/);
  await expect(details.getByRole('button', { name: 'Retry these…' })).toHaveAttribute(
    'aria-description',
    /incident\.retry/,
  );
});

test('an instance at a glance from the list, its events one by one, and what is known of its definition', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('INST-8');
  await new SignInPage(page).enterAs('l1');
  await page.goto('/instances?businessKey=INST-8');
  await expect(page.getByRole('row', { name: /INST-8/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  const glance = page.getByRole('complementary', { name: 'Instance at a glance' });
  await expect(glance.getByRole('heading', { name: 'INST-8' })).toBeVisible();
  await expect(glance).toContainText('Waiting at');
  // The list beside it leaves out what the glance says, and has room for the rest.
  const list = page.getByRole('grid', { name: 'Instances' });
  await expect(list.getByRole('columnheader', { name: 'Last change' })).toHaveCount(0);
  await expect.poll(() => list.evaluate((grid) => grid.scrollWidth - grid.clientWidth)).toBe(0);
  await lookInBothThemes(page, 'instances-peek');
  await page.keyboard.press('Escape');
  await expect(glance).toBeHidden();
  await expect(list.getByRole('columnheader', { name: 'Last change' })).toBeVisible();
  await page.goto('/instances?businessKey=INST-8&state=completed');
  await expect(page.getByRole('button', { name: 'Without State: 1' })).toBeVisible();

  await page.goto(`/instances/${instanceKey}?tab=events`);
  const events = page.getByRole('grid', { name: 'Events' });
  await page.getByRole('searchbox', { name: 'Find in events' }).fill('variable written');
  await expect(events.getByRole('row', { name: /amount/ })).toBeVisible();
  await expect(events.getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Find in events' }).fill('');
  await page.getByRole('combobox', { name: 'What events are about' }).selectOption('Trouble');
  await expect(events.getByRole('row', { name: /Incident raised First/ })).toBeVisible();
  await lookInBothThemes(page, 'instance-events');
  // More room for the lists, by keys, kept for the next page.
  const line = page.getByRole('separator', { name: 'Room of the diagram and of what is below it' });
  await line.focus();
  await page.keyboard.press('ArrowUp');
  await expect(line).toHaveAttribute('aria-valuenow', '53');
  await page.reload();
  await expect(line).toHaveAttribute('aria-valuenow', '53');
  await line.focus();
  await page.keyboard.press('Delete');
  await expect(line).toHaveAttribute('aria-valuenow', '56');

  await page.goto('/definitions/everything/versions/1?tab=messages');
  await expect(page.getByRole('row', { name: /e2e-paid Paid/ })).toContainText('is waited for');
  await page.getByRole('tab', { name: 'Incidents' }).click();
  await expect(page.getByRole('tabpanel').getByRole('row', { name: /First/ }).first()).toBeVisible();
  await lookInBothThemes(page, 'definition-incidents');
});

test('what was called is opened in the place of its caller, with the way back and its address', async ({ page }) => {
  await deployTogether(CALLING_MODELS);
  const order = await start('inside-order', 'INST-2');
  await new SignInPage(page).enterAs('l1');
  await new InstancePage(page).open(order);
  await page.locator('.wh-badge-called').click();
  await expect(page).toHaveURL(/[?&]root=\d+/);
  const way = page.getByRole('navigation', { name: 'Model of what was called' });
  await expect(way).toContainText('Shipping');
  await expect(element(page, 'Pack')).toBeVisible();
  await page.locator('.wh-badge-called').click();
  await expect(way).toContainText('Packing');
  await expect(page.locator('[data-element-id="Wrap"].wh-active')).toBeVisible();
  await lookInBothThemes(page, 'instance-inside');
  await page.reload();
  await expect(page.locator('[data-element-id="Wrap"].wh-active')).toBeVisible();
  await way.getByRole('button', { name: 'INST-2' }).first().click();
  await expect(page).not.toHaveURL(/[?&]root=/);
  await expect(element(page, 'Ship')).toBeVisible();
  await openTab(page, /Called/);
  await page
    .getByRole('button', { name: /inside the diagram/ })
    .last()
    .click();
  await expect(way).toContainText('Packing');
  await way.getByRole('link', { name: 'Open its page' }).click();
  await expect(page).not.toHaveURL(new RegExp(order));
  await page.goto('/definitions/inside-order/versions/1?tab=calls');
  await expect(page.getByRole('row', { name: /^Calls process .*Ship/ })).toBeVisible();
});

test('a single job rests and runs again, one deed right after the other; L1 may not', async ({ page }) => {
  const { instanceKey } = await startEverything('INST-3');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await page.goto(`/instances/${instanceKey}?tab=jobs`);
  const timer = page.getByTestId('job-menu-timer').first();
  // No pause between the result of the one and the key for the next: nobody was faster.
  for (const [operation, word] of [
    ['job.suspend', 'Suspended'],
    ['job.resume', 'Waiting'],
  ] as const) {
    await timer.click();
    await page.locator(`[role="menu"] [data-operation="${operation}"]`).click();
    await instance.giveReason();
    await page.keyboard.press('Control+Enter');
    await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tabpanel').getByRole('row').filter({ has: timer })).toContainText(word);
    if (operation === 'job.suspend')
      await expect(page.locator('.wh-badge-resting')).toHaveAttribute('title', 'A job here is suspended');
  }
  for (const [operation, done] of [
    ['instance.suspend', 'Suspended'],
    ['instance.resume', 'incidents'],
  ] as const) {
    await page.keyboard.press('s');
    await instance.giveReason();
    await page.keyboard.press('Control+Enter');
    await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(
      instance.operation(operation === 'instance.suspend' ? 'instance.resume' : 'instance.suspend'),
    ).toBeVisible();
    if (done === 'Suspended') await expect(page.locator('.wh-badge-suspended').first()).toBeVisible();
  }

  await page.context().clearCookies();
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/${instanceKey}?tab=jobs`);
  await timer.click();
  await expect(page.locator('[role="menu"] [data-operation="job.suspend"]')).toHaveAttribute(
    'aria-description',
    /job\.schedule/,
  );
});

test('work of many is unlocked as a batch', async ({ page }) => {
  await deployTogether(CALLING_MODELS);
  const key = await start('inside-packing', 'INST-4');
  await holdWork(key, 'inside-wrap');
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances?businessKey=INST-4');
  await page
    .getByRole('checkbox', { name: /^Choose \d/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'More…' }).click();
  await page.getByRole('menuitem', { name: 'Unlock work…' }).click();
  const instance = new InstancePage(page);
  await expect(instance.dialog).toContainText('Any worker may have it at once');
  await instance.giveReason();
  await page.keyboard.press('Control+Enter');
  await instance.dialog.getByRole('link', { name: /Watch/ }).click();
  await expect(page.getByText('Completed').first()).toBeVisible();
  await page.goto(`/instances/${key}?tab=jobs`);
  await expect(page.getByRole('tabpanel').getByRole('row', { name: /inside-wrap/ })).toContainText('Waiting');
});

test('the time line tells waiting from working, and its tabs find room', async ({ page }) => {
  const { instanceKey } = await startEverything('INST-5');
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/${instanceKey}?history=time`);
  const line = page.getByRole('region', { name: 'History' });
  await expect(line.locator('.wh-hatched.bg-active').first()).toBeVisible();
  await expect(line.locator('.wh-hatched.bg-incident').first()).toBeVisible();
  await expect(line.getByRole('button', { name: /Review/ })).toHaveAttribute('title', /of it waiting/);
  await expect(page.getByRole('tablist', { name: 'Data of the instance' })).toBeVisible();
  // Which of them find room is measured after they are drawn.
  await expect
    .poll(() =>
      page
        .getByRole('tablist', { name: 'Data of the instance' })
        .evaluate(
          (list) => list.parentElement !== null && list.parentElement.scrollWidth <= list.parentElement.clientWidth,
        ),
    )
    .toBe(true);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Model' }).click();
  await expect(page.getByRole('tab', { name: 'Model' })).toHaveAttribute('aria-selected', 'true');
});

test('a task that no process asks for is listed, taken and completed', async ({ page }) => {
  const id = `e2e-${Date.now()}`;
  const made = await fetch(`${API_URL}/engine-rest/task/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, name: 'Call the customer back', assignee: 'bea' }),
  });
  expect(made.status).toBe(204);
  await new SignInPage(page).enterAs('business');
  await page.goto('/tasks?filter=mine');
  await page
    .getByRole('row', { name: /Call the customer back/ })
    .first()
    .click();
  const pane = page.getByRole('region', { name: 'Task' });
  await expect(pane).toContainText('No process');
  await lookInBothThemes(page, 'task-of-no-process');
  await pane.getByRole('button', { name: 'Complete', exact: true }).click();
  await expect(pane).toContainText('Completed');
});

test('what makes jobs and rests is marked on the definition; the rule of a message opens with what is in force', async ({
  page,
}) => {
  await startResting();
  await new SignInPage(page).enterAs('l2');
  await page.goto('/definitions/resting/versions/1');
  await expect(page.locator('.wh-badge-resting').first()).toHaveAttribute('title', /new ones rest/);
  await lookInBothThemes(page, 'definition-resting');

  expect(await sendMessage('inst-early', 'INST-6')).toBe(400);
  await page.goto('/messages?name=inst-early');
  await page
    .getByRole('row', { name: /inst-early/ })
    .first()
    .click();
  const instance = new InstancePage(page);
  for (const [before, after] of [
    ['keep', 'ignore'],
    ['ignore', 'keep'],
  ] as const) {
    await instance.operation('message.rule').click();
    await expect(instance.dialog.getByRole('combobox').first()).toHaveValue(before);
    await instance.dialog.getByRole('combobox').first().selectOption(after);
    await instance.giveReason();
    await page.keyboard.press('Control+Enter');
    await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  const kept = await fetch(`${API_URL}/v2/messages/publication`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'inst-kept', correlationKey: 'INST-6', timeToLive: 600_000, variables: {} }),
  });
  expect(kept.ok).toBe(true);
  await page.goto('/messages?tab=buffered&name=inst-kept');
  await expect(page.getByRole('row', { name: /inst-kept/ })).toContainText('over the Camunda 8 API');
  await page.screenshot({ path: 'e2e/results/messages-kept-light-1440.png' });
});

test('a search that has not come to its end says how far it is, and goes on when it is asked to', async ({ page }) => {
  await startEverything('INST-7');
  // A search stops by itself only after tens of thousands of instances: here the door answers each go of the first wait
  // as if it had passed so many. The hints of the live channel may have the list read anew at any time; what is
  // answered depends on the place alone.
  await page.route('**/api/queries/instances?*', async (route) => {
    const url = new URL(route.request().url());
    const go = Number(url.searchParams.get('after') ?? '0');
    if (go < GOES_OF_A_WAIT)
      return await route.fulfill({ json: { rows: [], next: String(go + 1), searchedTo: Date.now() - 60_000 } });
    url.searchParams.set('after', PLACE);
    return await route.continue({ url: url.href });
  });
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances?businessKey=INST-7');
  const further = page.getByRole('button', { name: 'Search further' });
  await expect(further).toBeVisible();
  await expect(page.getByText('Nothing found so far')).toBeVisible();
  await page.screenshot({ path: 'e2e/results/search-further-light-1440.png' });
  await expectNothingSerious(page, 'search further');
  await further.click();
  await expect(page.getByRole('grid', { name: 'Instances' }).getByRole('row', { name: /INST-7/ })).toBeVisible();
  await expect(further).toBeHidden();
});
/** Goes after which a search waits to be asked. */
const GOES_OF_A_WAIT = 30;
/** A place in the list that every instance comes after. */
const PLACE = Buffer.from(JSON.stringify(['9999999999999999'])).toString('base64url');
