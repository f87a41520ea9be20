import { type Command, isProcessTask, type UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { accepted } from './rejections.ts';
import {
  invalidRequest,
  nullValue,
  processEngineException,
  type RestError,
  restException,
  suspended,
} from './rest-error.ts';
import { attributesIn, newParentKey } from './standalone-task.ts';
import { explainingInput, readVariables } from './typed-values.ts';

const unknownTask = (id: string): string => `Cannot find task with id ${id}: task is null`;

type TaskCommand = Extract<Command, { type: 'delegateUserTask' | 'resolveUserTask' | 'updateUserTask' }>;

/** What is done with a task beside working on it: given away and back, and changed. */
export function addTaskChanges(routes: RouteTable, find: (call: Call) => Promise<UserTaskRow | null>): void {
  routes.add('POST', '/task/:id/delegate', (call) => delegate(call, find));
  routes.add('POST', '/task/:id/resolve', (call) => resolve(call, find));
  routes.add('PUT', '/task/:id', (call) => update(call, find));
  routes.add('DELETE', '/task/:id', (call) => remove(call, find));
}

async function run(
  call: Call,
  command: TaskCommand,
  unknown: () => RestError,
  task: UserTaskRow,
  operation: string,
  change?: { readonly before: unknown; readonly after: unknown },
): Promise<undefined> {
  const id = call.param('id');
  const audit = call.audit(operation, 'low', {
    targetKind: 'userTask',
    targetKey: command.taskKey,
    instanceKey: task.instanceKey,
    definitionKey: task.definitionKey,
    elementId: task.elementId,
    ...change,
  });
  accepted(await call.engine.execute(command, { audit }), {
    notFound: unknown,
    invalidState: ({ details, message }) =>
      details.reason === 'suspended' ? suspended('task', id) : restException(500, message),
    failed: ({ message }) => restException(500, message),
  });
  return undefined;
}

async function delegate(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const id = call.param('id');
  const userId = call.body().name('userId');
  const task = await find(call);
  if (task === null) throw nullValue(unknownTask(id));
  const owner = task.owner ?? task.assignee;
  return run(
    call,
    { type: 'delegateUserTask', taskKey: task.key, userId },
    () => nullValue(unknownTask(id)),
    task,
    'task.delegate',
    {
      before: { delegation: task.delegation, owner: task.owner, assignee: task.assignee },
      after: { delegation: 'pending', owner, assignee: userId },
    },
  );
}

async function resolve(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const id = call.param('id');
  const body = call.body();
  const variables = explainingInput(`Cannot resolve task ${id}`, () => readVariables(body, 'variables'));
  const task = await find(call);
  if (task === null) throw nullValue(unknownTask(id));
  return run(
    call,
    { type: 'resolveUserTask', taskKey: task.key, variables },
    () => nullValue(unknownTask(id)),
    task,
    'task.resolve',
    {
      before: { delegation: task.delegation, assignee: task.assignee },
      after: { delegation: 'resolved', assignee: task.owner },
    },
  );
}

/** All attributes at once: what is not in the body is taken away. */
async function update(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const body = call.body();
  const task = await find(call);
  if (task === null) throw invalidRequest(`No matching task with id ${call.param('id')}`, 404);
  const { priority, ...attributes } = attributesIn(body);
  const tenantId = body.name('tenantId');
  if (tenantId !== task.tenantId)
    throw processEngineException(
      `ENGINE-03072 Cannot change tenantId of Task '${call.param('id')}'. Current tenant id '${task.tenantId}', Tenant id to set '${tenantId}'`,
    );
  const changes = {
    ...attributes,
    priority,
    ...(isProcessTask(task) ? {} : { parentTaskKey: await newParentKey(call, body) }),
  };
  const changed = Object.entries(changes).filter(([name, value]) => value !== task[name as keyof typeof changes]);
  return run(
    call,
    { type: 'updateUserTask', taskKey: task.key, changes },
    () => invalidRequest(`No matching task with id ${task.key}`, 404),
    task,
    'task.update',
    {
      before: Object.fromEntries(changed.map(([name]) => [name, task[name as keyof typeof changes]])),
      after: Object.fromEntries(changed),
    },
  );
}

/** A process ends its tasks itself; what is not there is deleted already. */
async function remove(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const task = await find(call);
  if (task === null) return undefined;
  const audit = call.audit('task.delete', 'low', {
    targetKind: 'userTask',
    targetKey: task.key,
    instanceKey: task.instanceKey,
    definitionKey: task.definitionKey,
    elementId: task.elementId,
    after: { delete: true },
    before: { delete: false },
  });
  const outcome = await call.engine.execute({ type: 'deleteTask', taskKey: task.key }, { audit });
  if (outcome.kind === 'rejection' && outcome.code !== 'notFound')
    throw processEngineException('The task cannot be deleted because is part of a running process');
  return undefined;
}
