import { type Command, type Element, type Executed, isProcessTask, type UserTaskRow } from '@/engine/index.ts';
import type { Call, RawAnswer, RouteTable } from './call.ts';
import { deployedFormAnswer } from './deployed-form.ts';
import { formDto, formOf, mustShow, taskFormShown, writeNamed } from './forms.ts';
import { addList } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { renderedForm } from './rendered-form.ts';
import { invalidRequest, nullValue, RestError, restException } from './rest-error.ts';
import { createTask } from './standalone-task.ts';
import { addScopeVariables, type ScopeResource } from './scope-variables.ts';
import { anyTask, taskId, taskKeyOf } from './task-ids.ts';
import { addTaskChanges } from './task-changes.ts';
import { addIdentityLinks } from './task-identity-links.ts';
import { presentTask } from './task-hal.ts';
import { formKeyNow, shownTasks } from './shown-task.ts';
import { taskList, withNotes } from './task-list.ts';
import { withTaskVariables } from './task-variables.ts';
import { csvAnswer, wantsCsv } from './report-answer.ts';
import { explaining, readVariables, writeVariables } from './typed-values.ts';

/** `/task`: work that waits for people. */
export function taskRoutes(routes: RouteTable): void {
  addList(routes, { path: '/task', hasPost: true }, taskList);
  routes.add('POST', '/task/create', createTask);
  routes.add('GET', '/task/report/candidate-group-count', async (call) => {
    const rows = await call.engine.search.reports.tasksPerGroup();
    return wantsCsv(call)
      ? csvAnswer(
          call,
          'task-count-by-candidate-group.csv',
          ['CANDIDATE_GROUP_NAME', 'TASK_COUNT'],
          rows.map(({ groupName, taskCount }) => [groupName, taskCount]),
        )
      : rows;
  });
  routes.add('GET', '/task/:id', async (call) => {
    const task = await findTask(call);
    if (task === null) throw invalidRequest(`No matching task with id ${call.param('id')}`, 404);
    return (
      (await presentTask(call, task)) ??
      (await withTaskVariables(call, [task], await withNotes(call, [task], await shownTasks(call.engine, [task]))))[0]
    );
  });
  routes.add('POST', '/task/:id/claim', claim);
  routes.add('POST', '/task/:id/unclaim', (call) => assign(call, null));
  routes.add('POST', '/task/:id/assignee', (call) => assign(call, call.body().name('userId')));
  routes.add('POST', '/task/:id/complete', (call) => complete(call, 'Cannot complete task'));
  routes.add('POST', '/task/:id/submit-form', (call) => complete(call, 'Cannot submit task form', true));
  routes.add('GET', '/task/:id/form', form);
  routes.add('GET', '/task/:id/form-variables', formVariables);
  routes.add('GET', '/task/:id/deployed-form', deployedTaskForm);
  routes.add('GET', '/task/:id/rendered-form', renderedTaskForm);
  addTaskChanges(routes, findTask);
  addIdentityLinks(routes, findTask);
  addScopeVariables(routes, variablesOf('/task/:id/variables', false));
  addScopeVariables(routes, variablesOf('/task/:id/localVariables', true));
}

const variablesOf = (path: string, isLocal: boolean): ScopeResource => ({
  path,
  isLocal,
  noun: 'task',
  missing: (id) => `task ${id} doesn't exist: task is null`,
  async find(call) {
    const task = await findTask(call);
    return task === null ? null : { scopeKey: task.key, instanceKey: task.instanceKey };
  },
});

async function findTask(call: Call): Promise<UserTaskRow | null> {
  const task = await anyTask(call);
  return task === null || task.endedAt !== null ? null : task;
}

const unknownTask = (id: string): string => `Cannot find task with id ${id}: task is null`;

type TaskCommand = Extract<Command, { type: 'claimUserTask' | 'assignUserTask' | 'completeUserTask' }>;
type WithoutKey<C> = C extends TaskCommand ? Omit<C, 'taskKey'> : never;

async function run(
  call: Call,
  command: WithoutKey<TaskCommand>,
  unknown: () => RestError,
  failed: (message: string, isSuspended: boolean) => RestError,
): Promise<Executed> {
  const id = call.param('id');
  const taskKey = await taskKeyOf(call);
  if (taskKey === null) throw unknown();
  return accepted(await call.engine.execute({ ...command, taskKey }), {
    notFound: unknown,
    alreadyClaimed: () =>
      new RestError(500, 'TaskAlreadyClaimedException', `Task '${id}' is already claimed by someone else.`, 0),
    invalidState: ({ details, message }) =>
      details.reason === 'suspended'
        ? failed(`ENGINE-03043 task with id '${id}' is suspended.`, true)
        : failed(message, false),
    failed: ({ message }) => failed(message, false),
  });
}

