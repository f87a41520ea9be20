import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { authorize } from '../lib/auth/authorize.ts';
import { ACTIONS } from '../lib/auth/policy.ts';
import type { ActionName } from '../lib/auth/policy.ts';
import type { RoleId } from '../lib/auth/roles.ts';
import { ACCOUNTS } from './browser-args.ts';
import type { Role } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployCase, reportIncident, sendMessage, startCase, startDelegated, startEverything, startEnded, startFailingBatch, startHeld, startResting } from './worker-api.ts';

const ROLE_IDS: Readonly<Record<Role, RoleId>> = { business: 'business-user', l1: 'l1-operator', l2: 'l2-operator', developer: 'developer', admin: 'admin', auditor: 'auditor' };
const NAMES = Object.keys(ACTIONS) as ActionName[];
/** Requests that are under way at once. */
const TOGETHER = 6;
/** Each role tries each operation. */
const TIMEOUT_MS = 300_000;
interface Ground { readonly instanceKey: string; readonly taskKey: string; readonly heldKey: string; readonly endedKey: string; readonly batchKey: string; readonly pausedKey: string; readonly viewKey: string; readonly fingerprint: string; readonly messageKey: string; readonly reportedKey: string; readonly delegatedKey: string; readonly parameters: Readonly<Record<ActionName, object>> }
let ground: Ground;

const jobs = (at: Ground) => `/instances/${at.instanceKey}?tab=jobs`;
const definition = () => '/definitions/everything/versions/1';
const incidents = (at: Ground) => `/instances/${at.instanceKey}?tab=incidents`;
const task = (at: Ground) => `/tasks/${at.taskKey}`;
const definitionJobs = () => '/definitions/everything/versions/1?tab=jobs';
const early = (at: Ground) => `/messages?message=${at.messageKey}`;
const inbox = (at: Ground) => `/incidents?group=${at.fingerprint}`;

/** Where the button of each operation stands; a new operation without a place does not compile. */
const PLACES: Readonly<Record<ActionName, (at: Ground) => string>> = {
  'incident.retry': (at) => `/instances/${at.instanceKey}`, 'instance.retry-all': (at) => `/instances/${at.instanceKey}`, 'instance.cancel': (at) => `/instances/${at.instanceKey}`,
  'variable.set': (at) => `/instances/${at.instanceKey}`, 'variable.add': (at) => `/instances/${at.instanceKey}`, 'variable.remove': (at) => `/instances/${at.instanceKey}`,
  'job.set-retries': jobs, 'job.execute': jobs, 'job.set-due-date': jobs, 'job.set-priority': jobs, 'job.complete': jobs, 'job.fail': jobs, 'job.throw-error': jobs,
  'instance.suspend': (at) => `/instances/${at.instanceKey}`, 'instance.modify': (at) => `/instances/${at.instanceKey}`, 'instance.migrate': (at) => `/instances/${at.instanceKey}`, 'instance.restart': (at) => `/instances/${at.endedKey}`, 'instance.delete-history': (at) => `/instances/${at.endedKey}`, 'instance.export-bundle': (at) => `/instances/${at.instanceKey}`, 'definition.suspend': definition, 'message.correlate': (at) => `/instances/${at.instanceKey}?tab=messages`,
  'batch.create': () => '/instances', 'batch.pause': (at) => `/batches/${at.batchKey}`, 'batch.cancel': (at) => `/batches/${at.batchKey}`, 'batch.retry': (at) => `/batches/${at.batchKey}`, 'batch.resume': (at) => `/batches/${at.pausedKey}`,
  'instance.resume': (at) => `/instances/${at.heldKey}`, 'definition.resume': () => '/definitions/held/versions/1',
  'instance.start': () => '/instances', 'instance.export-list': () => '/instances',
  'view.save': () => '/instances', 'view.share': () => '/instances', 'view.set-default': () => '/instances', 'view.delete': (at) => `/instances?saved=${at.viewKey}`,
  'incident.annotate': incidents, 'incident.create': incidents, 'incident.resolve': (at) => `/instances/${at.reportedKey}?tab=incidents`, 'incident.retry-group': inbox,
  'job.unlock': jobs, 'job.suspend': jobs, 'job.resume': (at) => `/instances/${at.heldKey}?tab=jobs`, 'job-definition.suspend': definitionJobs, 'job-definition.set-priority': definitionJobs, 'job-definition.retry-failed': definitionJobs, 'job-definition.resume': () => '/definitions/resting/versions/1?tab=jobs',
  'task.delegate': task, 'task.resolve': (at) => `/tasks/${at.delegatedKey}`, 'task.set-candidates': task, 'task.set-dates': task, 'task.set-priority': task, 'task.complete-for': task, 'task.reassign': () => '/tasks',
  'message.send': early, 'message.publish': early, 'signal.broadcast': early, 'message.replay': early, 'message.attach': early, 'message.replay-many': () => '/messages?name=e2e-early', 'message.mark-many': () => '/messages?name=e2e-early', 'message.watch': early, 'message.mark': early, 'message.rule': early,
  'incident.acknowledge': inbox, 'incident.assign': inbox, 'incident.snooze': inbox, 'incident.comment': inbox, 'incident.link-ticket': inbox,
  'task.claim': (at) => `/tasks/${at.taskKey}`, 'task.complete': (at) => `/tasks/${at.taskKey}`, 'task.assign': (at) => `/tasks/${at.taskKey}`,
};

