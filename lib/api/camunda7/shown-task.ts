import {
  type Element,
  type Engine,
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
    rows.map(async (task) =>
      shownTask(
        task,
        await formNamedBy(
          engine,
          definitions.get(task.definitionKey ?? '')?.graph.elements.get(task.elementId ?? ''),
          task.key,
        ),
      ),
    ),
  );
}

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
  throw new RestError(500, naming.exception, naming.message, naming.exception === 'ProcessEngineException' ? 0 : null);
}

/** `TaskDto`. */
function shownTask(task: UserTaskRow, camundaFormRef: NamedForm | null): Readonly<Record<string, unknown>> {
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
    formKey: task.formKey,
    camundaFormRef,
    tenantId: task.tenantId,
    taskState: task.updatedAt === null ? 'Created' : 'Updated',
  };
}
