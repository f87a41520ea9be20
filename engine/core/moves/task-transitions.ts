import type { TaskJobListener, TaskTransitionEvent } from '../../graph/code.ts';
import type { TaskJobListeners } from '../../graph/element.ts';
import type { CommandResult } from '../decision.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Job, ProcessTask, TaskTransition, UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { completeElement } from './complete.ts';
import { endHeld } from './held-ends.ts';
import { raiseIncident } from './incidents.ts';
import { takeResults } from './results.ts';
import { taskListenerHeaders } from './task-headers.ts';
import { changeUserTask, endUserTask, openTransition } from './user-tasks.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';
import { createWorkerJob } from './worker-job.ts';

/** `Incident.configuration` of a task that has stopped at its listeners. */
export const AT_TASK_LISTENERS = 'taskListeners';

type Wish = Omit<TaskTransition, 'key' | 'listenersDone'>;

/**
 * Camunda 8: before something happens to a task, listeners of it are asked, by jobs one after the other. They may
 * correct what happens, or deny it; until the last one is done nothing else can be asked of the task. Without listeners
 * it happens at once.
 */
export function changeTask(step: Step, task: UserTaskInstance, wish: Wish): CommandResult {
  if (listensTo(step, task, wish.event)) return begin(step, task, wish);
  changeUserTask(step, task, wish.changes, wish.cause);
  return {};
}

export function listensTo(step: Step, task: UserTaskInstance, event: TaskTransitionEvent): boolean {
  return listenersOf(step, task, event).length > 0;
}

/** The task's listeners are asked, and tell its element to go on when they are through. */
export function begin(step: Step, task: UserTaskInstance, wish: Wish): CommandResult {
  const transition: TaskTransition = { key: step.newKey(), listenersDone: 0, ...wish };
  step.emit({ type: 'userTaskChanged', at: step.now, taskKey: task.key, changes: { transition } });
  goOnWithTask(step, task);
  return { transitionKey: transition.key };
}

/** A task whose listeners are asked before it is there, and again before the one whom the model names gets it. */
export function beginUserTask(step: Step, task: ProcessTask): void {
  const { assignee } = task;
  const transition: TaskTransition = {
    key: step.newKey(),
    event: 'creating',
    listenersDone: 0,
    action: '',
    changes: {},
    ...(assignee !== null && { nextAssignee: assignee }),
  };
  const begun = { ...task, assignee: null, transition };
  step.emit({ type: 'userTaskCreated', at: step.now, task: begun });
  goOnWithTask(step, begun);
}

/** The next listener, or what they have been asked about. */
export function goOnWithTask(step: Step, { key }: Pick<UserTaskInstance, 'key'>): void {
  const task = step.draft.userTasks.get(key);
  const transition = task && openTransition(task);
  const at = task && task.instanceKey !== null ? step.draft.elements.get(task.elementInstanceKey) : undefined;
  if (!task || !transition || !at) return;
  const listener = listenersOf(step, task, transition.event)[transition.listenersDone];
  const asked = jobListenersOf(step, task);
  if (listener && asked) ask(step, at, task, { transition, listener, asked });
  else happen(step, at, task, transition);
}

/** A listener whose job cannot be computed stops the task; then all of them are asked again. */
function ask(
  step: Step,
  at: ElementInstance,
  task: UserTaskInstance,
  { transition, listener, asked }: { transition: TaskTransition; listener: TaskJobListener; asked: TaskJobListeners },
): void {
  const element = step.elementOf(at);
  const headers = {
    ...(element.kind === 'userTask' && element.headers),
    ...taskListenerHeaders(task, transition, asked),
  };
  try {
    createWorkerJob(
      step,
      { type: listener.type, ...(listener.retries && { retries: listener.retries }), headers },
      at,
      `${listener.event}Listener`,
    );
  } catch (failure) {
    if (!(failure instanceof StepFailure)) throw failure;
    raiseIncident(
      step,
      {
        type: failure.incidentType,
        message: failure.message,
        instanceKey: at.instanceKey,
        elementId: at.elementId,
        elementInstanceKey: at.key,
        jobKey: null,
        failedElementId: null,
      },
      AT_TASK_LISTENERS,
    );
  }
}

/** After an incident of that kind. */
export function askAgain(step: Step, at: ElementInstance): void {
  for (const key of [...(step.draft.attachments(at.key) ?? [])]) {
    const task = step.draft.userTasks.get(key);
    const transition = task && openTransition(task);
    if (!transition) continue;
    step.emit({
      type: 'userTaskChanged',
      at: step.now,
      taskKey: key,
      changes: { transition: { ...transition, listenersDone: 0 } },
    });
    goOnWithTask(step, task);
  }
}

/** All listeners have agreed. */
function happen(
  step: Step,
  at: ElementInstance,
  task: UserTaskInstance,
  { event, changes, cause, nextAssignee, variables, staysLocal }: TaskTransition,
): void {
  const { assignee: named, ...others } = changes;
  const isCreation = event === 'creating';
  step.emit({
    type: 'userTaskChanged',
    at: step.now,
    taskKey: task.key,
    changes: { ...(isCreation ? others : changes), transition: null },
    ...(cause && { cause }),
  });
  if (isCreation) {
    const assignee = nextAssignee ?? named ?? null;
    const created = step.draft.userTasks.get(task.key);
    if (assignee !== null && created)
      changeTask(step, created, { event: 'assigning', action: '', changes: { assignee } });
  } else if (event === 'updating' && variables)
    (staysLocal ? setLocalVariables : propagateVariables)(step, at.key, variables, null);
  else if (event === 'completing') {
    takeResults(step, step.elementOf(at), at, variables ?? {});
    endUserTask(step, task, 'completed');
    completeElement(step, step.current(at));
  } else if (event === 'canceling') {
    endUserTask(step, task, 'canceled');
    endHeld(step, at.key);
  }
}

/**
 * The task is about to be canceled by others than itself; false: nobody listens to that. What was asked about it before
 * is asked no more.
 */
export function askBeforeCancellation(step: Step, task: UserTaskInstance, stopAsking: () => void): boolean {
  if (!listensTo(step, task, 'canceling')) return false;
  stopAsking();
  begin(step, task, { event: 'canceling', action: '', changes: {} });
  return true;
}

/** What listener a job is of a task; undefined: none. */
export function taskListenerEvent({ position }: Job): TaskTransitionEvent | undefined {
  return position === null ? undefined : EVENT_OF_POSITION.get(position);
}

const EVENTS: readonly TaskTransitionEvent[] = ['creating', 'assigning', 'updating', 'completing', 'canceling'];
const EVENT_OF_POSITION: ReadonlyMap<string, TaskTransitionEvent> = new Map(
  EVENTS.map((event) => [`${event}Listener`, event]),
);

function jobListenersOf(step: Step, task: UserTaskInstance): TaskJobListeners | undefined {
  if (task.instanceKey === null) return undefined;
  const element = step.element(task.instanceKey, task.elementId);
  return element.kind === 'userTask' ? element.jobListenersOfTask : undefined;
}

function listenersOf(step: Step, task: UserTaskInstance, event: TaskTransitionEvent): readonly TaskJobListener[] {
  return jobListenersOf(step, task)?.listeners.filter((listener) => listener.event === event) ?? [];
}
