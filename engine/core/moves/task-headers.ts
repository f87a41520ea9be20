import type { TaskJobListeners } from '../../graph/element.ts';
import type { Instant, TaskAttributes, TaskTransition, UserTaskInstance } from '../state.ts';

/** The task as it becomes by what is asked and what listeners have corrected so far. */
function changedTask(task: UserTaskInstance, { changes, nextAssignee }: TaskTransition): UserTaskInstance {
  return { ...task, ...(nextAssignee !== undefined && { assignee: nextAssignee }), ...changes };
}

/** What the job of a listener says of its task, in the words of the notation: only what there is. */
export function taskListenerHeaders(
  task: UserTaskInstance,
  transition: TaskTransition,
  { headers: names, attributes, variables }: TaskJobListeners,
): Readonly<Record<string, string>> {
  const seen = changedTask(task, transition);
  const form = seen.formDefinitionKey ?? seen.formKey;
  const changed = [
    ...changedAttributes(task, transition, attributes),
    ...(transition.event === 'updating' && transition.variables ? [variables] : []),
  ];
  return {
    ...(transition.action !== '' && { [names.action]: transition.action }),
    ...(seen.assignee !== null && { [names.assignee]: seen.assignee }),
    ...(seen.candidateGroups.length > 0 && { [names.candidateGroups]: JSON.stringify(seen.candidateGroups) }),
    ...(seen.candidateUsers.length > 0 && { [names.candidateUsers]: JSON.stringify(seen.candidateUsers) }),
    ...(changed.length > 0 && { [names.changedAttributes]: JSON.stringify(changed) }),
    ...(seen.dueAt !== null && { [names.dueDate]: zonedText(seen.dueAt) }),
    ...(seen.followUpAt !== null && { [names.followUpDate]: zonedText(seen.followUpAt) }),
    ...(form !== null && { [names.form]: form }),
    [names.priority]: String(seen.priority),
    [names.taskKey]: task.key,
  };
}

/** What is different in the end: what is corrected back to as it was is no change. */
function changedAttributes(
  task: UserTaskInstance,
  { changes }: TaskTransition,
  names: TaskJobListeners['attributes'],
): readonly string[] {
  const attributes = ['assignee', 'candidateGroups', 'candidateUsers', 'dueAt', 'followUpAt', 'priority'] as const;
  return attributes
    .filter((name) => changes[name] !== undefined && !isSame(changes[name], task[name]))
    .map((name) => names[name]);
}

const isSame = (a: TaskAttributes[keyof TaskAttributes], b: TaskAttributes[keyof TaskAttributes]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** As Java writes it: seconds only where there are some. */
export const zonedText = (at: Instant): string =>
  new Date(at).toISOString().replace('.000Z', 'Z').replace(/:00Z$/, 'Z');
