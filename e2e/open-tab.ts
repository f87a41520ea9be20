import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** A tab of the instance, in the row or in the menu of those that have no room there. */
export async function openTab(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole('tablist', { name: 'Data of the instance' })).toBeVisible();
  const tab = page.getByRole('tab', { name });
  if (await tab.isVisible()) {
    await tab.click();
    return;
  }
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}
