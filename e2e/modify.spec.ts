import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { startEverything, startLoop } from './worker-api.ts';

const element = (page: Page, id: string) => page.locator(`.djs-shape[data-element-id="${id}"]`).first();
const badge = (page: Page, id: string) =>
  page
    .locator(
      `.djs-overlays[data-container-id="${id}"] .wh-badge-incident, .djs-overlays[data-container-id="${id}"] .wh-badge-active`,
    )
    .first();

async function openPlan(page: Page, key: string): Promise<InstancePage> {
  const instance = new InstancePage(page);
  await page.goto(`/instances/${key}/modify`);
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  return instance;
}

test('a token is moved on the diagram: planned in violet, rehearsed, applied whole, and written in the audit log', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('MODIFY-1');
  await new SignInPage(page).enterAs('l2');
  const instance = new InstancePage(page);
  await instance.open(instanceKey);
  await instance.operation('instance.modify').click();
  await expect(page.getByText('Nothing has been applied.')).toBeVisible();
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  await element(page, 'First').click();
  await element(page, 'Review').click();
  await expect(page.locator('.wh-badge-planned')).toHaveText(['−1', '+1']);
  const dryRun = page.getByRole('region', { name: 'Dry run' });
  await expect(dryRun.getByRole('row', { name: /First.*1 token, incident/ })).toBeVisible();
  await expect(dryRun.getByRole('row', { name: /Review.*2 tokens/ })).toBeVisible();
  const plan = page.getByRole('complementary', { name: 'Plan' });
  for (const check of [
    'It leaves a safe wait state',
    'What the target needs is there',
    'Outside effects so far',
    'Timers touched',
    'Reach',
    'Way back',
  ])
    await expect(plan.getByText(check, { exact: true })).toBeVisible();
  await page.screenshot({ path: 'e2e/results/modify-light-1440.png' });
  await page.keyboard.press('Control+z');
  await expect(page.locator('.wh-badge-planned')).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(page.locator('.wh-badge-planned')).toHaveText(['−1', '+1']);
  await page.getByRole('button', { name: 'Review and apply…' }).click();
  await instance.giveReason();
  await page.screenshot({ path: 'e2e/results/modify-dialog-light-1440.png' });
  await instance.dialog.getByRole('button', { name: 'Modify in 1 step' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toContainText('was modified');
  await expect(instance.dialog.getByRole('link', { name: /audit entry/i })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(new RegExp(`/instances/${instanceKey}$`));
  await expect(page.locator('[data-element-id="First"].wh-active, [data-element-id="First"].wh-incident')).toHaveCount(
    0,
  );
});

test('a badge and an element are pulled to another element, a token is put on a flow with a variable of its own, steps change their order', async ({
  page,
}) => {
  const { instanceKey } = await startEverything('MODIFY-2');
  await new SignInPage(page).enterAs('l2');
  await openPlan(page, instanceKey);
  await badge(page, 'Second').hover();
  await page.mouse.down();
  const target = await element(page, 'Review').boundingBox();
  if (target === null) throw new Error('Review is not drawn');
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 });
  await expect(page.locator('.wh-badge-ghost')).toBeVisible();
  await page.screenshot({ path: 'e2e/results/modify-drag-light-1440.png' });
  await page.mouse.up();
  const plan = page.getByRole('complementary', { name: 'Plan' });
  await expect(plan.getByText('Second → before Review')).toBeVisible();
  // The element itself can be taken hold of as well; the picture stays where it is.
  await element(page, 'First').hover();
  await page.mouse.down();
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(plan.getByText('First → before Review')).toBeVisible();
  expect(await element(page, 'Review').boundingBox()).toEqual(target);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(plan.getByText('First → before Review')).toBeHidden();
  await page.getByRole('group', { name: 'What a click plans' }).getByRole('button', { name: 'Add token' }).click();
  await element(page, 'First').click();
  await plan
    .getByRole('group', { name: 'Where the token starts' })
    .last()
    .getByRole('button', { name: 'On a flow' })
    .click();
  await expect(plan.getByText('on the flow Fork → First')).toBeVisible();
  await plan.getByRole('button', { name: 'Variables (0)' }).last().click();
  await plan.getByRole('button', { name: 'Add', exact: true }).click();
  await plan.getByLabel('Name').fill('note');
  await plan.getByLabel('Value').fill('by hand');
  await expect(
    page.getByRole('table', { name: 'Variables afterwards' }).getByRole('row', { name: /note.*by hand/ }),
  ).toBeVisible();
  await plan.getByRole('button', { name: 'Earlier' }).last().click();
  await expect(plan.getByRole('listitem').first()).toContainText('Add 1 token');
  await page.screenshot({ path: 'e2e/results/modify-flow-light-1440.png' });
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.screenshot({ path: 'e2e/results/modify-flow-light-1024.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'Instances' }).first().click();
  const leaving = page.getByRole('dialog', { name: 'Leave without applying the plan?' });
  await leaving.getByRole('button', { name: 'Stay' }).click();
  await expect(plan.getByText('Second → before Review')).toBeVisible();
});

test('one run of a loop is cancelled, or the whole loop; what changes meanwhile is named', async ({ page }) => {
  const key = await startLoop('MODIFY-3');
  await new SignInPage(page).enterAs('l2');
  await openPlan(page, key);
  await page.getByRole('group', { name: 'What a click plans' }).getByRole('button', { name: 'Cancel' }).click();
  await element(page, 'Send').click();
  const plan = page.getByRole('complementary', { name: 'Plan' });
  await plan.getByRole('button', { name: 'Single runs' }).click();
  const which = plan.getByRole('group', { name: 'Which tokens at Send parcel' });
  await which.getByRole('checkbox').first().uncheck();
  await expect(plan.getByText('Cancel 1 token')).toBeVisible();
  await page.screenshot({ path: 'e2e/results/modify-loop-light-1440.png' });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.screenshot({ path: 'e2e/results/modify-loop-dark-1440.png' });
});

test('a first-line operator sees the plan, and cannot apply it', async ({ page }) => {
  const { instanceKey } = await startEverything('MODIFY-4');
  await new SignInPage(page).enterAs('l1');
  await openPlan(page, instanceKey);
  const review = page.getByRole('button', { name: 'Review and apply…' });
  await expect(review).toHaveAttribute('aria-disabled', 'true');
  await expect(review).toHaveAttribute('aria-description', /instance\.modify/);
});
