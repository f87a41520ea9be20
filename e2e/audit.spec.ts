import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { checkAuditLines } from '../engine/store/audit-file.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { expectNothingSerious } from './look.ts';

test('an auditor narrows the log, takes it as a file that proves itself, and notes at an entry', async ({
  page,
  browser,
}) => {
  const ticket = `OPS-${Date.now() % 1_000_000}`;
  await new SignInPage(page).enterAs('auditor');
  await page.goto('/audit');
  const numbers = await page.evaluate(async (named) => {
    const save = async (name: string) =>
      await fetch('/api/operations/view.save', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ parameters: { screen: 'instances', name, address: '' }, reason: { ticket: named } }),
      });
    await save(`${named} first`);
    await save(`${named} second`);
    return ((await (await fetch(`/api/queries/audit?ticket=${named}`)).json()) as { rows: { n: number }[] }).rows.map(
      ({ n }) => n,
    );
  }, ticket);
  expect(numbers).toHaveLength(2);
  await page.goto(`/audit?entry=${numbers[0]}`);
  const entry = page.getByRole('complementary', { name: `Audit entry ${numbers[0]}` });
  await entry.getByRole('button', { name: 'Same ticket' }).click();
  await expect(page).toHaveURL(new RegExp(`ticket=${ticket}`));
  await expect(page.getByRole('grid', { name: 'Audit log' }).getByRole('row', { name: /Save view/ })).toHaveCount(2);
  await page.screenshot({ path: 'e2e/results/audit-entry-light-1440.png' });
  await expectNothingSerious(page, 'audit log with an entry');

  const dialog = page.getByRole('dialog');
  await entry.getByRole('button', { name: 'Annotate…' }).click();
  await dialog.getByLabel('Note').first().fill('Agreed by telephone');
  await dialog.getByRole('button', { name: 'Add note' }).click();
  await expect(dialog.getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entry.getByRole('region', { name: 'Notes' })).toContainText('Agreed by telephone');

  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByLabel(/^JSON lines/).check();
  await dialog.getByRole('button', { name: 'As request' }).click();
  await expect(dialog.getByRole('region', { name: 'As request' })).toContainText('No endpoint');
  await new InstancePage(page).giveReason();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export log' }).click();
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n');
  expect(await checkAuditLines(lines)).toMatchObject({ entries: 2, problem: null });
  await expect(dialog.getByTestId('action-result')).toContainText(/audit-.*\.jsonl is saved/);

  const other = await browser.newPage();
  await new SignInPage(other).enterAs('l2');
  await other.goto('/audit');
  await expect(other.getByRole('button', { name: 'Export…' })).toHaveAttribute('aria-description', /audit\.export/);
  await other.close();
});
