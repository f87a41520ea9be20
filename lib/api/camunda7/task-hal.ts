import type { UserTaskRow } from '@/engine/index.ts';
import { type Call, RawAnswer } from './call.ts';
import { definitionDetails } from './definition-details.ts';
import { definitionId } from './ids.ts';
import { writeJson } from './json-text.ts';
import { shownDefinition } from './process-definition-list.ts';
import { shownTasks } from './shown-task.ts';
import { linksOf } from './task-links.ts';

const HAL = 'application/hal+json';
type Shown = Readonly<Record<string, unknown>>;

/** Hypertext with links and what they lead to, for clients that ask for nothing else. */
const wantsHal = (call: Call): boolean => {
  const accept = call.request.headers.accept ?? '';
  return accept.includes(HAL) && !accept.includes('application/json');
};

export async function presentTasks(
  call: Call,
  rows: readonly UserTaskRow[],
  total: () => Promise<number>,
): Promise<RawAnswer | undefined> {
  if (!wantsHal(call)) return undefined;
  const [tasks, definitions, count] = await Promise.all([halTasks(call, rows), halDefinitions(call, rows), total()]);
  const embedded =
    rows.length === 0 ? {} : { ...(definitions.length > 0 && { processDefinition: definitions }), task: tasks };
  return hal({ _links: { self: { href: '/task' } }, _embedded: embedded, count });
}

export async function presentTask(call: Call, row: UserTaskRow): Promise<RawAnswer | undefined> {
  if (!wantsHal(call)) return undefined;
  const [[task], definitions] = await Promise.all([halTasks(call, [row]), halDefinitions(call, [row])]);
  const identityLink = linksOf(row).map(({ type, userId, groupId }) => ({
    _links: {
      task: { href: `/task/${String(task?.id)}` },
      ...(userId !== null && { user: { href: `/user/${userId}` } }),
      ...(groupId !== null && { group: { href: `/group/${groupId}` } }),
    },
    _embedded: null,
    type,
    userId,
    groupId,
    taskId: task?.id,
  }));
  return hal({
    ...task,
    _embedded: {
      ...(identityLink.length > 0 && { identityLink }),
      ...(definitions.length > 0 && { processDefinition: definitions }),
    },
  });
}

const hal = (body: unknown): RawAnswer => new RawAnswer(HAL, writeJson(body));

async function halTasks(call: Call, rows: readonly UserTaskRow[]): Promise<readonly Shown[]> {
  return (await shownTasks(call.engine, rows)).map(({ lastUpdated: _lastUpdated, taskState: _taskState, ...task }) => ({
    _links: linksFrom(task),
    _embedded: null,
    ...task,
  }));
}

/** Only to what there is. */
function linksFrom(task: Shown): Shown {
  const to: readonly (readonly [string, string, unknown])[] = [
    ['assignee', '/user/', task.assignee],
    ['caseInstance', '/case-instance/', task.caseInstanceId],
    ['execution', '/execution/', task.executionId],
    ['owner', '/user/', task.owner],
    ['parentTask', '/task/', task.parentTaskId],
    ['processDefinition', '/process-definition/', task.processDefinitionId],
    ['processInstance', '/process-instance/', task.processInstanceId],
    ['identityLink', '/task/', `${String(task.id)}/identity-links`],
    ['self', '/task/', task.id],
  ];
  return Object.fromEntries(
    to.filter(([, , id]) => id !== null).map(([name, path, id]) => [name, { href: `${path}${String(id)}` }]),
  );
}

async function halDefinitions(call: Call, rows: readonly UserTaskRow[]): Promise<readonly Shown[]> {
  const keys = [...new Set(rows.flatMap(({ definitionKey }) => definitionKey ?? []))];
  const found =
    keys.length === 0
      ? []
      : await call.engine.search.find('definition', {
          where: [{ field: 'key', op: 'in', value: keys }],
          limit: keys.length,
        });
  const details = await definitionDetails(call.engine, found);
  return found.map((row) => {
    const {
      tenantId: _tenantId,
      historyTimeToLive: _historyTimeToLive,
      startableInTasklist: _startable,
      ...shown
    } = shownDefinition(row, details.get(row.key));
    const id = definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key });
    return {
      _links: {
        deployment: { href: `/deployment/${row.deploymentKey}` },
        resource: { href: `/deployment/${row.deploymentKey}/resources/${row.resourceName}` },
        self: { href: `/process-definition/${id}` },
      },
      _embedded: null,
      ...shown,
      contextPath: null,
    };
  });
}
