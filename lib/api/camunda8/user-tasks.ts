import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Command,
  type Condition,
  type Engine,
  isProcessTask,
  type Key,
  type ProcessTaskRow,
  type Rejection,
  type Rows,
} from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { awaitListeners } from './await-listeners.ts';
import { definitionsOf } from './element-type.ts';
import { presentForm } from './forms.ts';
import { dateText, optionalDateText, sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { commandProblem, notFound, rejected } from './problem.ts';
import { anyBody, requiredBody, type RequestBody } from './request-body.ts';
import { readUserTaskChanges } from './user-task-changes.ts';
import { isBlank, refuseFaults } from './request-checks.ts';
import {
  dateField,
  integerField,
  keyField,
  memberField,
  namedValuesField,
  namesOfNothing,
  tagsField,
  tenantField,
  textField,
  variablesField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';
import { presentVariable, variableSearch, wantsWholeValues } from './variables.ts';

const inTransition = (event: string): readonly Condition<'userTask'>[] => [
  { field: 'endedAt', op: 'isNull' },
  { field: 'transitionEvent', op: '=', value: event },
];

export const userTaskSearch: SearchResource<'userTask'> = {
  concept: 'userTask',
  key: 'key',
  // Camunda 8 knows no tasks without a process.
  always: [{ field: 'instanceKey', op: 'isNotNull' }],
  fields: {
    userTaskKey: keyField('key'),
    state: namedValuesField<'userTask'>({
      CREATED: [
        { field: 'endedAt', op: 'isNull' },
        { field: 'transitionEvent', op: 'isNull' },
      ],
      CREATING: inTransition('creating'),
      ASSIGNING: inTransition('assigning'),
      UPDATING: inTransition('updating'),
      COMPLETING: inTransition('completing'),
      CANCELING: inTransition('canceling'),
      COMPLETED: [{ field: 'outcome', op: '=', value: 'completed' }],
      CANCELED: [{ field: 'outcome', op: '=', value: 'canceled' }],
      ...namesOfNothing<'userTask'>('FAILED'),
    }),
    name: textField('name'),
    elementId: textField('elementId'),
    assignee: textField('assignee'),
    candidateUser: memberField('candidateUsers'),
    candidateGroup: memberField('candidateGroups'),
    priority: integerField('priority'),
    creationDate: dateField('createdAt'),
    completionDate: dateField('endedAt'),
    dueDate: dateField('dueAt'),
    followUpDate: dateField('followUpAt'),
    processInstanceVariables: variablesField(),
    localVariables: variablesField({ isOfElement: true }),
    tags: tagsField(),
    elementInstanceKey: keyField('elementInstanceKey'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionKey: keyField('definitionKey'),
    processDefinitionId: textField('processId'),
    tenantId: tenantField('tenantId'),
  },
};

const states = { completed: 'COMPLETED', canceled: 'CANCELED' } as const;

/** `/user-tasks`: search, one task, completion, assignment, changes, its form and its variables. */
export function userTaskRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/user-tasks/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, userTaskSearch, anyBody(request), (rows) => presentTasks(engine, rows)),
    ),
  );

  app.get('/user-tasks/:userTaskKey', async (request, reply) =>
    sendJson(reply, (await presentTasks(engine, [await taskRow(engine, pathKey(request, 'userTaskKey'))]))[0]),
  );

  app.post('/user-tasks/:userTaskKey/variables/search', async (request, reply) => {
    const task = await taskRow(engine, pathKey(request, 'userTaskKey'));
    const isWhole = wantsWholeValues(request.query);
    return sendJson(
      reply,
      await searchPage(
        engine.search,
        variableSearch,
        anyBody(request),
        (rows) => rows.map((row) => presentVariable(row, isWhole)),
        [
          { field: 'instanceKey', op: '=', value: task.instanceKey },
          { field: 'scopeKey', op: 'in', value: [task.instanceKey, task.elementInstanceKey] },
        ],
      ),
    );
  });

  app.get('/user-tasks/:userTaskKey/form', async (request, reply) => {
    const { formDefinitionKey } = await taskRow(engine, pathKey(request, 'userTaskKey'));
    if (formDefinitionKey === null) return sendNothing(reply);
    const form = await engine.search.get('form', formDefinitionKey);
    if (form === null) throw notFound(`Form with key '${formDefinitionKey}' not found`);
    return sendJson(reply, await presentForm(engine, form));
  });

  app.post('/user-tasks/:userTaskKey/completion', async (request, reply) => {
    const taskKey = pathKey(request, 'userTaskKey');
    const body = anyBody(request);
    await run(
      engine,
      { type: 'completeUserTask', taskKey, variables: body.variables('variables'), ...actionIn(body) },
      'COMPLETE',
      'complete',
    );
    return sendNothing(reply);
  });

  app.post('/user-tasks/:userTaskKey/assignment', async (request, reply) => {
    const taskKey = pathKey(request, 'userTaskKey');
    const body = requiredBody(request);
    const assignee = body.text('assignee') ?? '';
    const isOverriding = body.flag('allowOverride') ?? true;
    refuseFaults([isBlank(assignee) && 'No assignee provided']);
    if (isOverriding)
      await run(engine, { type: 'assignUserTask', taskKey, userId: assignee, ...actionIn(body) }, 'ASSIGN', 'assign');
    else await run(engine, { type: 'claimUserTask', taskKey, userId: assignee, ...actionIn(body) }, 'CLAIM', 'claim');
    return sendNothing(reply);
  });

  app.delete('/user-tasks/:userTaskKey/assignee', async (request, reply) => {
    await run(
      engine,
      { type: 'assignUserTask', taskKey: pathKey(request, 'userTaskKey'), userId: null },
      'ASSIGN',
      'assign',
    );
    return sendNothing(reply);
  });

  app.patch('/user-tasks/:userTaskKey', (request, reply) => update(request, reply, anyBody(request)));

  // @camunda8/sdk calls this path, with the changes themselves as the body.
  app.patch('/user-tasks/:userTaskKey/update', (request, reply) => {
    const body = anyBody(request);
    return update(request, reply, body.fields.has('changeset') ? body : body.with('changeset', body));
  });

  async function update(request: FastifyRequest, reply: FastifyReply, body: RequestBody): Promise<FastifyReply> {
    const taskKey = pathKey(request, 'userTaskKey');
    const changes = readUserTaskChanges(body);
    await run(engine, { type: 'updateUserTask', taskKey, changes, ...actionIn(body) }, 'UPDATE', 'update');
    return sendNothing(reply);
  }
}

