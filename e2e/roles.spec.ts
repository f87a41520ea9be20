import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { authorize } from '../lib/auth/authorize.ts';
import { ACTIONS } from '../lib/auth/policy.ts';
import type { ActionName } from '../lib/auth/policy.ts';
import type { RoleId } from '../lib/auth/roles.ts';
import type { Role } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { startEverything } from './worker-api.ts';

const ROLE_IDS: Readonly<Record<Role, RoleId>> = { business: 'business-user', l1: 'l1-operator', l2: 'l2-operator', developer: 'developer', admin: 'admin', auditor: 'auditor' };
const NAMES = Object.keys(ACTIONS) as ActionName[];
interface Ground { readonly instanceKey: string; readonly taskKey: string; readonly fingerprint: string; readonly parameters: Readonly<Record<ActionName, object>> }
let ground: Ground;

const inbox = (at: Ground) => `/incidents?group=${at.fingerprint}`;

/** Where the button of each operation stands; a new operation without a place does not compile. */
const PLACES: Readonly<Record<ActionName, (at: Ground) => string>> = {
  'incident.retry': (at) => `/instances/${at.instanceKey}`, 'instance.retry-all': (at) => `/instances/${at.instanceKey}`, 'instance.cancel': (at) => `/instances/${at.instanceKey}`,
  'variable.set': (at) => `/instances/${at.instanceKey}`, 'variable.add': (at) => `/instances/${at.instanceKey}`, 'variable.remove': (at) => `/instances/${at.instanceKey}`,
  'job.set-retries': (at) => `/instances/${at.instanceKey}?tab=jobs`, 'instance.start': () => '/instances',
  'incident.acknowledge': inbox, 'incident.assign': inbox, 'incident.snooze': inbox, 'incident.comment': inbox, 'incident.link-ticket': inbox,
  'task.claim': (at) => `/tasks/${at.taskKey}`, 'task.complete': (at) => `/tasks/${at.taskKey}`, 'task.assign': (at) => `/tasks/${at.taskKey}`,
};

test.beforeAll(async ({ browser }) => {
  const { instanceKey, taskKey } = await startEverything('ROLES-1');
  const page = await browser.newPage();
  await new SignInPage(page).signInAs('l2');
  const incident = await firstRow(page, `incidents?instance=${instanceKey}`);
  const job = await firstRow(page, `jobs?instance=${instanceKey}&state=incident`);
  const variable = await firstRow(page, `instance-variables?instance=${instanceKey}`);
  const definition = await read(page, 'definition?process=everything') as { definition: { key: string } };
  const value = { instanceKey, scopeKey: variable.scopeKey, name: variable.name, expectedRevision: variable.revision };
  ground = {
    instanceKey, taskKey, fingerprint: incident.fingerprint,
    parameters: {
      'incident.acknowledge': { incidentKey: incident.key, isAcknowledged: true }, 'incident.assign': { incidentKey: incident.key, owner: null }, 'incident.snooze': { incidentKey: incident.key, until: null },
      'incident.comment': { incidentKey: incident.key, text: 'x' }, 'incident.link-ticket': { incidentKey: incident.key, ticket: null },
      'incident.retry': { incidentKey: incident.key }, 'instance.retry-all': { instanceKey }, 'instance.cancel': { instanceKey }, 'instance.start': { definitionKey: definition.definition.key },
      'variable.set': { ...value, type: 'Integer', text: '6' }, 'variable.add': { instanceKey, scopeKey: instanceKey, name: 'more', type: 'String', text: 'x' }, 'variable.remove': value,
      'job.set-retries': { jobKey: job.key, retries: 2 }, 'task.claim': { taskKey }, 'task.complete': { taskKey }, 'task.assign': { taskKey, assignee: 'bea' },
    },
  };
  await page.close();
});

for (const role of Object.keys(ROLE_IDS) as Role[]) {
  test(`${role}: each operation is open or says which permission is missing, and the server decides the same`, async ({ page }) => {
    await new SignInPage(page).signInAs(role);
    for (const name of NAMES) {
      const { permission, risk } = ACTIONS[name];
      const access = authorize({ userId: '', username: '', name: '', sessionId: '', groups: [], roles: [{ id: ROLE_IDS[role], definitions: null }] }, permission, { risk });
      const answer = await post(page, name, 'check');
      expect(answer.status, `${name} checked by ${role}`).toBe(access.isAllowed ? 200 : 403);
      if (access.isAllowed) continue;
      expect(answer.permission).toBe(permission);
      expect((await post(page, name, 'run')).status, `${name} run by ${role}`).toBe(403);
    }
    const seen = NAMES.filter((name) => role !== 'business' || name.startsWith('task.'));
    for (const path of new Set(seen.map((name) => PLACES[name](ground)))) {
      await page.goto(path);
      for (const name of seen.filter((each) => PLACES[each](ground) === path)) await expectGated(page, name, role);
    }
  });
}

test('a business user sees tasks and nothing of the engine', async ({ page }) => {
  await new SignInPage(page).signInAs('business');
  await expect(page).toHaveURL(/\/tasks/);
  await expect(page.getByRole('link', { name: /^Tasks/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Instances/ })).toBeHidden();
  await page.goto(`/instances/${ground.instanceKey}`);
  await expect(page.getByText(/instance\.read/).first()).toBeVisible();
});

async function expectGated(page: Page, name: ActionName, role: Role): Promise<void> {
  const { permission, risk } = ACTIONS[name];
  const access = authorize({ userId: '', username: '', name: '', sessionId: '', groups: [], roles: [{ id: ROLE_IDS[role], definitions: null }] }, permission, { risk });
  const button = page.locator(`main [data-operation="${name}"]`).first();
  await expect(button, `${name} is shown to ${role}`).toBeVisible();
  const naming = new RegExp(permission.replace('.', '\\.'));
  if (access.isAllowed) {
    expect(await button.getAttribute('aria-description') ?? '', `${name} is open to ${role}`).not.toMatch(naming);
    return;
  }
  await expect(button, `${name} is closed to ${role}`).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('aria-description', naming);
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function post(page: Page, name: ActionName, mode: 'check' | 'run'): Promise<{ status: number; permission: string | undefined }> {
  return await page.evaluate(async ({ name: operation, body }) => {
    const response = await fetch(`/api/operations/${operation}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await response.json() as { error?: { permission?: string } };
    return { status: response.status, permission: answer.error?.permission };
  }, { name, body: { parameters: ground.parameters[name], mode } });
}
async function read(page: Page, query: string): Promise<unknown> {
  return await page.evaluate(async (path) => (await fetch(`/api/queries/${path}`)).json() as Promise<unknown>, query);
}
interface Row { readonly key: string; readonly fingerprint: string; readonly scopeKey: string; readonly name: string; readonly revision: number }
async function firstRow(page: Page, query: string): Promise<Row> {
  const { rows } = await read(page, query) as { rows: Row[] };
  const [row] = rows;
  if (row === undefined) throw new Error(`Nothing at ${query}`);
  return row;
}