/** These stand in the bar of what is chosen in a list. */
const NEEDS_CHOICE: ReadonlySet<ActionName> = new Set(['batch.create', 'task.reassign', 'message.replay-many', 'message.mark-many']);

/** The menu that an operation's entry is in, where it has no button of its own. */
const MENUS: Readonly<Partial<Record<ActionName, string>>> = {
  'view.save': 'views-menu', 'view.share': 'views-menu', 'view.set-default': 'views-menu', 'view.delete': 'views-menu',
  'instance.cancel': 'instance-menu', 'instance.migrate': 'instance-menu', 'instance.delete-history': 'instance-menu', 'instance.export-bundle': 'instance-menu',
  'job.set-due-date': 'job-menu-timer', 'job.set-priority': 'job-menu-timer', 'job.complete': 'job-menu-worker', 'job.fail': 'job-menu-worker', 'job.throw-error': 'job-menu-worker', 'job.unlock': 'job-menu-worker', 'job.suspend': 'job-menu-timer', 'job.resume': 'job-menu-worker',
  'task.delegate': 'task-menu', 'task.resolve': 'task-menu', 'task.set-candidates': 'task-menu', 'task.set-dates': 'task-menu', 'task.set-priority': 'task-menu', 'task.complete-for': 'task-menu' };

