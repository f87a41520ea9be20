import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export class InstancePage {
  readonly page: Page;
  readonly dialog: Locator;
  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }

  async open(key: string): Promise<void> {
    await this.page.goto(`/instances/${key}`);
    await expect(this.page.locator('[data-ready="true"]')).toBeVisible({ timeout: 20_000 });
  }
  /** The word of its state, beside the title. */
  get state(): Locator {
    return this.page.getByTestId('instance-state');
  }
  operation(name: string): Locator {
    return this.page.locator(`main [data-operation="${name}"]`).first();
  }
  async correct(variable: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: `Correct ${variable}…` }).click();
    await this.dialog.getByLabel('Value').fill(text);
    await this.giveReason();
    await this.dialog.getByRole('button', { name: 'Correct variable' }).click();
    await expect(this.dialog.getByTestId('action-result')).toBeVisible();
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }
  async giveReason(): Promise<void> {
    await expect(this.dialog.getByLabel('Reason')).toBeVisible();
    await this.dialog.getByLabel('Reason').selectOption({ index: 1 });
    const ticket = this.dialog.getByLabel('Ticket');
    if (await ticket.isVisible()) await ticket.fill('OPS-412');
    // Corrections declare what is wrong; the next operation and the way back are offered.
    const symptom = this.dialog.getByLabel('What is wrong now');
    if (await symptom.isVisible()) await symptom.fill('The value is wrong');
    await this.lookAtChecks();
  }
  /** Ticks what the checks leave to the person, once all of them have answered. */
  async lookAtChecks(): Promise<void> {
    const checks = this.dialog.getByRole('region', { name: 'Checks before we start' });
    await expect(checks).toHaveAttribute('aria-busy', 'false');
    for (const tick of await checks.getByRole('checkbox').all()) await tick.check();
  }
}
