import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { authorize } from '../lib/auth/authorize.ts';
import { ACTIONS } from '../lib/auth/policy.ts';
import type { ActionName } from '../lib/auth/policy.ts';
import type { RoleId } from '../lib/auth/roles.ts';
import type { Role } from './browser-args.ts';
import { firstRow, layGround, MENUS, NEEDS_CHOICE, NEEDS_ROW, PLACES, read } from './ground.ts';
import type { Ground } from './ground.ts';
import { SignInPage } from './pages/sign-in-page.ts';

const ROLE_IDS: Readonly<Record<Role, RoleId>> = {
  business: 'business-user',
  l1: 'l1-operator',
  l2: 'l2-operator',
  developer: 'developer',
  admin: 'admin',
  auditor: 'auditor',
};
const NAMES = Object.keys(ACTIONS) as ActionName[];
/** Requests that are under way at once. */
const TOGETHER = 6;
/** Each role tries each operation. */
const TIMEOUT_MS = 600_000;
/** For one thing to be there to press. */
const STEP_MS = 20_000;
let ground: Ground;
let parameters: Readonly<Record<ActionName, object>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(TIMEOUT_MS);
  const page = await browser.newPage();
  await new SignInPage(page).signInAs('l2');
  ground = await layGround(page, 'ROLES');
  const {
    instanceKey,
    taskKey,
    heldKey,
    endedKey,
    batchKey,
    pausedKey,
    viewKey,
    messageKey,
    reportedKey,
    delegatedKey,
    freeTaskKey,
  } = ground;
  const incident = await firstRow(page, `incidents?instance=${instanceKey}`);
  const job = await firstRow(page, `jobs?instance=${instanceKey}&state=incident`);
  const timer = await firstRow(page, `jobs?instance=${instanceKey}&kind=timer`);
  const heldJob = await firstRow(page, `jobs?instance=${heldKey}`);
  const payment = (await read(page, 'definition?process=payment')) as { definition: { key: string } };
  const held = (await read(page, 'definition?process=held')) as { definition: { key: string } };
  const variable = await firstRow(page, `instance-variables?instance=${instanceKey}`);
  const everything = (await read(page, 'definition?process=everything')) as { definition: { key: string } };
  const reported = await firstRow(page, `incidents?instance=${reportedKey}`);
  const resting = (await read(page, 'definition?process=resting')) as { definition: { key: string } };
  const { history } = (await read(page, `instance?key=${instanceKey}`)) as {
    history: { key: string; elementId: string }[];
  };
  const waits = await firstRow(page, 'subscriptions?kind=message');
  const entry = await firstRow(page, 'audit?what=view.save');
  const value = { instanceKey, scopeKey: variable.scopeKey, name: variable.name, expectedRevision: variable.revision };
  parameters = {
    'incident.acknowledge': { incidentKey: incident.key, isAcknowledged: true },
    'incident.assign': { incidentKey: incident.key, owner: null },
    'incident.snooze': { incidentKey: incident.key, until: null },
    'incident.comment': { incidentKey: incident.key, text: 'x' },
    'incident.link-ticket': { incidentKey: incident.key, ticket: null },
    'incident.retry': { incidentKey: incident.key },
    'instance.retry-all': { instanceKey },
    'instance.cancel': { instanceKey },
    'instance.start': { definitionKey: everything.definition.key },
    'variable.set': { ...value, type: 'Integer', text: '6' },
    'variable.add': { instanceKey, scopeKey: instanceKey, name: 'more', type: 'String', text: 'x' },
    'variable.remove': value,
    'job.set-retries': { jobKey: job.key, retries: 2 },
    'job.execute': { jobKey: timer.key },
    'job.set-due-date': { jobKey: timer.key, dueAt: '2030-01-01T00:00:00Z' },
    'job.set-priority': { jobKey: timer.key, priority: 5 },
    'job.complete': { jobKey: job.key },
    'job.fail': { jobKey: job.key, message: 'x' },
    'job.throw-error': { jobKey: job.key, code: 'x' },
    'instance.watch': { instanceKey, isWatched: true },
    'instance.suspend': { instanceKey },
    'instance.resume': { instanceKey: heldKey },
    'instance.modify': { instanceKey, steps: [{ kind: 'startBefore', elementId: 'First' }] },
    'message.correlate': { instanceKey, name: 'e2e-paid' },
    'incident.annotate': { incidentKey: incident.key, annotation: 'x' },
    'incident.create': {
      instanceKey,
      elementInstanceKey: history.find(({ elementId }) => elementId === 'Review')?.key ?? '',
      type: 'x',
      message: 'x',
    },
    'incident.resolve': { incidentKey: reported.key },
    'incident.retry-group': { incidentKey: incident.key },
    'job.unlock': { jobKey: job.key },
    'job.suspend': { jobKey: timer.key },
    'job.resume': { jobKey: heldJob.key },
    'job-definition.suspend': {
      definitionKey: everything.definition.key,
      elementId: 'Late',
      position: 'timer',
      includesJobs: false,
      at: null,
    },
    'job-definition.resume': {
      definitionKey: resting.definition.key,
      elementId: 'Late',
      position: 'timer',
      includesJobs: false,
      at: null,
    },
    'job-definition.set-priority': {
      definitionKey: everything.definition.key,
      elementId: 'Late',
      position: 'timer',
      priority: 1,
      includesJobs: false,
    },
    'job-definition.retry-failed': {
      definitionKey: everything.definition.key,
      elementId: 'First',
      retries: 1,
      at: null,
    },
    'task.delegate': { taskKey, userId: 'bea' },
    'task.resolve': { taskKey: delegatedKey },
    'task.set-candidates': { taskKey, users: [], groups: [] },
    'task.set-dates': { taskKey, dueAt: null, followUpAt: null },
    'task.set-priority': { taskKey, priority: 1 },
    'task.complete-for': { taskKey },
    'task.delete': { taskKey: freeTaskKey },
    'task.reassign': { taskKeys: [taskKey], assignee: 'bea' },
    'message.send': { name: 'e2e-paid' },
    'message.publish': { name: 'e2e-paid', correlationKey: '', timeToLiveMs: 1000 },
    'message.replay': { messageKey },
    'message.attach': { messageKey, subscriptionKey: waits.key },
    'message.replay-many': { selection: { keys: [messageKey] } },
    'message.mark-many': { selection: { keys: [messageKey] }, mark: 'late' },
    'message.watch': { messageKey, isWatched: true },
    'message.mark': { messageKey, mark: 'late' },
    'message.rule': { name: 'e2e-early', rule: 'keep' },
    'signal.broadcast': { name: 'e2e-signal' },
    'instance.migrate': { instanceKey, targetDefinitionKey: everything.definition.key, mapping: [] },
    'instance.restart': {
      instanceKey: endedKey,
      definitionKey: payment.definition.key,
      starts: [{ kind: 'before', elementId: 'Charge' }],
      variables: 'last',
      keepsBusinessKey: true,
    },
    'instance.delete-history': { instanceKey: endedKey },
    'instance.export-bundle': { instanceKey },
    'batch.create': { selection: { keys: [instanceKey] }, action: { kind: 'suspend' } },
    'batch.pause': { batchKey },
    'batch.cancel': { batchKey },
    'batch.retry': { batchKey },
    'batch.resume': { batchKey: pausedKey },
    'definition.suspend': { definitionKey: everything.definition.key, includesInstances: false, at: null },
    'definition.resume': { definitionKey: held.definition.key, includesInstances: false, at: null },
    'definition.star': { definitionKey: everything.definition.key, isStarred: true },
    'definition.edit-ttl': { definitionKey: everything.definition.key, days: 7 },
    'definition.delete': { definitionKey: held.definition.key },
    'view.save': { screen: 'instances', name: 'Of one role', address: '' },
    'view.share': { viewKey, isShared: true },
    'view.delete': { viewKey },
    'view.set-default': { screen: 'instances', viewKey },
    'instance.export-list': { selection: { keys: [instanceKey] }, sort: '-started', columns: ['key'] },
    'audit.export': { filter: { what: 'view.save' }, format: 'csv' },
    'audit.annotate': { n: entry.n, text: 'x' },
    'task.claim': { taskKey },
    'task.complete': { taskKey },
    'task.assign': { taskKey, assignee: 'bea' },
  };
  await page.close();
});

