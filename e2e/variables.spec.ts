import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { expectNothingSerious } from './look.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, start, startEverything } from './worker-api.ts';

const ORDER = '{"id":9007199254740993,"items":[{"sku":"A-1"}]}';
const VARIABLES = {
  amount: { value: '9007199254740993', type: 'Long' },
  provider: { value: 'wrong', type: 'String' },
  order: { value: ORDER, type: 'Json' },
};
test.beforeAll(deployPayment);

const startOrder = (businessKey: string) => start('payment', businessKey, VARIABLES);
const row = (page: Page, name: string) =>
  page.getByRole('tabpanel').getByRole('row', { name: new RegExp(`^${name} `) });

async function open(page: Page, key: string, role: 'l2' | 'developer' | 'auditor' = 'l2'): Promise<InstancePage> {
  await new SignInPage(page).enterAs(role);
  const instance = new InstancePage(page);
  await instance.open(key);
  return instance;
}

test('of two who edit the same variable at once, the second is told who changed what, and can go on from there', async ({
  browser,
}) => {
  const key = await startOrder('VAR-TWO');
  const [first, second] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  const [mine, theirs] = [await open(first, key), await open(second, key, 'developer')];
  for (const each of [mine, theirs]) await each.page.getByRole('button', { name: 'Correct provider…' }).click();
  await theirs.dialog.getByLabel('Value').fill('theirs');
  await theirs.giveReason();
  await mine.dialog.getByLabel('Value').fill('mine');
  await mine.giveReason();
  await mine.dialog.getByRole('button', { name: 'Correct variable' }).click();
  await expect(mine.dialog.getByTestId('action-result')).toBeVisible();
  await theirs.dialog.getByRole('button', { name: 'Correct variable' }).click();
  await expect(theirs.dialog.getByRole('alert')).toContainText(
    /revision 2, you saw 1\. .+ did so at .+entry #\d+\)\. It is mine now\./,
  );
  await second.screenshot({ path: 'e2e/results/variable-conflict-light-1440.png' });
  await theirs.dialog.getByRole('alert').getByRole('button').click();
  await expect(theirs.dialog.getByText('Still revision 2.')).toBeVisible();
  await theirs.dialog.getByRole('button', { name: 'Correct variable' }).click();
  await expect(theirs.dialog.getByTestId('action-result')).toBeVisible();
  await first.keyboard.press('Escape');
  await expect(row(first, 'provider')).toContainText('"theirs"');
});

