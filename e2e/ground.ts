import type { Page } from '@playwright/test';
import type { ActionName } from '../lib/auth/policy.ts';
import { ACCOUNTS } from './browser-args.ts';
import {
  createTask,
  deployCase,
  reportIncident,
  sendMessage,
  startCase,
  startDelegated,
  startEnded,
  startEverything,
  startFailingBatch,
  startHeld,
  startResting,
} from './worker-api.ts';

/** What is there for each operation to be done to. */
export interface Ground {
  readonly instanceKey: string;
  readonly taskKey: string;
  readonly heldKey: string;
  readonly endedKey: string;
  readonly batchKey: string;
  readonly pausedKey: string;
  readonly viewKey: string;
  readonly fingerprint: string;
  readonly messageKey: string;
  readonly reportedKey: string;
  readonly delegatedKey: string;
  readonly freeTaskKey: string;
}

const jobs = (at: Ground) => `/instances/${at.instanceKey}?tab=jobs`;
const definition = () => '/definitions/everything/versions/1';
const incidents = (at: Ground) => `/instances/${at.instanceKey}?tab=incidents`;
const task = (at: Ground) => `/tasks/${at.taskKey}`;
const definitionJobs = () => '/definitions/everything/versions/1?tab=jobs';
const early = (at: Ground) => `/messages?message=${at.messageKey}`;
const inbox = (at: Ground) => `/incidents?group=${at.fingerprint}`;

/** Where the button of each operation stands; a new operation without a place does not compile. */
export const PLACES: Readonly<Record<ActionName, (at: Ground) => string>> = {
  'incident.retry': (at) => `/instances/${at.instanceKey}`,
  'instance.retry-all': (at) => `/instances/${at.instanceKey}`,
  'instance.cancel': (at) => `/instances/${at.instanceKey}`,
  'variable.set': (at) => `/instances/${at.instanceKey}`,
  'variable.add': (at) => `/instances/${at.instanceKey}`,
  'variable.remove': (at) => `/instances/${at.instanceKey}`,
  'job.set-retries': jobs,
  'job.execute': jobs,
  'job.set-due-date': jobs,
  'job.set-priority': jobs,
  'job.complete': jobs,
  'job.fail': jobs,
  'job.throw-error': jobs,
  'instance.watch': (at) => `/instances/${at.instanceKey}`,
  'instance.suspend': (at) => `/instances/${at.instanceKey}`,
  'instance.modify': (at) => `/instances/${at.instanceKey}`,
  'instance.migrate': (at) => `/instances/${at.instanceKey}`,
  'instance.restart': (at) => `/instances/${at.endedKey}`,
  'instance.delete-history': (at) => `/instances/${at.endedKey}`,
  'instance.export-bundle': (at) => `/instances/${at.instanceKey}`,
  'definition.suspend': definition,
  'message.correlate': (at) => `/instances/${at.instanceKey}?tab=messages`,
  'batch.create': () => '/instances',
  'batch.pause': (at) => `/batches/${at.batchKey}`,
  'batch.cancel': (at) => `/batches/${at.batchKey}`,
  'batch.retry': (at) => `/batches/${at.batchKey}`,
  'batch.resume': (at) => `/batches/${at.pausedKey}`,
  'definition.star': () => '/definitions?find=everything',
  'definition.edit-ttl': definition,
  'definition.delete': definition,
  'instance.resume': (at) => `/instances/${at.heldKey}`,
  'definition.resume': () => '/definitions/held/versions/1',
  'instance.start': () => '/instances',
  'instance.export-list': () => '/instances',
  'audit.export': () => '/audit',
  'audit.annotate': () => '/audit',
  'view.save': () => '/instances',
  'view.share': () => '/instances',
  'view.set-default': () => '/instances',
  'view.delete': (at) => `/instances?saved=${at.viewKey}`,
  'incident.annotate': incidents,
  'incident.create': incidents,
  'incident.resolve': (at) => `/instances/${at.reportedKey}?tab=incidents`,
  'incident.retry-group': inbox,
  'job.unlock': jobs,
  'job.suspend': jobs,
  'job.resume': (at) => `/instances/${at.heldKey}?tab=jobs`,
  'job-definition.suspend': definitionJobs,
  'job-definition.set-priority': definitionJobs,
  'job-definition.retry-failed': definitionJobs,
  'job-definition.resume': () => '/definitions/resting/versions/1?tab=jobs',
  'task.delegate': task,
  'task.resolve': (at) => `/tasks/${at.delegatedKey}`,
  'task.set-candidates': task,
  'task.set-dates': task,
  'task.set-priority': task,
  'task.complete-for': task,
  'task.delete': (at) => `/tasks/${at.freeTaskKey}`,
  'task.reassign': () => '/tasks',
  'message.send': early,
  'message.publish': early,
  'signal.broadcast': early,
  'message.replay': early,
  'message.attach': early,
  'message.replay-many': () => '/messages?name=e2e-early',
  'message.mark-many': () => '/messages?name=e2e-early',
  'message.watch': early,
  'message.mark': early,
  'message.rule': early,
  'incident.acknowledge': inbox,
  'incident.assign': inbox,
  'incident.snooze': inbox,
  'incident.comment': inbox,
  'incident.link-ticket': inbox,
  'task.claim': (at) => `/tasks/${at.taskKey}`,
  'task.complete': (at) => `/tasks/${at.taskKey}`,
  'task.assign': (at) => `/tasks/${at.taskKey}`,
};

