import {
  type Element,
  type Engine,
  formText,
  type Key,
  namedForm,
  type NamedForm,
  plainlyNamed,
  type UserTaskRow,
} from '@/engine/index.ts';
import { dateText, optionalDateText } from './dates.ts';
import { definitionsOf } from './definitions.ts';
import { optionalDefinitionId } from './ids.ts';
import { RestError } from './rest-error.ts';
import { taskId } from './task-ids.ts';

export async function shownTasks(
  engine: Engine,
  rows: readonly UserTaskRow[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const definitions = await definitionsOf(engine, rows);
  return Promise.all(
    rows.map(async (task) => {
      const element = definitions.get(task.definitionKey ?? '')?.graph.elements.get(task.elementId ?? '');
      return shownTask(task, await formKeyNow(engine, element, task), await formNamedBy(engine, element, task.key));
    }),
  );
}

/** Camunda 7 computes a form key whenever a task is shown, so that it follows the variables; what fails is an error. */
export async function formKeyNow(
  engine: Engine,
  element: Element | undefined,
  task: UserTaskRow,
): Promise<string | null> {
  if (element?.kind !== 'userTask' || element.formKey?.language !== 'juel') return task.formKey;
  const computed = await engine.evaluateExpression(task.key, element.formKey);
  // The task has ended since it was found.
  if (computed.kind === 'noScope') return task.formKey;
  const key = await formText(element.formKey, async () => computed);
  if (!key.ok) throw unnamed(key);
  return key.text;
}

const unnamed = ({ exception, message }: { readonly exception: string; readonly message: string }): RestError =>
  new RestError(500, exception, message, exception === 'ProcessEngineException' ? 0 : null);

/** What a task or start event names as its form; `version` only where the binding asks for one. */
export async function formNamedBy(
  engine: Engine,
  element: Element | undefined,
  taskKey: Key | null,
): Promise<NamedForm | null> {
  if ((element?.kind !== 'userTask' && element?.kind !== 'startEvent') || !element.formReference) return null;
  if (taskKey === null) return plainlyNamed(element.formReference);
  const naming = await namedForm(element.formReference, (expression) => engine.evaluateExpression(taskKey, expression));
  if (naming.ok) return naming.form;
  throw unnamed(naming);
}

/** `TaskDto`. */
function shownTask(
  task: UserTaskRow,
  formKey: string | null,
  camundaFormRef: NamedForm | null,
): Readonly<Record<string, unknown>> {
  return {
    id: taskId(task),
    name: task.name,
    assignee: task.assignee,
    created: dateText(task.createdAt),
    due: optionalDateText(task.dueAt),
    followUp: optionalDateText(task.followUpAt),
    lastUpdated: optionalDateText(task.updatedAt),
    delegationState: task.delegation?.toUpperCase() ?? null,
    description: task.description,
    executionId: task.executionKey ?? task.elementInstanceKey,
    owner: task.owner,
    parentTaskId: task.parentTaskId,
    priority: task.priority,
    processDefinitionId: optionalDefinitionId(task),
    processInstanceId: task.instanceKey,
    taskDefinitionKey: task.elementId,
    caseExecutionId: null,
    caseInstanceId: task.caseInstanceId,
    caseDefinitionId: null,
    suspended: task.isSuspended,
    formKey,
    camundaFormRef,
    tenantId: task.tenantId,
    taskState: task.updatedAt === null ? 'Created' : 'Updated',
  };
}
