import type { ExecutionFacts, TaskAttributes, TaskFacts, VariableWrite } from '../../expressions/expression-port.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { activityInstanceId } from '../activity-ids.ts';
import type { Variables } from '../commands.ts';
import { ofClass, StepFailure } from '../failure.ts';
import { PROCESS_ENGINE_EXCEPTION } from '../java-exceptions.ts';
import type { CallingExecution } from '../outside-call.ts';
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
  variableIn,
} from './variables.ts';

/**
 * What `execution` and `task` say at a place; each is looked up when it is asked for, which most expressions never do.
 * What is done to them is applied after the evaluation.
 */
export class FactsAtPlace implements ExecutionFacts {
  readonly writes: VariableWrite[] = [];
  readonly task: TaskFacts | undefined;
  private readonly step: Step;
  private readonly place: EvaluationPlace;

  constructor(step: Step, place: EvaluationPlace) {
    this.step = step;
    this.place = place;
    this.task = place.task === undefined ? undefined : taskFacts(step, place);
  }

  get instanceKey(): Key {
    return this.place.instanceKey;
  }

  get businessKey(): string | null {
    return this.step.instance(this.place.instanceKey).businessKey;
  }

  get tenantId(): string | null {
    return this.step.instance(this.place.instanceKey).tenantId;
  }

  get definitionId(): string {
    const { graph, version, key } = this.step.definitionOf(this.place.instanceKey);
    return `${graph.processId}:${version}:${key}`;
  }

  get elementId(): string | null {
    return this.place.currentElementId === undefined ? this.place.elementId : this.place.currentElementId;
  }

  get elementName(): string | null {
    const id = this.elementId;
    return id === null ? null : (this.step.graphOf(this.place.instanceKey).elements.get(id)?.name ?? null);
  }

  get elementInstanceKey(): Key | null {
    return this.place.elementInstanceKey;
  }

  get outerKey(): Key | null {
    return this.elementInstance()?.scopeKey ?? null;
  }

  get activityInstanceId(): string | null {
    // A token on a flow stands nowhere.
    if (this.place.flowId !== undefined) return null;
    const at = this.elementInstance();
    return at ? activityInstanceId(at) : this.place.instanceKey;
  }

  get parentActivityInstanceId(): string | null {
    if (this.place.flowId !== undefined) return this.activityInstanceIdOf(this.place.scopeKey);
    // The instance itself stands in itself.
    const at = this.elementInstance();
    return at ? this.activityInstanceIdOf(at.scopeKey) : this.place.instanceKey;
  }

  get eventName(): string | null {
    return this.place.eventName ?? null;
  }

  get flowId(): string | null {
    return this.place.flowId ?? null;
  }

  local(name: string): VariableValue | undefined {
    return variableIn(this.step, executionScope(this.step, this.place, name), name)?.value;
  }

  localNames(): string[] {
    const at = this.elementInstance();
    const own = executionScope(this.step, this.place);
    return Object.keys({ ...localVariables(this.step, own), ...(at && localVariables(this.step, at.key)) });
  }

  /** As a call outside the core is told them: data only. */
  asData(): CallingExecution {
    return {
      instanceKey: this.instanceKey,
      businessKey: this.businessKey,
      tenantId: this.tenantId,
      definitionId: this.definitionId,
      elementId: this.elementId,
      elementName: this.elementName,
      elementInstanceKey: this.elementInstanceKey,
      outerKey: this.outerKey,
      activityInstanceId: this.activityInstanceId,
      parentActivityInstanceId: this.parentActivityInstanceId,
      eventName: this.eventName,
      flowId: this.flowId,
    };
  }

  private elementInstance(): ElementInstance | undefined {
    const { elementInstanceKey } = this.place;
    return elementInstanceKey === null ? undefined : this.step.draft.elements.get(elementInstanceKey);
  }

  private activityInstanceIdOf(key: Key): string {
    const holder = this.step.draft.elements.get(key);
    return holder ? activityInstanceId(holder) : key;
  }
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
  return name !== undefined && variableIn(step, at.key, name) ? at.key : localScopeOf(step, at);
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
    try {
      if (value === null) removeVariable(step, scopeKey, name, local, place.elementId);
      else if (local) setLocalVariable(step, scopeKey, name, value, place.elementId);
      else propagateVariable(step, scopeKey, name, value, place.elementId);
    } catch (failure) {
      if (!(failure instanceof StepFailure)) throw failure;
      // Raised inside somebody's code, it is told as Java tells an exception that comes out of it.
      throw ofClass(
        PROCESS_ENGINE_EXCEPTION,
        new StepFailure(failure.incidentType, `${PROCESS_ENGINE_EXCEPTION}: ${failure.message}`),
      );
    }
  }
  if (taskChanges.length > 0 && place.task)
    step.emit({
      type: 'userTaskChanged',
      at: step.now,
      taskKey: place.task.key,
      changes: Object.assign({}, ...taskChanges),
    });
}
