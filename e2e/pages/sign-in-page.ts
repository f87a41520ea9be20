import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { ACCOUNTS, PASSWORD } from '../browser-args.ts';
import type { Role } from '../browser-args.ts';

export class SignInPage {
  readonly page: Page;
  constructor(page: Page) { this.page = page; }

  async open(): Promise<void> { await this.page.goto('/sign-in'); }
  async submit(username: string, password: string): Promise<void> {
    await this.page.getByLabel('User name').fill(username);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
  async signInAs(role: Role): Promise<void> {
    await this.open();
    await this.submit(ACCOUNTS[role], PASSWORD);
    await expect(this.page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
  }
}