test('a correction is declared, verified, kept with its entry, and taken back from there', async ({ page }) => {
  const instance = await open(page, await startOrder('VAR-UNDO'));
  await page.getByRole('button', { name: 'Correct amount…' }).click();
  await instance.dialog.getByLabel('Value').fill('9007199254740995');
  await instance.giveReason();
  await page.screenshot({ path: 'e2e/results/variable-correct-light-1440.png' });
  await instance.dialog.getByRole('button', { name: 'Correct variable' }).click();
  await expect(instance.dialog.getByText('The value stands: amount is 9007199254740995, revision 2.')).toBeVisible();
  await page.screenshot({ path: 'e2e/results/variable-corrected-light-1440.png' });
  await instance.dialog.getByRole('link', { name: /Open audit entry #\d+/ }).click();
  const entry = page.getByRole('complementary', { name: /Audit entry/ });
  await expect(entry.getByRole('region', { name: 'Correction' })).toContainText('The value is wrong');
  await page.screenshot({ path: 'e2e/results/audit-correction-light-1440.png' });
  await entry.getByRole('button', { name: 'Undo…' }).click();
  await instance.dialog.getByLabel('Reason').selectOption({ index: 1 });
  await instance.dialog.getByLabel('Ticket').fill('OPS-413');
  await instance.lookAtChecks();
  await instance.dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(instance.dialog.getByText('amount is 9007199254740993, revision 3.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entry.getByText('Taken back by')).toBeVisible();
});

test('variables are filtered in the address, evaluated, and each has its history with differences', async ({
  page,
}) => {
  const instance = await open(page, await startOrder('VAR-STORY'));
  await page.getByRole('searchbox', { name: 'Name contains' }).fill('prov');
  await expect(page).toHaveURL(/vname=prov/);
  await expect(page.getByRole('tabpanel').getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Name contains' }).fill('');
  await page.getByRole('button', { name: 'Correct order…' }).click();
  await instance.dialog.getByLabel('Value').fill('{"id": 1,}');
  await expect(instance.dialog.getByRole('alert')).toContainText('Line 1, column 10');
  await instance.dialog.getByLabel('Value').fill(ORDER.replace('A-1', 'B-2'));
  await instance.dialog.getByRole('button', { name: 'Format' }).click();
  await expect(instance.dialog.getByLabel('Value')).toHaveValue(/"id": 9007199254740993,\n/);
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Correct variable' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'History of order' }).click();
  await expect(instance.dialog.getByRole('region', { name: 'From A to B' })).toContainText('"sku": "B-2"');
  await expect(instance.dialog.getByText('The model names it nowhere.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Evaluate…' }).click();
  await instance.dialog.getByLabel('Expression').fill(`\${amount - 1}`);
  await instance.dialog.getByRole('button', { name: 'Evaluate' }).click();
  await expect(instance.dialog.getByRole('region', { name: 'Result' }).first()).toContainText('9007199254740992');
});

test('a file goes up and comes down as it was', async ({ page }) => {
  const instance = await open(page, await startOrder('VAR-FILE'));
  const content = Buffer.from([0, 1, 2, 250, 255, 10]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await instance.dialog.getByLabel('Name').fill('invoice');
  await instance.dialog.getByLabel('Type').selectOption('File');
  await instance.dialog
    .locator('input[type="file"]')
    .setInputFiles({ name: 'invoice.bin', mimeType: 'application/octet-stream', buffer: content });
  await expect(instance.dialog.getByText('6 bytes')).toBeVisible();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: 'Add variable' }).click();
  await expect(instance.dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, 'invoice')).toContainText('invoice.bin');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download invoice' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('invoice.bin');
  expect(await readFile(await download.path())).toEqual(content);
});

test('two instances are compared, the other found by its business key', async ({ page }) => {
  const key = await startOrder('VAR-A');
  await start('payment', 'VAR-B', { ...VARIABLES, provider: { value: 'right', type: 'String' } });
  await open(page, key);
  await page.getByRole('link', { name: 'Compare with…' }).click();
  await page.getByLabel('Instance B: Key or business key').fill('VAR-B');
  await page.getByRole('region', { name: 'Instance B' }).getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByText('1 of 3 differ')).toBeVisible();
  await page.getByRole('button', { name: 'provider' }).click();
  await expect(page.getByRole('region', { name: 'provider, A against B' })).toContainText('right');
});

test('all that failed is retried, and each job is followed', async ({ page }) => {
  const { instanceKey } = await startEverything('VAR-RETRY');
  const instance = await open(page, instanceKey);
  await page.getByRole('button', { name: /^Retry all/ }).click();
  await expect(instance.dialog.getByText('Idempotency key', { exact: true })).toBeVisible();
  await instance.giveReason();
  await instance.dialog.getByRole('button', { name: /Retry all/ }).click();
  await expect(
    instance.dialog.getByRole('list', { name: 'What became of each job' }).getByRole('listitem'),
  ).toHaveCount(2);
  await expect(instance.dialog.getByText('0 of 2 verified, 0 failed again')).toBeVisible();
});

test('an auditor sees everything of it and may change nothing', async ({ page }) => {
  const key = await startOrder('VAR-AUDIT');
  await open(page, key, 'auditor');
  await expect(page.getByRole('button', { name: 'Correct provider…' })).toHaveAttribute(
    'aria-description',
    /variable\.correct/,
  );
  await page.getByRole('button', { name: 'History of provider' }).click();
  await expect(page.getByRole('dialog').getByText('The model names it nowhere.')).toBeVisible();
  // And may have it computed that nobody changed the log.
  await page.goto('/audit');
  await page.getByRole('button', { name: 'Verify chain' }).click();
  await expect(page.getByTestId('chain')).toContainText(/Unbroken: [\d,]+ entries/);
  await page.screenshot({ path: 'e2e/results/audit-verified-light-1440.png' });
  await expectNothingSerious(page, 'audit log, verified');
});

test('who may read the log but not verify it is refused by the server too', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/audit');
  await expect(page.getByRole('grid', { name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Verify chain' })).toHaveCount(0);
  expect((await page.request.get('/api/queries/audit-verification')).status()).toBe(403);
});