async function claim(call: Call): Promise<undefined> {
  const id = call.param('id');
  await run(
    call,
    { type: 'claimUserTask', userId: call.body().name('userId') },
    () => nullValue(unknownTask(id)),
    suspendedOr500,
  );
  return undefined;
}

/** Where the original does not wrap it, a suspended task is the caller's mistake. */
const suspendedOr500 = (message: string, isSuspended: boolean): RestError =>
  isSuspended ? new RestError(400, 'SuspendedEntityInteractionException', message, 0) : restException(500, message);

async function assign(call: Call, userId: string | null): Promise<undefined> {
  const id = call.param('id');
  await run(
    call,
    { type: 'assignUserTask', userId },
    () => new RestError(400, 'NotFoundException', unknownTask(id), 0),
    suspendedOr500,
  );
  return undefined;
}

async function complete(call: Call, sentence: string, isForm = false): Promise<unknown> {
  const id = call.param('id');
  const prefix = `${sentence} ${id}`;
  const body = call.body();
  const variables = explaining(prefix, () => readVariables(body, 'variables'));
  const returnsVariables = body.flag('withVariablesInReturn');
  const task = returnsVariables ? await findTask(call) : null;
  // A task without an instance has its own, and is gone afterwards.
  const own = task === null || isProcessTask(task) ? {} : await call.engine.visibleVariables(task.key);
  const failed = (message: string) => restException(500, `${prefix}: ${message}`);
  const { result } = await run(
    call,
    { type: 'completeUserTask', variables, isForm, returnsVariables },
    () => failed(unknownTask(id)),
    failed,
  );
  return returnsVariables
    ? writeVariables(result.variables ?? { ...own, ...(result.submitted ?? variables) }, body.flag('deserializeValues'))
    : undefined;
}

async function form(call: Call): Promise<unknown> {
  const task = await findTask(call);
  const refusal = () => restException(400, `Cannot get form for task ${call.param('id')}`);
  if (task === null) throw refusal();
  const element = await elementOf(call, task);
  if ((formOf(element)?.fields.length ?? 0) > 0) await mustShow(() => taskFormShown(call, task), refusal);
  return formDto(call, element, await formKeyNow(call.engine, element, task), `task/${taskId(task)}`, task.key);
}

async function deployedTaskForm(call: Call): Promise<RawAnswer> {
  const task = await findTask(call);
  const definition = task && isProcessTask(task) ? await call.engine.definition({ key: task.definitionKey }) : null;
  if (!task || !isProcessTask(task) || !definition)
    throw new RestError(500, 'NullPointerException', `Cannot find task with id '${call.param('id')}'`, null);
  const element = definition.graph.elements.get(task.elementId);
  return deployedFormAnswer(call, definition, element, await formKeyNow(call.engine, element, task), task.key);
}

async function renderedTaskForm(call: Call): Promise<RawAnswer> {
  const id = call.param('id');
  const task = await findTask(call);
  if (task === null) throw nullValue(`Task '${id}' not found: task is null`);
  if (!isProcessTask(task))
    throw nullValue(`Task form definition for '${id}' not found: task.getTaskDefinition() is null`);
  const element = await elementOf(call, task);
  const rendered = renderedForm(element, await taskFormShown(call, task));
  if (rendered === null) throw invalidRequest(`No matching rendered form for task with the id ${id} found.`, 404);
  return rendered;
}

const elementOf = async (call: Call, task: UserTaskRow): Promise<Element | undefined> =>
  isProcessTask(task)
    ? (await call.engine.definition({ key: task.definitionKey }))?.graph.elements.get(task.elementId)
    : undefined;

/** The variables that the task sees, those of its fields as the form shows them. */
async function formVariables(call: Call): Promise<unknown> {
  const task = await findTask(call);
  if (task === null)
    throw new RestError(
      400,
      'BadUserRequestException',
      `Cannot find task with id '${call.param('id')}'.: task is null`,
      0,
    );
  const seen = await call.engine.visibleVariables(task.key);
  return writeNamed(
    { ...seen, ...(await taskFormShown(call, task)).values },
    call.query('variableNames')?.split(','),
    call.queryFlag('deserializeValues', true),
  );
}