/** These stand in the bar of what is chosen in a list. */
export const NEEDS_CHOICE: ReadonlySet<ActionName> = new Set([
  'batch.create',
  'task.reassign',
  'message.replay-many',
  'message.mark-many',
]);

/** These stand beside the row that was opened. */
export const NEEDS_ROW: ReadonlySet<ActionName> = new Set(['audit.annotate']);

/** The menu that an operation's entry is in, where it has no button of its own. */
export const MENUS: Readonly<Partial<Record<ActionName, string>>> = {
  'view.save': 'views-menu',
  'view.share': 'views-menu',
  'view.set-default': 'views-menu',
  'view.delete': 'views-menu',
  'instance.cancel': 'instance-menu',
  'instance.migrate': 'instance-menu',
  'instance.delete-history': 'instance-menu',
  'instance.export-bundle': 'instance-menu',
  'definition.edit-ttl': 'definition-menu',
  'definition.delete': 'definition-menu',
  'job.set-due-date': 'job-menu-timer',
  'job.set-priority': 'job-menu-timer',
  'job.complete': 'job-menu-worker',
  'job.fail': 'job-menu-worker',
  'job.throw-error': 'job-menu-worker',
  'job.unlock': 'job-menu-worker',
  'job.suspend': 'job-menu-timer',
  'job.resume': 'job-menu-worker',
  'task.delegate': 'task-menu',
  'task.resolve': 'task-menu',
  'task.set-candidates': 'task-menu',
  'task.set-dates': 'task-menu',
  'task.set-priority': 'task-menu',
  'task.complete-for': 'task-menu',
  'task.delete': 'task-menu',
};

/** `name`: what its business keys begin with. The page is that of whoever may share a view. */
export async function layGround(page: Page, name: string): Promise<Ground> {
  const { instanceKey, taskKey } = await startEverything(`${name}-1`);
  const [heldKey, endedKey] = [await startHeld(`${name}-2`), await startEnded(`${name}-3`)];
  const [batchKey, pausedKey] = [await startFailingBatch(), await startFailingBatch({ isPaused: true })];
  await deployCase();
  await startResting();
  const [reportedKey, delegatedKey] = [
    await startCase(`${name}-4`),
    await startDelegated(`${name}-5`, ACCOUNTS.business),
  ];
  const freeTaskKey = await createTask(`${name} call`, 'supervisors');
  await reportIncident(reportedKey, 'dataQuality');
  if ((await sendMessage('e2e-early', `${name}-1`)) !== 400) throw new Error('Something waits for the early message');
  const { fingerprint } = await firstRow(page, `incidents?instance=${instanceKey}`);
  const message = await firstRow(page, 'early-messages?name=e2e-early');
  return {
    instanceKey,
    taskKey,
    heldKey,
    endedKey,
    batchKey,
    pausedKey,
    viewKey: await sharedView(page),
    fingerprint,
    messageKey: message.key,
    reportedKey,
    delegatedKey,
    freeTaskKey,
  };
}

/** A view that everybody sees. */
async function sharedView(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const run = async (operation: string, parameters: object) =>
      (await (
        await fetch(`/api/operations/${operation}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ parameters, mode: 'run' }),
        })
      ).json()) as { viewKey: string };
    const { viewKey } = await run('view.save', {
      screen: 'instances',
      name: `Roles ${Date.now()}`,
      address: 'state=running',
    });
    await run('view.share', { viewKey, isShared: true });
    return viewKey;
  });
}

/** What the console itself reads, as the person of the page. */
export async function read(page: Page, query: string): Promise<unknown> {
  return await page.evaluate(async (path) => (await fetch(`/api/queries/${path}`)).json() as Promise<unknown>, query);
}
export interface Row {
  readonly key: string;
  readonly fingerprint: string;
  readonly scopeKey: string;
  readonly name: string;
  readonly revision: number;
  readonly n: number;
}
export async function firstRow(page: Page, query: string): Promise<Row> {
  const { rows } = (await read(page, query)) as { rows: Row[] };
  const [row] = rows;
  if (row === undefined) throw new Error(`Nothing at ${query}`);
  return row;
}