for (const role of Object.keys(ROLE_IDS) as Role[]) {
  test(`${role}: each operation is open or says which permission is missing, and the server decides the same`, async ({
    page,
  }) => {
    test.setTimeout(TIMEOUT_MS);
    page.setDefaultTimeout(STEP_MS);
    await new SignInPage(page).signInAs(role);
    const answers = await askForAll(page);
    for (const name of NAMES) {
      const { check, run } = answers[name];
      expect(check.status, `${name} checked by ${role}`).toBe(mayDo(role, name) ? 200 : 403);
      if (mayDo(role, name)) continue;
      expect(check.permission).toBe(ACTIONS[name].permission);
      expect(run?.status, `${name} run by ${role}`).toBe(403);
    }
    // A developer's rights are those of L2, whose pages are walked; of the others, what is not as it is for L1.
    const isWalked = role === 'l1' || role === 'l2';
    const seen =
      role === 'developer'
        ? []
        : NAMES.filter((name) =>
            role === 'business' ? name.startsWith('task.') : isWalked || mayDo(role, name) !== mayDo('l1', name),
          );
    for (const path of new Set(seen.map((name) => PLACES[name](ground)))) {
      await page.goto(path);
      for (const name of seen.filter((each) => PLACES[each](ground) === path)) await expectGated(page, name, role);
    }
  });
}

