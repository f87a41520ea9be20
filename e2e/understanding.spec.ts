import { expect, test } from '@playwright/test';
import { TOLD_MODEL } from './models.ts';
import { openTab } from './open-tab.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deploy, failWork, start } from './worker-api.ts';

const amount = (value: number) => ({ amount: { value, type: 'Integer' } });
test.beforeAll(() => deploy('told.bpmn', TOLD_MODEL));

test('an instance says what started it, what it waits for, and what its model says in words', async ({ page }) => {
  const key = await start('told', 'TOLD-1', amount(99));
  await failWork(key, 'e2e-told', 'no answer');
  await new SignInPage(page).enterAs('l1');
  const instance = new InstancePage(page);
  await instance.open(key);
  await expect(page.getByRole('main')).toContainText('Started by somebody over the Camunda 7 API');
  await page
    .getByRole('tree')
    .getByRole('treeitem', { name: /Collect/ })
    .click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('a retry by an operator');
  await expect(details).toContainText(/or Too late: the timer, due in/);
  await openTab(page, 'Model');
  await expect(page).toHaveURL(/tab=model/);
  const model = page.getByRole('tabpanel');
  await expect(model.getByRole('region', { name: 'What goes in' })).toContainText('sum');
  await expect(model.getByRole('region', { name: 'What goes in' })).toContainText('now 198');
  await expect(model.getByRole('region', { name: 'What it does' })).toContainText('e2e-told');
  await expect(model.getByRole('region', { name: 'What is called beside it' })).toContainText('On entering');
});

test('the ways of two instances on one diagram, with counts and times, beside their variables', async ({ page }) => {
  const [a, b] = [await start('told', 'TOLD-A', amount(99)), await start('told', 'TOLD-B', amount(5))];
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/instances/compare?a=${a}&b=${b}`);
  await expect(page.locator('.wh-canvas .djs-shape.wh-onlyA[data-element-id="Collect"]')).toHaveCount(1);
  await expect(page.locator('.wh-canvas .djs-shape.wh-onlyB[data-element-id="Review"]')).toHaveCount(1);
  await expect(page.getByText('3 of 3 differ')).toBeVisible();
  await page.getByRole('button', { name: 'Path' }).click();
  await expect(page).toHaveURL(new RegExp(`a=${a}.*b=${b}.*what=path`));
  const table = page.getByRole('table', { name: 'Path' });
  await expect(table.getByRole('row', { name: /Collect/ })).toContainText('Only in A');
  await table.getByRole('button', { name: 'Review' }).click();
  await expect(page).toHaveURL(/element=Review/);
});

test('somebody who only works on tasks does not compare instances', async ({ page }) => {
  const key = await start('told', 'TOLD-C', amount(5));
  await new SignInPage(page).enterAs('business');
  await page.goto(`/instances/compare?a=${key}&b=${key}`);
  await expect(page.getByRole('main').getByText('instance.read').first()).toBeVisible();
  await expect(page.locator('.wh-canvas')).toHaveCount(0);
});
