import type { Page } from '@playwright/test';
import type { OperationName } from '../lib/operations/contract.ts';
import type { DialogKind } from '../components/batches/batch-draft.ts';
import { MENUS, NEEDS_CHOICE, NEEDS_ROW, PLACES } from './ground.ts';
import type { Sights } from './sights.ts';

/** Where a dialog, a menu or another thing that floats is opened, and how. */
export interface Opening {
  readonly at: (at: Sights) => string;
  readonly open: (page: Page) => Promise<void>;
  /** What is looked at; without it the dialog. */
  readonly shows?: string;
  /** Something is chosen or planned on the page afterwards. */
  readonly leaves?: true;
  /** Who may; without it an L2 operator. */
  readonly as?: 'admin' | 'auditor';
}
const MENU = '[role="menu"]';

/** Done at once without a dialog, and taken back as quickly. */
export const WITHOUT_DIALOG: ReadonlySet<OperationName> = new Set([
  'incident.acknowledge',
  'incident.assign',
  'incident.snooze',
  'incident.comment',
  'incident.link-ticket',
  'view.share',
  'view.set-default',
  'view.delete',
  'task.claim',
  'task.complete',
  'instance.watch',
  'definition.star',
]);

/** Of what is drawn on a page of its own first, or filled in there. */
const PLANNED: Readonly<Partial<Record<OperationName, Opening>>> = {
  'instance.modify': {
    at: ({ instanceKey }) => `/instances/${instanceKey}/modify`,
    open: async (page) => {
      await planMove(page);
      await reviewPlan(page);
    },
    leaves: true,
  },
  'instance.migrate': {
    at: ({ versionedKeys }) => `/instances/${versionedKeys[0]}/migrate`,
    open: async (page) => {
      await page.getByLabel('What takes over from Check order').selectOption('CheckOrder');
      await reviewPlan(page);
    },
    leaves: true,
  },
  'instance.restart': {
    at: ({ endedKey }) => `/instances/${endedKey}/restart`,
    open: async (page) => {
      await page.getByLabel('Add a start').selectOption({ label: 'Charge payment' });
      await reviewPlan(page);
    },
    leaves: true,
  },
  'instance.start': {
    at: () => '/instances/start?definition=payment',
    open: (page) => press(page, 'main [data-operation="instance.start"]'),
  },
  'task.reassign': {
    at: () => '/tasks?filter=all',
    open: async (page) => {
      await choose(page);
      await press(page, 'main [data-operation="task.reassign"]');
    },
    leaves: true,
  },
};

/** Neither of the second line's. */
const ADMIN_DOES: ReadonlySet<OperationName> = new Set([
  'instance.delete-history',
  'definition.edit-ttl',
  'definition.delete',
]);

/** How the dialog of each operation is opened. */
export function openingOf(name: OperationName): Opening | null {
  if (WITHOUT_DIALOG.has(name)) return null;
  const planned = PLANNED[name];
  if (planned !== undefined) return planned;
  const menu = MENUS[name];
  return {
    at: PLACES[name],
    open: async (page) => {
      if (NEEDS_CHOICE.has(name)) await choose(page);
      if (NEEDS_ROW.has(name)) await page.getByRole('grid').getByRole('row').nth(1).click();
      if (menu !== undefined) await page.getByTestId(menu).first().click();
      await press(page, `${menu === undefined ? 'main' : MENU} [data-operation="${name}"]`);
    },
    ...((NEEDS_CHOICE.has(name) || NEEDS_ROW.has(name)) && { leaves: true }),
    ...(name === 'audit.export' && { as: 'auditor' }),
    ...(ADMIN_DOES.has(name) && { as: 'admin' }),
  };
}