async function run(
  engine: Engine,
  command: Command & { readonly taskKey: Key },
  name: string,
  doing: string,
): Promise<void> {
  const executed = await engine.execute(command);
  if (executed.kind === 'rejection') throw taskRefusal(name, doing, command.taskKey, executed);
  await awaitListeners(engine, command.taskKey, executed.result, name);
}

const actionIn = (body: RequestBody): { action?: string } => {
  const action = body.text('action') ?? '';
  return action === '' ? {} : { action };
};

function taskRefusal(command: string, doing: string, taskKey: Key, rejection: Rejection) {
  if (rejection.code === 'alreadyClaimed')
    return commandProblem(
      'CLAIM',
      409,
      'INVALID_STATE',
      `Expected to claim user task with key '${taskKey}', but it has already been assigned`,
    );
  const { state } = rejection.details;
  return rejected(command, rejection, {
    notFound: `Expected to ${doing} user task with key '${taskKey}', but no such user task was found`,
    ...(typeof state === 'string'
      ? { invalidState: `Expected to ${doing} user task with key '${taskKey}', but it is in state '${state}'` }
      : {}),
  });
}

/** An action alone changes nothing, but needs a task as any update does. */
async function taskRow(engine: Engine, taskKey: Key): Promise<ProcessTaskRow> {
  const row = await engine.search.get('userTask', taskKey);
  if (row === null || !isProcessTask(row)) throw notFound(`User Task with key '${taskKey}' not found`);
  return row;
}

async function presentTasks(engine: Engine, rows: readonly Rows['userTask'][]): Promise<readonly unknown[]> {
  const tasks = rows.filter(isProcessTask);
  const definitions = await definitionsOf(engine, tasks);
  return tasks.map((row) => {
    const element = definitions.get(row.definitionKey)?.graph.elements.get(row.elementId);
    return {
      userTaskKey: row.key,
      state: row.outcome === null ? (row.transitionEvent?.toUpperCase() ?? 'CREATED') : states[row.outcome],
      name: row.name,
      elementId: row.elementId,
      elementInstanceKey: row.elementInstanceKey,
      assignee: row.assignee,
      candidateUsers: row.candidateUsers,
      candidateGroups: row.candidateGroups,
      priority: row.priority,
      creationDate: dateText(row.createdAt),
      completionDate: row.outcome === 'completed' ? optionalDateText(row.endedAt) : null,
      dueDate: optionalDateText(row.dueAt),
      followUpDate: optionalDateText(row.followUpAt),
      customHeaders: element?.kind === 'userTask' ? element.headers : {},
      externalFormReference: row.formKey,
      formKey: row.formDefinitionKey,
      processInstanceKey: row.instanceKey,
      rootProcessInstanceKey: row.treeKey,
      processDefinitionKey: row.definitionKey,
      processDefinitionId: row.processId,
      processDefinitionVersion: row.definitionVersion,
      processName: row.definitionName ?? row.processId,
      tenantId: tenantName(row.tenantId),
      tags: [],
    };
  });
}