test.beforeAll(async ({ browser }) => {
  const { instanceKey, taskKey } = await startEverything('ROLES-1');
  const [heldKey, endedKey] = [await startHeld('ROLES-2'), await startEnded('ROLES-3')];
  const [batchKey, pausedKey] = [await startFailingBatch(), await startFailingBatch({ isPaused: true })];
  await deployCase();
  await startResting();
  const [reportedKey, delegatedKey] = [await startCase('ROLES-4'), await startDelegated('ROLES-5', ACCOUNTS.business)];
  await reportIncident(reportedKey, 'dataQuality');
  const page = await browser.newPage();
  await new SignInPage(page).signInAs('l2');
  const incident = await firstRow(page, `incidents?instance=${instanceKey}`);
  const job = await firstRow(page, `jobs?instance=${instanceKey}&state=incident`);
  const timer = await firstRow(page, `jobs?instance=${instanceKey}&kind=timer`);
  const heldJob = await firstRow(page, `jobs?instance=${heldKey}`);
  const payment = await read(page, 'definition?process=payment') as { definition: { key: string } };
  const held = await read(page, 'definition?process=held') as { definition: { key: string } };
  const variable = await firstRow(page, `instance-variables?instance=${instanceKey}`);
  const everything = await read(page, 'definition?process=everything') as { definition: { key: string } };
  expect(await sendMessage('e2e-early', 'ROLES-1')).toBe(400);
  const reported = await firstRow(page, `incidents?instance=${reportedKey}`);
  const resting = await read(page, 'definition?process=resting') as { definition: { key: string } };
  const { history } = await read(page, `instance?key=${instanceKey}`) as { history: { key: string; elementId: string }[] };
  const message = await firstRow(page, 'early-messages?name=e2e-early');
  const waits = await firstRow(page, 'subscriptions?kind=message');
  const viewKey = await sharedView(page);
  const value = { instanceKey, scopeKey: variable.scopeKey, name: variable.name, expectedRevision: variable.revision };
  ground = {
    instanceKey, taskKey, heldKey, endedKey, batchKey, pausedKey, viewKey, fingerprint: incident.fingerprint, messageKey: message.key, reportedKey, delegatedKey,
    parameters: {
      'incident.acknowledge': { incidentKey: incident.key, isAcknowledged: true }, 'incident.assign': { incidentKey: incident.key, owner: null }, 'incident.snooze': { incidentKey: incident.key, until: null },
      'incident.comment': { incidentKey: incident.key, text: 'x' }, 'incident.link-ticket': { incidentKey: incident.key, ticket: null },
      'incident.retry': { incidentKey: incident.key }, 'instance.retry-all': { instanceKey }, 'instance.cancel': { instanceKey }, 'instance.start': { definitionKey: everything.definition.key },
      'variable.set': { ...value, type: 'Integer', text: '6' }, 'variable.add': { instanceKey, scopeKey: instanceKey, name: 'more', type: 'String', text: 'x' }, 'variable.remove': value,
      'job.set-retries': { jobKey: job.key, retries: 2 }, 'job.execute': { jobKey: timer.key }, 'job.set-due-date': { jobKey: timer.key, dueAt: '2030-01-01T00:00:00Z' }, 'job.set-priority': { jobKey: timer.key, priority: 5 },
      'job.complete': { jobKey: job.key }, 'job.fail': { jobKey: job.key, message: 'x' }, 'job.throw-error': { jobKey: job.key, code: 'x' },
      'instance.suspend': { instanceKey }, 'instance.resume': { instanceKey: heldKey }, 'instance.modify': { instanceKey, steps: [{ kind: 'startBefore', elementId: 'First' }] }, 'message.correlate': { instanceKey, name: 'e2e-paid' },
      'incident.annotate': { incidentKey: incident.key, annotation: 'x' }, 'incident.create': { instanceKey, elementInstanceKey: history.find(({ elementId }) => elementId === 'Review')?.key ?? '', type: 'x', message: 'x' }, 'incident.resolve': { incidentKey: reported.key }, 'incident.retry-group': { incidentKey: incident.key },
      'job.unlock': { jobKey: job.key }, 'job.suspend': { jobKey: timer.key }, 'job.resume': { jobKey: heldJob.key }, 'job-definition.suspend': { definitionKey: everything.definition.key, elementId: 'Late', position: 'timer', includesJobs: false, at: null }, 'job-definition.resume': { definitionKey: resting.definition.key, elementId: 'Late', position: 'timer', includesJobs: false, at: null }, 'job-definition.set-priority': { definitionKey: everything.definition.key, elementId: 'Late', position: 'timer', priority: 1, includesJobs: false }, 'job-definition.retry-failed': { definitionKey: everything.definition.key, elementId: 'First', retries: 1, at: null },
      'task.delegate': { taskKey, userId: 'bea' }, 'task.resolve': { taskKey: delegatedKey }, 'task.set-candidates': { taskKey, users: [], groups: [] }, 'task.set-dates': { taskKey, dueAt: null, followUpAt: null }, 'task.set-priority': { taskKey, priority: 1 }, 'task.complete-for': { taskKey }, 'task.reassign': { taskKeys: [taskKey], assignee: 'bea' },
      'message.send': { name: 'e2e-paid' }, 'message.publish': { name: 'e2e-paid', correlationKey: '', timeToLiveMs: 1000 }, 'message.replay': { messageKey: message.key }, 'message.attach': { messageKey: message.key, subscriptionKey: waits.key }, 'message.replay-many': { selection: { keys: [message.key] } }, 'message.mark-many': { selection: { keys: [message.key] }, mark: 'late' }, 'message.watch': { messageKey: message.key, isWatched: true }, 'message.mark': { messageKey: message.key, mark: 'late' }, 'message.rule': { name: 'e2e-early', rule: 'keep' }, 'signal.broadcast': { name: 'e2e-signal' },
      'instance.migrate': { instanceKey, targetDefinitionKey: everything.definition.key, mapping: [] }, 'instance.restart': { instanceKey: endedKey, definitionKey: payment.definition.key, starts: [{ kind: 'before', elementId: 'Charge' }], variables: 'last', keepsBusinessKey: true }, 'instance.delete-history': { instanceKey: endedKey }, 'instance.export-bundle': { instanceKey },
      'batch.create': { selection: { keys: [instanceKey] }, action: { kind: 'suspend' } }, 'batch.pause': { batchKey }, 'batch.cancel': { batchKey }, 'batch.retry': { batchKey }, 'batch.resume': { batchKey: pausedKey },
      'definition.suspend': { definitionKey: everything.definition.key, includesInstances: false, at: null }, 'definition.resume': { definitionKey: held.definition.key, includesInstances: false, at: null },
      'view.save': { screen: 'instances', name: 'Of one role', address: '' }, 'view.share': { viewKey, isShared: true }, 'view.delete': { viewKey }, 'view.set-default': { screen: 'instances', viewKey }, 'instance.export-list': { selection: { keys: [instanceKey] }, sort: '-started', columns: ['key'] },
      'task.claim': { taskKey }, 'task.complete': { taskKey }, 'task.assign': { taskKey, assignee: 'bea' },
    },
  };
  await page.close();
});