test('whoever may not see a page asks for access, and the administrators are told where', async ({ page }) => {
  await new SignInPage(page).enterAs('business');
  await page.goto('/incidents?definition=asked');
  await page.getByRole('button', { name: 'Ask for access' }).click();
  // Once a day: a second try of this test asks in vain.
  await expect(page.getByText(/The administrators were told|You have asked for this/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask for access' })).toHaveCount(0);
  await new SignInPage(page).enterAs('admin');
  await page.goto('/batches');
  await page.getByTestId('bell').click();
  const asked = page
    .getByRole('dialog')
    .getByText(/asks for the permission incident\.read/)
    .first();
  await expect(asked).toBeVisible();
  await asked.click();
  await expect(page).toHaveURL(/\/incidents\?definition=asked/);
});

test('a business user sees tasks and nothing of the engine', async ({ page }) => {
  await new SignInPage(page).signInAs('business');
  await expect(page).toHaveURL(/\/tasks/);
  await expect(page.getByRole('link', { name: /^Tasks/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Instances/ })).toBeHidden();
  await page.goto(`/instances/${ground.instanceKey}`);
  await expect(page.getByText(/instance\.read/).first()).toBeVisible();
  // Nothing of an area is asked for that is not theirs.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/incidents');
  await expect(page.getByText(/incident\.read/).first()).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/queries/incident'))).toEqual([]);
});

function mayDo(role: Role, name: ActionName): boolean {
  const { permission, risk } = ACTIONS[name];
  return authorize(
    {
      userId: '',
      username: '',
      name: '',
      sessionId: '',
      groups: [],
      roles: [{ id: ROLE_IDS[role], definitions: null }],
    },
    permission,
    { risk },
  ).isAllowed;
}

async function expectGated(page: Page, name: ActionName, role: Role): Promise<void> {
  const { permission } = ACTIONS[name];
  if (NEEDS_CHOICE.has(name))
    await page
      .getByRole('checkbox', { name: /^Choose \d/ })
      .first()
      .check();
  if (NEEDS_ROW.has(name)) await page.getByRole('grid').getByRole('row').nth(1).click();
  const menu = MENUS[name];
  if (menu !== undefined) await page.getByTestId(menu).first().click();
  const button = page.locator(`${menu === undefined ? 'main' : '[role="menu"]'} [data-operation="${name}"]`).first();
  await expect(button, `${name} is shown to ${role}`).toBeVisible();
  const naming = new RegExp(permission.replace('.', '\\.'));
  if (mayDo(role, name)) {
    await expect(button, `${name} is open to ${role}`).not.toHaveAttribute('aria-description', naming);
    if (menu !== undefined) await closeMenu(page);
    return;
  }
  await expect(button, `${name} is closed to ${role}`).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('aria-description', naming);
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  if (menu !== undefined) await closeMenu(page);
}
/** The next one is opened when this is gone. */
async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

interface Asked {
  readonly status: number;
  readonly permission: string | undefined;
}
interface AskedTwice {
  readonly check: Asked;
  readonly run: Asked | null;
}

/**
 * What the server answers to whoever asks what would happen, and does it where that is refused: some at once, as a page
 * does.
 */
async function askForAll(page: Page): Promise<Readonly<Record<ActionName, AskedTwice>>> {
  const rows = await page.evaluate(
    async ({ operations, together }) => {
      const ask = async (operation: string, parameters: object, mode: 'check' | 'run') => {
        const response = await fetch(`/api/operations/${operation}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ parameters, mode }),
        });
        return {
          status: response.status,
          permission: ((await response.json()) as { error?: { permission?: string } }).error?.permission,
        };
      };
      const left = [...operations];
      const answered: [string, AskedTwice][] = [];
      await Promise.all(
        Array.from({ length: together }, async () => {
          for (let next = left.pop(); next !== undefined; next = left.pop()) {
            const [name, parameters] = next;
            const check = await ask(name, parameters, 'check');
            answered.push([name, { check, run: check.status === 403 ? await ask(name, parameters, 'run') : null }]);
          }
        }),
      );
      return answered;
    },
    { operations: Object.entries(parameters), together: TOGETHER },
  );
  return Object.fromEntries(rows) as Readonly<Record<ActionName, AskedTwice>>;
}
