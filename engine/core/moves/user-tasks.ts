import type { UserTask } from '../../graph/element.ts';
import type { TaskListenerEvent } from '../../graph/code.ts';
import type { Rejection } from '../decision.ts';
import type { UserTaskChanged } from '../events.ts';
import { StepFailure, ThrownByCode } from '../failure.ts';
import { reject } from '../reject.ts';
import type { ElementInstance, Key, ProcessTask, TaskAttributes, TaskTransition, UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { runCode } from './run-code.ts';
import { throwOutOfCode } from './throw-out-of-code.ts';

/** A task that somebody wants to work on; those of suspended instances rest. */
export function taskInHand(step: Step, taskKey: Key): UserTaskInstance | Rejection {
  const task = step.draft.userTasks.get(taskKey);
  if (!task) return reject('notFound', 'there is no such task', { taskKey });
  const transition = openTransition(task);
  if (transition)
    return reject('invalidState', 'listeners of the task are asked about something else', {
      taskKey,
      state: transition.event.toUpperCase(),
    });
  if (task.instanceKey !== null && step.instance(task.instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { taskKey, reason: 'suspended' });
  return task;
}

/** The same of a task at which a token waits. */
export function processTaskInHand(step: Step, taskKey: Key): ProcessTask | Rejection {
  const task = taskInHand(step, taskKey);
  return 'kind' in task || task.instanceKey !== null
    ? task
    : reject('invalidState', 'the task belongs to no process', { taskKey, reason: 'standalone' });
}

/** What listeners are asked about at the moment (Camunda 8). */
export function openTransition({ transition }: UserTaskInstance): TaskTransition | null {
  return transition && 'event' in transition ? transition : null;
}

/** A task comes to be; its listeners hear of it, then of its first assignee, whom the former may have named. */
export function createUserTask(step: Step, task: UserTaskInstance): void {
  step.emit({ type: 'userTaskCreated', at: step.now, task });
  runTaskListeners(step, task.key, 'create');
  const created = step.draft.userTasks.get(task.key);
  if (created && created.assignee !== null) runTaskListeners(step, task.key, 'assignment');
}

/** Somebody changes a task: an update, and an assignment where it has another assignee now. */
export function changeUserTask(
  step: Step,
  { key, assignee }: UserTaskInstance,
  changes: TaskAttributes,
  cause?: UserTaskChanged['cause'],
): void {
  step.emit({ type: 'userTaskChanged', at: step.now, taskKey: key, changes, ...(cause && { cause }) });
  runTaskListeners(step, key, 'update');
  const changed = step.draft.userTasks.get(key);
  if (changed && changed.assignee !== assignee) runTaskListeners(step, key, 'assignment');
}

/** What the listeners of a task that is ended by the model are told. */
const DELETED = 'deleted';

export function endUserTask(
  step: Step,
  { key }: UserTaskInstance,
  outcome: 'completed' | 'canceled',
  deleteReason: string | null = DELETED,
): void {
  if (outcome === 'canceled') runTaskListeners(step, key, 'delete', { deleteReason });
  if (!step.draft.userTasks.has(key)) return;
  for (const below of tasksBelow(step, key))
    step.emit({ type: 'userTaskEnded', at: step.now, taskKey: below, outcome });
  const isSaid = outcome === 'canceled' && deleteReason !== null && deleteReason !== DELETED;
  step.emit({ type: 'userTaskEnded', at: step.now, taskKey: key, outcome, ...(isSaid && { reason: deleteReason }) });
}

/** What a task has been divided into ends with it, in the same way; the innermost come first. */
export function tasksBelow(step: Step, taskKey: Key): readonly Key[] {
  const found = [taskKey];
  for (const key of found)
    for (const below of step.draft.attachments(key) ?? []) if (step.draft.userTasks.has(below)) found.push(below);
  return found.slice(1).reverse();
}

/** The token stays where it is behind these, so no condition looks at what they change (Camunda 7). */
const UNNOTICED_EVENTS: ReadonlySet<TaskListenerEvent> = new Set(['create', 'assignment', 'update', 'timeout']);

/**
 * Runs the listeners of one event in their order. What fails in them fails the step, in a sentence that says so; an
 * error of the model is thrown by the task, unless that is ended already.
 */
export function runTaskListeners(
  step: Step,
  taskKey: Key,
  event: TaskListenerEvent,
  { listenerId, deleteReason = null }: { listenerId?: string; deleteReason?: string | null } = {},
): void {
  const task = step.draft.userTasks.get(taskKey);
  if (!task || task.instanceKey === null || step.skipping.skipsListeners) return;
  const element = userTaskElement(step, task);
  if (!element?.listenersOfTask) return;
  const place: EvaluationPlace = {
    instanceKey: task.instanceKey,
    scopeKey: task.key,
    elementId: task.elementId,
    elementInstanceKey: task.elementInstanceKey,
    task: { key: task.key, eventName: event, deleteReason },
  };
  for (const listener of element.listenersOfTask) {
    if (listener.event !== event || (listenerId !== undefined && listener.id !== listenerId)) continue;
    try {
      if (UNNOTICED_EVENTS.has(event)) step.unnoticed(() => runCode(step, listener.code, place));
      else runCode(step, listener.code, place);
    } catch (failure) {
      if (event !== 'delete' && isCaught(step, task, failure)) return;
      if (!(failure instanceof StepFailure)) throw failure;
      const thrown = failure instanceof ThrownByCode ? failure : null;
      const told = new StepFailure(
        failure.incidentType,
        `ENGINE-03051 There was an exception while invoking the TaskListener. Message: '${thrown ? thrown.text : failure.message}'`,
      );
      told.advice = failure.advice;
      throw told;
    }
  }
}

/** What a listener throws is as if its element had thrown it; as the task is taken away, nobody catches it. */
function isCaught(step: Step, { elementInstanceKey }: ProcessTask, failure: unknown): boolean {
  const at = step.draft.elements.get(elementInstanceKey);
  if (!at) return false;
  try {
    throwOutOfCode(step, at, failure);
    return true;
  } catch (uncaught) {
    if (uncaught === failure) return false;
    throw uncaught;
  }
}

function userTaskElement(step: Step, task: ProcessTask): UserTask | undefined {
  const element = step.element(task.instanceKey, task.elementId);
  return element.kind === 'userTask' ? element : undefined;
}

/** Timers that call listeners while the task is open; the result makes them. */
export function prepareTimeouts(step: Step, element: UserTask, at: ElementInstance): () => void {
  const openings = (element.listenersOfTask ?? []).flatMap(({ timer, id }) =>
    timer
      ? [
          step.behaviors.ofTrigger(timer).prepare?.(step, timer, {
            element,
            waiting: at,
            isRepeated: true,
            ...(id !== undefined && { listenerId: id }),
          }),
        ]
      : [],
  );
  return () => {
    for (const open of openings) open?.();
  };
}