/** What many are asked for: the button of the bar, or the entry of one of its menus. */
const EVERY_BATCH: { readonly [K in DialogKind]: readonly [button: string, entry?: string] } = {
  retry: ['Retry…'],
  setVariable: ['Set variable…'],
  suspend: ['Suspend…'],
  resume: ['Resume…'],
  cancel: ['Cancel…'],
  removeVariable: ['More…', 'Delete variable…'],
  setRetries: ['More…', 'Set retries of work…'],
  setDueDate: ['More…', 'Set due date of timers…'],
  setPriority: ['More…', 'Set priority of jobs…'],
  execute: ['More…', 'Execute timers and continuations now…'],
  completeWork: ['More…', 'Complete work by hand…'],
  failWork: ['More…', 'Fail work by hand…'],
  throwError: ['More…', 'Throw error by hand…'],
  suspendJobs: ['More…', 'Suspend jobs…'],
  resumeJobs: ['More…', 'Resume jobs…'],
  unlockWork: ['More…', 'Unlock work…'],
  correlate: ['More…', 'Correlate a message…'],
  resolve: ['More…', 'Resolve incidents…'],
  assignTasks: ['More…', 'Assign tasks…'],
  completeTasks: ['More…', 'Complete tasks…'],
  setTaskDates: ['More…', 'Set dates of tasks…'],
  setTaskPriority: ['More…', 'Set priority of tasks…'],
  setTaskCandidates: ['More…', 'Set candidates of tasks…'],
  restart: ['More…', 'Restart…'],
  delete: ['More…', 'Delete history…'],
  deleteDecisions: ['More…', 'Delete evaluated decisions…'],
};
/** What is chosen there stays so: all that is opened there needs it. */
const LISTED = (): string => '/instances?definition=payment';
export const BATCH_OPENINGS: Readonly<Record<string, Opening>> = Object.fromEntries(
  Object.entries(EVERY_BATCH).map(([kind, [button, entry]]) => [
    `batch-${kind}`,
    {
      at: LISTED,
      open: async (page: Page) => {
        await choose(page);
        await page
          .getByRole('region', { name: 'Chosen instances' })
          .getByRole('button', { name: button, exact: true })
          .click();
        if (entry !== undefined) await page.getByRole('menuitem', { name: entry, exact: true }).click();
      },
      ...(kind.startsWith('delete') && { as: 'admin' }),
    },
  ]),
);

/**
 * What floats besides, by the file that draws it. A file that draws such a thing and is not named here fails a test.
 */
