import type { Command, UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, nullValue, processEngineException, RestError, restException } from './rest-error.ts';
import { explaining, readVariables } from './typed-values.ts';

const unknownTask = (id: string): string => `Cannot find task with id ${id}: task is null`;
const suspendedTask = (id: string): RestError => new RestError(400, 'SuspendedEntityInteractionException', `ENGINE-03043 task with id '${id}' is suspended.`, 0);

type TaskCommand = Extract<Command, { type: 'delegateUserTask' | 'resolveUserTask' | 'updateUserTask' }>;

/** What is done with a task beside working on it: given away and back, and changed. */
export function addTaskChanges(routes: RouteTable, find: (call: Call) => Promise<UserTaskRow | null>): void {
  routes.add('POST', '/task/:id/delegate', (call) => delegate(call, find));
  routes.add('POST', '/task/:id/resolve', (call) => resolve(call, find));
  routes.add('PUT', '/task/:id', (call) => update(call, find));
  routes.add('DELETE', '/task/:id', (call) => remove(call, find));
}

async function run(call: Call, command: TaskCommand, unknown: () => RestError, task: UserTaskRow | null, operation: string, change?: { readonly before: unknown; readonly after: unknown }): Promise<undefined> {
  const id = call.param('id');
  if (!isKey(id)) throw unknown();
  const audit = call.audit(operation, 'low', { targetKind: 'userTask', targetKey: id, instanceKey: task?.instanceKey ?? null, definitionKey: task?.definitionKey ?? null, elementId: task?.elementId ?? null, ...change });
  accepted(await call.engine.execute(command, { audit }), {
    notFound: unknown,
    invalidState: ({ details, message }) => (details.reason === 'suspended' ? suspendedTask(id) : restException(500, message)),
    failed: ({ message }) => restException(500, message),
  });
  return undefined;
}

async function delegate(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const id = call.param('id');
  const userId = call.body().name('userId');
  const task = await find(call);
  const owner = task?.owner ?? task?.assignee ?? null;
  return run(call, { type: 'delegateUserTask', taskKey: id, userId }, () => nullValue(unknownTask(id)), task, 'task.delegate', {
    before: { delegation: task?.delegation ?? null, owner: task?.owner ?? null, assignee: task?.assignee ?? null }, after: { delegation: 'pending', owner, assignee: userId },
  });
}

async function resolve(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const id = call.param('id');
  const body = call.body();
  const variables = explaining(`Cannot resolve task ${id}`, () => readVariables(body, 'variables'));
  const task = await find(call);
  return run(call, { type: 'resolveUserTask', taskKey: id, variables }, () => nullValue(unknownTask(id)), task, 'task.resolve', {
    before: { delegation: task?.delegation ?? null, assignee: task?.assignee ?? null }, after: { delegation: 'resolved', assignee: task?.owner ?? null },
  });
}

const DELEGATIONS: Readonly<Record<string, 'pending' | 'resolved'>> = { PENDING: 'pending', RESOLVED: 'resolved' };

/** All attributes at once: what is not in the body is taken away. */
async function update(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  const body = call.body();
  const task = await find(call);
  if (task === null) throw invalidRequest(`No matching task with id ${call.param('id')}`, 404);
  const changes = {
    name: body.text('name'), description: body.text('description'), assignee: body.name('assignee'), owner: body.name('owner'), delegation: delegationOf(body),
    dueAt: body.date('due'), followUpAt: body.date('followUp'), priority: body.int('priority') ?? 0,
  };
  const changed = Object.entries(changes).filter(([name, value]) => value !== task[name as keyof typeof changes]);
  return run(call, { type: 'updateUserTask', taskKey: task.key, changes }, () => invalidRequest(`No matching task with id ${task.key}`, 404), task, 'task.update', {
    before: Object.fromEntries(changed.map(([name]) => [name, task[name as keyof typeof changes]])), after: Object.fromEntries(changed),
  });
}

function delegationOf(body: Fields): 'pending' | 'resolved' | null {
  const text = body.text('delegationState');
  if (text === null) return null;
  const delegation = DELEGATIONS[text];
  if (delegation === undefined) throw invalidRequest(`Valid values for property 'delegationState' are 'PENDING' or 'RESOLVED', but was '${text}'`);
  return delegation;
}

/** Only tasks without a process could be deleted, and there are none here. */
async function remove(call: Call, find: (call: Call) => Promise<UserTaskRow | null>): Promise<undefined> {
  if ((await find(call)) !== null) throw processEngineException('The task cannot be deleted because is part of a running process');
  return undefined;
}
