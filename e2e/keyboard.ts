import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { ACCOUNTS, PASSWORD } from './browser-args.ts';
import type { Role } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** A page with more stops than this on the way is not operable by keyboard. */
const MOST_STOPS = 160;
const MOST_ENTRIES = 30;
const TOUCHED = 'wh-touched-by-mouse';

/** One deed from its button, or its entry in a menu, to what came of it. */
export interface KeyedDeed {
  /** The menu that its entry is in. */
  readonly menu?: string;
  /** The first part of its button's name, where several stand on the page. */
  readonly button?: Locator;
  /** What is filled in before the reason. */
  readonly fill?: () => Promise<void>;
}

/**
 * Hands on the keyboard alone: they find what they press as a person does, and it is known whether a mouse was used
 * after all.
 */
export class Keyboard {
  readonly page: Page;
  readonly dialog: Locator;
  private constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }
  static async at(page: Page): Promise<Keyboard> {
    await page.addInitScript((key) => {
      for (const type of ['pointerdown', 'mousedown', 'touchstart'])
        window.addEventListener(
          type,
          (event) => {
            if (event.isTrusted) sessionStorage.setItem(key, type);
          },
          { capture: true },
        );
    }, TOUCHED);
    return new Keyboard(page);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
  /** Stop by stop, as Tab goes. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    // Found once: to look for it by its role and name at each stop takes longer than to go there.
    let element = await target.elementHandle();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      const where = await element?.evaluate((each) =>
        each === document.activeElement ? 'here' : each.isConnected ? 'elsewhere' : 'gone',
      );
      if (where === 'here') return;
      if (where === 'gone') element = await target.elementHandle();
      else await this.press('Tab');
    }
    throw new Error(`Tab does not reach ${target.toString()} within ${MOST_STOPS} stops`);
  }
  async activate(target: Locator): Promise<void> {
    await this.reach(target);
    await expect(target, 'is open').not.toHaveAttribute('aria-disabled', 'true');
    await this.press('Enter');
  }
  async write(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }
  /** An option of a list, by the letters that it begins with. */
  async pick(target: Locator, letters: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.type(letters);
  }
  /** The entry of a menu that is open. */
  async choose(entry: Locator): Promise<void> {
    await expect(entry).toBeVisible();
    for (let step = 0; step < MOST_ENTRIES && !(await isFocused(entry)); step += 1) await this.press('ArrowDown');
    expect(await isFocused(entry), `arrows reach ${entry.toString()}`).toBe(true);
    await this.press('Enter');
  }

  async signIn(role: Role): Promise<void> {
    await this.page.goto('/sign-in');
    await this.write(this.page.getByLabel('User name'), ACCOUNTS[role]);
    await this.write(this.page.getByLabel('Password'), PASSWORD);
    await this.press('Enter');
    await expect(this.page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
  }

  /** As one who has signed in by keys before. */
  async enter(role: Role): Promise<void> {
    await new SignInPage(this.page).enterAs(role);
  }

  async giveReason(): Promise<void> {
    const reason = this.dialog.getByLabel('Reason');
    // There is something to choose from as soon as the reasons have been read.
    await expect(reason.getByRole('option')).not.toHaveCount(1);
    await this.reach(reason);
    await this.press('Home', 'ArrowDown');
    await expect(reason).not.toHaveValue('');
    const ticket = this.dialog.getByLabel('Ticket');
    if ((await ticket.isVisible()) && (await ticket.inputValue()) === '') await this.write(ticket, 'OPS-412');
    const symptom = this.dialog.getByLabel('What is wrong now');
    if (await symptom.isVisible()) await this.write(symptom, 'The value is wrong');
    const confirmation = this.dialog.getByLabel(/^Type “/);
    if (await confirmation.isVisible()) {
      const [, words = ''] =
        /“(.+)”/.exec(
          (await this.dialog
            .getByText(/Type “/)
            .first()
            .textContent()) ?? '',
        ) ?? [];
      await this.write(confirmation, words);
    }
    const checks = this.dialog.getByRole('region', { name: 'Checks before we start' });
    await expect(checks).toHaveAttribute('aria-busy', 'false');
    for (const tick of await checks.getByRole('checkbox').all()) {
      await this.reach(tick);
      await this.press('Space');
      await expect(tick).toBeChecked();
    }
  }

  /** Does it, sees what came of it and where it is written down, and is back on the page with the focus. */
  async do(operation: string, deed: KeyedDeed = {}): Promise<void> {
    const button =
      deed.button ??
      this.page
        .locator(`${deed.menu === undefined ? 'main' : '[role="menu"]'} [data-operation="${operation}"]`)
        .first();
    if (deed.menu === undefined) await this.activate(button);
    else {
      await this.activate(this.page.getByTestId(deed.menu).first());
      await this.choose(button);
    }
    await this.confirm(deed);
    await this.press('Escape');
    await expect(this.dialog).toBeHidden();
    await expect
      .poll(() => this.page.evaluate(() => document.activeElement !== document.body), {
        message: `the focus is back on the page after ${operation}`,
      })
      .toBe(true);
  }
  /** In the dialog that is open, to what came of it. */
  async confirm({ fill }: KeyedDeed = {}): Promise<void> {
    await expect(this.dialog).toBeVisible();
    await fill?.();
    await expect(this.dialog.getByLabel('Reason')).toBeVisible();
    await this.giveReason();
    await this.press('Control+Enter');
    await expect(this.dialog.getByTestId('action-result')).toBeVisible();
  }
  /** From the dialog that says what came of it to the entry of the audit log. */
  async followToAudit(operation: string): Promise<void> {
    await this.activate(this.dialog.getByRole('link', { name: /Open audit entry #\d+/ }));
    await expect(this.page).toHaveURL(/\/audit\?.*entry=\d+/);
    await expect(this.page.getByRole('complementary', { name: /Audit entry/ })).toContainText(operation);
  }

  async expectNoMouse(): Promise<void> {
    expect(await this.page.evaluate((key) => sessionStorage.getItem(key), TOUCHED)).toBeNull();
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
