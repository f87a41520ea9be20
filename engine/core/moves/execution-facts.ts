import type { ExecutionFacts, TaskAttributes, TaskFacts, VariableWrite } from '../../expressions/expression-port.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { activityInstanceId } from '../activity-ids.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key, UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { localScopeOf } from './token-variables.ts';
import {
  localVariables,
  lookupVariable,
  propagateVariable,
  removeVariable,
  setLocalVariable,
  visibleVariables,
} from './variables.ts';

/** What `execution` and `task` say at a place, and how what is done to them is applied after the evaluation. */
export function executionFacts(step: Step, place: EvaluationPlace): ExecutionFacts {
  const definition = step.definitionOf(place.instanceKey);
  const { businessKey, tenantId } = step.instance(place.instanceKey);
  const at = place.elementInstanceKey === null ? undefined : step.draft.elements.get(place.elementInstanceKey);
  const task = taskFacts(step, place);
  const own = executionScope(step, place);
  const currentId = place.currentElementId === undefined ? place.elementId : place.currentElementId;
  return {
    instanceKey: place.instanceKey,
    businessKey,
    tenantId,
    definitionId: `${definition.graph.processId}:${definition.version}:${definition.key}`,
    elementId: currentId,
    elementName: currentId === null ? null : (definition.graph.elements.get(currentId)?.name ?? null),
    elementInstanceKey: place.elementInstanceKey,
    outerKey: at?.scopeKey ?? null,
    ...activityInstanceIds(step, place, at),
    eventName: place.eventName ?? null,
    flowId: place.flowId ?? null,
    local: (name) => step.draft.variablesOf(executionScope(step, place, name))?.get(name)?.value,
    localNames: () => Object.keys({ ...localVariables(step, own), ...(at && localVariables(step, at.key)) }),
    writes: [],
    ...(task && { task }),
  };
}

/** A token on a flow stands nowhere, in the scope around; so does the instance itself, in nothing. */
function activityInstanceIds(
  step: Step,
  place: EvaluationPlace,
  at: ElementInstance | undefined,
): Pick<ExecutionFacts, 'activityInstanceId' | 'parentActivityInstanceId'> {
  const idOf = (key: Key): string => {
    const holder = step.draft.elements.get(key);
    return holder ? activityInstanceId(holder) : key;
  };
  if (place.flowId !== undefined) return { activityInstanceId: null, parentActivityInstanceId: idOf(place.scopeKey) };
  return {
    activityInstanceId: at ? activityInstanceId(at) : place.instanceKey,
    parentActivityInstanceId: at ? idOf(at.scopeKey) : null,
  };
}

export function variablesSeen(step: Step, { scopeKey, overlay, isOverlayAll }: EvaluationPlace): Variables {
  return isOverlayAll
    ? { ...overlay }
    : { ...visibleVariables(step, scopeKey), ...step.transients.get(scopeKey), ...overlay };
}

/** One of them, by its name. */
export function variableSeen(step: Step, place: EvaluationPlace, name: string): VariableValue | undefined {
  const { scopeKey, overlay, isOverlayAll } = place;
  if (overlay && Object.hasOwn(overlay, name)) return overlay[name];
  if (isOverlayAll) return undefined;
  const transients = step.transients.get(scopeKey);
  if (transients && Object.hasOwn(transients, name)) return transients[name];
  return lookupVariable(step, scopeKey, name)?.value;
}

/**
 * Where the execution's own variables are; one of that name may have come with the token. In a task's listener the
 * execution is around the task.
 */
function executionScope(step: Step, place: EvaluationPlace, name?: string): Key {
  const scopeKey = place.task ? (place.elementInstanceKey ?? place.instanceKey) : place.scopeKey;
  const at = step.draft.elements.get(scopeKey);
  if (!at) return scopeKey;
  return name !== undefined && step.draft.variablesOf(at.key)?.has(name) ? at.key : localScopeOf(step, at);
}

function taskFacts(step: Step, { task: here }: EvaluationPlace): TaskFacts | undefined {
  const task = here && step.draft.userTasks.get(here.key);
  if (!task || task.instanceKey === null) return undefined;
  const changes: Partial<TaskAttributes>[] = [];
  return {
    key: task.key,
    elementId: task.elementId,
    eventName: here.eventName,
    deleteReason: here.deleteReason,
    createdAt: task.createdAt,
    changes,
    get now() {
      return Object.assign(attributesOf(task), ...changes);
    },
  };
}

export function attributesOf({
  name,
  description,
  assignee,
  owner,
  priority,
  dueAt,
  followUpAt,
  formKey,
  candidateUsers,
  candidateGroups,
}: UserTaskInstance): TaskAttributes {
  return { name, description, assignee, owner, priority, dueAt, followUpAt, formKey, candidateUsers, candidateGroups };
}

/** What an expression, script or delegate has set, in its order. */
export function applyEffects(
  step: Step,
  place: EvaluationPlace,
  writes: readonly VariableWrite[],
  taskChanges: readonly Partial<TaskAttributes>[],
): void {
  for (const { name, value, local, ofTask } of writes) {
    if (name === '')
      throw new StepFailure('IO_MAPPING_ERROR', `A variable of element '${place.elementId}' is set without a name.`);
    const scopeKey = ofTask ? place.scopeKey : executionScope(step, place, name);
    if (value === null) removeVariable(step, scopeKey, name, local, place.elementId);
    else if (local) setLocalVariable(step, scopeKey, name, value, place.elementId);
    else propagateVariable(step, scopeKey, name, value, place.elementId);
  }
  if (taskChanges.length > 0 && place.task)
    step.emit({
      type: 'userTaskChanged',
      at: step.now,
      taskKey: place.task.key,
      changes: Object.assign({}, ...taskChanges),
    });
}