export const EVERY_FLOAT: Readonly<Record<string, Readonly<Record<string, Opening>>>> = {
  // Opened by the operations above.
  'actions/action-dialog.tsx': {},
  'frame/key-sheet.tsx': { keys: { at: () => '/batches', open: (page) => page.keyboard.press('?') } },
  'frame/palette.tsx': {
    palette: { at: () => '/batches', open: (page) => page.keyboard.press('Control+k') },
    'palette-found': {
      at: () => '/batches',
      open: async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').getByRole('combobox').fill('every');
        await page.getByRole('option').first().waitFor();
      },
    },
  },
  'frame/user-menu.tsx': {
    'user-menu': {
      at: () => '/batches',
      open: (page) => press(page, 'nav[aria-label="Areas"] button[aria-haspopup="menu"]'),
      shows: MENU,
    },
  },
  'frame/top-bar.tsx': {
    'crumbs-menu': {
      at: ({ calledKey }) => `/instances/${calledKey}`,
      open: (page) => page.getByRole('button', { name: 'The whole way here' }).click(),
      shows: MENU,
    },
  },
  'frame/stale-notice.tsx': { 'session-over': { at: () => '/batches', open: endSession, leaves: true } },
  'notices/notice-head.tsx': {
    bell: { at: () => '/batches', open: (page) => page.getByTestId('bell').click() },
    'mute-menu': {
      at: () => '/batches',
      open: async (page) => {
        await page.getByTestId('bell').click();
        await page.getByRole('button', { name: 'Mute kinds' }).click();
      },
      shows: MENU,
    },
  },
  'incidents/triage-actions.tsx': {
    'owner-menu': {
      at: PLACES['incident.assign'],
      open: (page) => press(page, 'main [data-operation="incident.assign"]'),
      shows: MENU,
    },
    'snooze-menu': {
      at: PLACES['incident.snooze'],
      open: (page) => press(page, 'main [data-operation="incident.snooze"]'),
      shows: MENU,
    },
  },
  'instance/instance-head-actions.tsx': {
    'instance-menu': {
      at: PLACES['instance.cancel'],
      open: (page) => page.getByTestId('instance-menu').click(),
      shows: MENU,
    },
  },
  'definitions/definition-menu.tsx': {
    'definition-menu': {
      at: () => '/definitions/everything/versions/1',
      open: (page) => page.getByTestId('definition-menu').click(),
      shows: MENU,
    },
  },
  'definitions/try-start-form.tsx': {
    'try-start-form': {
      at: () => '/definitions/travel/versions/1?try=form',
      open: (page) => page.getByRole('dialog').getByRole('button', { name: 'Check' }).waitFor(),
      leaves: true,
    },
  },
  'jobs/job-actions.tsx': {
    'job-menu': {
      at: PLACES['job.unlock'],
      open: (page) => page.getByTestId('job-menu-worker').first().click(),
      shows: MENU,
    },
  },
  'instance/evaluate-dialog.tsx': {
    evaluate: { at: PLACES['variable.set'], open: (page) => page.getByRole('button', { name: 'Evaluate…' }).click() },
  },
  'instance/variable-story.tsx': {
    'variable-history': {
      at: PLACES['variable.set'],
      open: (page) => page.getByRole('button', { name: 'History of amount' }).click(),
    },
  },
  'instances/bulk-moves-menu.tsx': {
    'bulk-moves': {
      at: LISTED,
      open: async (page) => {
        await choose(page);
        await page.getByRole('button', { name: 'Move on', exact: true }).click();
      },
      shows: MENU,
    },
  },
  'instances/columns-dialog.tsx': {
    columns: { at: () => '/instances', open: (page) => page.getByRole('button', { name: 'Columns' }).click() },
  },
  // By the operation that exports a list.
  'instances/export-dialog.tsx': {},
  // Of the bars of chosen instances, jobs and tasks, with the dialogs that their other buttons open.
  'batches/bulk-menu.tsx': {
    'bulk-more': {
      at: LISTED,
      open: async (page) => {
        await choose(page);
        await page.getByRole('button', { name: 'More…', exact: true }).click();
      },
      shows: MENU,
    },
    'jobs-bulk-more': {
      at: ({ instanceKey }) => `/jobs?instance=${instanceKey}`,
      open: async (page) => {
        await choose(page);
        await page.getByRole('button', { name: 'More…', exact: true }).click();
      },
      shows: MENU,
      leaves: true,
    },
    'jobs-bulk-dialog': {
      at: ({ instanceKey }) => `/jobs?instance=${instanceKey}`,
      open: async (page) => {
        await choose(page);
        await page.getByRole('button', { name: 'Suspend…', exact: true }).click();
      },
      leaves: true,
    },
    'tasks-bulk-more': {
      at: () => '/tasks?filter=all',
      open: async (page) => {
        await choose(page);
        await page.getByRole('button', { name: 'More…', exact: true }).click();
      },
      shows: MENU,
      leaves: true,
    },
    'tasks-bulk-complete': {
      at: () => '/tasks?filter=all',
      open: async (page) => {
        await choose(page);
        await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'Complete…' }).click();
      },
      leaves: true,
    },
  },
  'modify/leave-guard.tsx': {
    'leave-plan': {
      at: ({ instanceKey }) => `/instances/${instanceKey}/modify`,
      open: async (page) => {
        await planMove(page);
        await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Batches' }).click();
      },
      leaves: true,
    },
  },
  'tasks/task-menu.tsx': {
    'task-menu': {
      at: PLACES['task.delegate'],
      open: (page) => page.getByTestId('task-menu').first().click(),
      shows: MENU,
    },
  },
  'ui/filter-bar.tsx': {
    filters: { at: () => '/instances', open: (page) => page.keyboard.press('f'), shows: 'form[aria-label="Filter"]' },
    'filter-text': {
      at: () => '/instances',
      open: async (page) => {
        await page.keyboard.press('f');
        await page
          .getByRole('form', { name: 'Filter' })
          .getByRole('combobox', { name: 'Filter' })
          .selectOption({ label: 'As text' });
      },
      shows: 'form[aria-label="Filter"]',
    },
  },
  'ui/tabs.tsx': {
    'folded-tabs': {
      at: ({ instanceKey }) => `/instances/${instanceKey}?history=time`,
      open: (page) => page.getByRole('button', { name: 'More', exact: true }).click(),
      shows: MENU,
    },
  },
  'views/view-name-dialog.tsx': {
    'view-name': {
      at: () => '/instances',
      open: async (page) => {
        await page.getByTestId('views-menu').click();
        await page.getByRole('menuitem', { name: 'Save as new view…' }).click();
      },
    },
  },
  'views/views-menu.tsx': {
    'views-menu': { at: () => '/instances', open: (page) => page.getByTestId('views-menu').click(), shows: MENU },
  },
};

async function press(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().click();
}
async function choose(page: Page): Promise<void> {
  await page
    .getByRole('checkbox', { name: /^Choose \d/ })
    .first()
    .check();
}
async function planMove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'As list' }).click();
  await page.getByRole('button', { name: 'First', exact: true }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
}
async function reviewPlan(page: Page): Promise<void> {
  await page.locator('button:not([aria-disabled="true"])').filter({ hasText: 'Review and apply…' }).click();
}
/** As the channel tells it when the person has signed out in another tab. */
async function endSession(page: Page): Promise<void> {
  await page.route(
    '**/api/live',
    (route) => route.fulfill({ contentType: 'text/event-stream', body: 'event: session-over\ndata: {}\n\n' }),
    { times: 1 },
  );
  await page.reload();
}
