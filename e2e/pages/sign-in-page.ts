import type { BrowserContext, Page } from '@playwright/test';
import { expect, request } from '@playwright/test';
import { ACCOUNTS, CONSOLE_URL, PASSWORD } from '../browser-args.ts';
import type { Role } from '../browser-args.ts';

type Cookies = Parameters<BrowserContext['addCookies']>[0];
/** Of this worker: one is enough for all tests that do not end it. */
const sessions = new Map<Role, Promise<Cookies>>();

/** Signs in as the form does. */
async function openSession(role: Role): Promise<Cookies> {
  const door = await request.newContext({ baseURL: CONSOLE_URL, extraHTTPHeaders: { origin: CONSOLE_URL } });
  const { csrfToken } = (await (await door.get('/api/auth/csrf')).json()) as { csrfToken: string };
  await door.post('/api/auth/callback/credentials', {
    form: { csrfToken, username: ACCOUNTS[role], password: PASSWORD, json: 'true' },
  });
  const session = (await door.storageState()).cookies.filter(({ name }) => name === 'wheelhouse-session');
  await door.dispose();
  expect(session, `${role} is signed in`).toHaveLength(1);
  return session;
}

export class SignInPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto('/sign-in');
  }
  async submit(username: string, password: string): Promise<void> {
    await this.page.getByLabel('User name').fill(username);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
  /** As one who signed in before: with the session's cookie, on no page yet. */
  async enterAs(role: Role): Promise<void> {
    const session = sessions.get(role) ?? openSession(role);
    sessions.set(role, session);
    await this.page.context().addCookies(await session);
  }
  /** By the form, to the page that is shown then. */
  async signInAs(role: Role): Promise<void> {
    await this.open();
    await this.submit(ACCOUNTS[role], PASSWORD);
    await expect(this.page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
  }
}