for (const role of Object.keys(ROLE_IDS) as Role[]) {
  test(`${role}: each operation is open or says which permission is missing, and the server decides the same`, async ({ page }) => {
    test.setTimeout(TIMEOUT_MS);
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
    const seen = role === 'developer' ? [] : NAMES.filter((name) => (role === 'business' ? name.startsWith('task.') : isWalked || mayDo(role, name) !== mayDo('l1', name)));
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

function mayDo(role: Role, name: ActionName): boolean {
  const { permission, risk } = ACTIONS[name];
  return authorize({ userId: '', username: '', name: '', sessionId: '', groups: [], roles: [{ id: ROLE_IDS[role], definitions: null }] }, permission, { risk }).isAllowed;
}

async function expectGated(page: Page, name: ActionName, role: Role): Promise<void> {
  const { permission } = ACTIONS[name];
  if (NEEDS_CHOICE.has(name)) await page.getByRole('checkbox', { name: /^Choose \d/ }).first().check();
  const menu = MENUS[name];
  if (menu !== undefined) await page.getByTestId(menu).first().click();
  const button = page.locator(`${menu === undefined ? 'main' : '[role="menu"]'} [data-operation="${name}"]`).first();
  await expect(button, `${name} is shown to ${role}`).toBeVisible();
  const naming = new RegExp(permission.replace('.', '\\.'));
  if (mayDo(role, name)) {
    expect(await button.getAttribute('aria-description') ?? '', `${name} is open to ${role}`).not.toMatch(naming);
    if (menu !== undefined) await page.keyboard.press('Escape');
    return;
  }
  await expect(button, `${name} is closed to ${role}`).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('aria-description', naming);
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  if (menu !== undefined) await page.keyboard.press('Escape');
}

interface Asked { readonly status: number; readonly permission: string | undefined }
interface AskedTwice { readonly check: Asked; readonly run: Asked | null }

/** What the server answers to whoever asks what would happen, and does it where that is refused: some at once, as a page does. */
async function askForAll(page: Page): Promise<Readonly<Record<ActionName, AskedTwice>>> {
  const rows = await page.evaluate(async ({ operations, together }) => {
    const ask = async (operation: string, parameters: object, mode: 'check' | 'run') => {
      const response = await fetch(`/api/operations/${operation}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ parameters, mode }) });
      return { status: response.status, permission: (await response.json() as { error?: { permission?: string } }).error?.permission };
    };
    const left = [...operations];
    const answered: [string, AskedTwice][] = [];
    await Promise.all(Array.from({ length: together }, async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const [name, parameters] = next;
        const check = await ask(name, parameters, 'check');
        answered.push([name, { check, run: check.status === 403 ? await ask(name, parameters, 'run') : null }]);
      }
    }));
    return answered;
  }, { operations: Object.entries(ground.parameters), together: TOGETHER });
  return Object.fromEntries(rows) as Readonly<Record<ActionName, AskedTwice>>;
}
/** A view that everybody sees. */
async function sharedView(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const run = async (operation: string, parameters: object) => await (await fetch(`/api/operations/${operation}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ parameters, mode: 'run' }) })).json() as { viewKey: string };
    const { viewKey } = await run('view.save', { screen: 'instances', name: `Roles ${Date.now()}`, address: 'state=running' });
    await run('view.share', { viewKey, isShared: true });
    return viewKey;
  });
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
