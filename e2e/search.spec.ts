import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { CONSOLE_URL } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, failPayment, startPayment } from './worker-api.ts';

/** A test that is tried again has instances of its own. */
const SEARCH = `SEARCH-${Date.now()}`;
const ROWS = new RegExp(SEARCH);

test.beforeAll(async () => {
  await deployPayment();
  for (let n = 1; n <= 4; n += 1) await startPayment(`${SEARCH}-${n}`);
  await failPayment(await startPayment(`${SEARCH}-5`));
});
const grid = (page: Page) => page.getByRole('grid', { name: 'Instances' });

test('filters of every kind are written in the bar, stand in the address, and are joined by all or any', async ({
  page,
}) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent(`^=${SEARCH}-`)}`);
  await expect(grid(page).getByRole('row', { name: ROWS })).toHaveCount(5);
  await page.keyboard.press('f');
  const editor = page.getByRole('form', { name: 'Filter' });
  await editor.getByRole('combobox', { name: 'Filter' }).selectOption({ label: 'Variable…' });
  await editor.getByLabel('Variable', { exact: true }).fill('amount');
  await editor.getByLabel('Comparison').selectOption({ label: 'more than' });
  await editor.getByLabel('Value').fill('500000');
  await page.screenshot({ path: 'e2e/results/search-editor-light-1440.png' });
  await editor.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/var\.amount=gt%3A500000/);
  await expect(page.getByText(/Nothing matches these/)).toBeVisible();
  await page.getByRole('button', { name: 'any', exact: true }).click();
  await expect(page).toHaveURL(/match=any/);
  await expect(grid(page).getByRole('row', { name: ROWS })).toHaveCount(5);
  await page.getByRole('button', { name: 'Remove the filter amount' }).click();
  await page.keyboard.press('f');
  await editor.getByRole('combobox', { name: 'Filter' }).selectOption({ label: 'As text' });
  await editor
    .getByLabel('As text')
    .fill(`businessKey = "${SEARCH}-1" or (state = incident and businessKey ^= "${SEARCH}")`);
  await editor.getByRole('button', { name: 'Apply' }).click();
  await expect(grid(page).getByRole('row', { name: ROWS })).toHaveCount(2);
  await page.screenshot({ path: 'e2e/results/search-text-light-1440.png' });
});

test('a filter that cannot be read is named, and can be taken out', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances?state=running&started=soon&q=colour%20%3D%20red');
  const notice = page.locator('main').getByRole('alert');
  await expect(notice).toContainText('2 filters');
  await expect(notice).toContainText('ISO 8601');
  await expect(notice).toContainText('colour is no field');
  await page.screenshot({ path: 'e2e/results/search-bad-light-1440.png' });
  await notice.getByRole('button', { name: 'Take out As text' }).click();
  await notice.getByRole('button', { name: 'Take out Started' }).click();
  await expect(grid(page)).toBeVisible();
});

test('a filter that is opened again at once keeps the focus, so that it can be left by a key', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances');
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('f');
  const fields = page.getByRole('form', { name: 'Filter' }).getByRole('combobox', { name: 'Filter' });
  await expect(fields).toBeFocused();
  // Before the next picture is drawn, faster than any hand.
  await page.evaluate(async () => {
    const press = (key: string) =>
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('Escape');
    await Promise.resolve();
    press('f');
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  await expect(fields).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(fields).toBeHidden();
});

test('columns are chosen, ordered and widened, with variables, and come with a saved and shared view', async ({
  page,
  browser,
}) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances?businessKey=${encodeURIComponent(`^=${SEARCH}-`)}`);
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Show Waiting at' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Show Key' }).check();
  await dialog.getByLabel('Width of Key in pixels').fill('210');
  await dialog
    .getByRole('textbox', { name: /Variable, or a place/ })
    .or(dialog.getByRole('combobox', { name: /Variable, or a place/ }))
    .fill('amount');
  await dialog.getByRole('button', { name: 'Add variable' }).click();
  await dialog.getByRole('button', { name: 'Move amount up' }).click();
  await page.screenshot({ path: 'e2e/results/columns-light-1440.png' });
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/columns=[^&]*var\.amount%2Ckey%3A210/);
  await expect(grid(page).getByRole('columnheader', { name: 'amount' })).toBeVisible();
  await expect(grid(page).getByRole('gridcell', { name: '120000' }).first()).toBeVisible();

  const name = `Payments ${Date.now()}`;
  await page.getByTestId('views-menu').click();
  await page.getByRole('menuitem', { name: 'Save as new view…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByTestId('views-menu')).toContainText(name);
  await page.getByTestId('views-menu').click();
  await page.screenshot({ path: 'e2e/results/views-menu-light-1440.png' });
  await page.getByRole('menuitem', { name: 'Share with everybody' }).click();
  await expect(page.getByText(`Everybody sees the view ${name}.`)).toBeVisible();

  const other = await browser.newPage();
  await new SignInPage(other).enterAs('l1');
  await other.goto('/instances');
  await other.getByTestId('views-menu').click();
  await expect(other.getByRole('menuitem', { name: 'Share with everybody' })).toHaveAttribute('aria-disabled', 'true');
  await other.getByRole('menuitem', { name: new RegExp(name) }).click();
  await expect(grid(other).getByRole('columnheader', { name: 'amount' })).toBeVisible();
  await other.getByTestId('views-menu').click();
  await other.getByRole('menuitem', { name: 'Open with this view' }).click();
  await expect(other.getByText(`The screen opens with the view ${name}.`)).toBeVisible();
  await other.goto('/instances');
  await expect(grid(other).getByRole('columnheader', { name: 'amount' })).toBeVisible();
  await other.close();

  await page.getByTestId('views-menu').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText(`The view ${name} is deleted.`)).toBeVisible();
});

test('what is chosen or all that match is exported with its columns, and recorded; L1 may not', async ({
  page,
  browser,
  context,
}) => {
  await context.addCookies([{ name: 'wh-theme', value: 'dark', url: CONSOLE_URL }]);
  await new SignInPage(page).enterAs('l2');
  await page.goto(
    `/instances?businessKey=${encodeURIComponent(`^=${SEARCH}-`)}&columns=businessKey,state,var.amount,var.none`,
  );
  await expect(grid(page).getByRole('row', { name: ROWS })).toHaveCount(5);
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('All that match (5)')).toBeChecked();
  await page.screenshot({ path: 'e2e/results/export-dark-1440.png' });
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download CSV' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  await expect(dialog.getByRole('status')).toContainText('The file is complete: 5 rows.');
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    '\uFEFFBusiness key,State,amount,amount (type),none,none (type)',
    `${SEARCH}-5,incident,120000,Integer,,`,
  ]);
  await page.goto('/audit?what=instance.export-list');
  await expect(page.getByRole('row', { name: /Export instances/ }).first()).toBeVisible();
  await page.goto('/instances');
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(grid(page)).toBeVisible();
  await page.screenshot({ path: 'e2e/results/search-dark-1024.png' });

  const other = await browser.newPage();
  await new SignInPage(other).enterAs('l1');
  await other.goto('/instances');
  await expect(other.getByRole('button', { name: 'Export…' })).toHaveAttribute('aria-description', /instance\.export/);
  await other.close();
});
