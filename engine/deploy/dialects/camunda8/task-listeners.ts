import type { TaskJobListener, TaskTransitionEvent } from '../../../graph/code.ts';
import type { TaskJobHeaders, TaskJobListeners, UserTask } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, ownExtensions, requiredAt } from './attributes.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** Older Modelers wrote what has happened, not what is about to. */
const EVENTS: Readonly<Record<string, TaskTransitionEvent>> = {
  creating: 'creating',
  create: 'creating',
  assigning: 'assigning',
  assignment: 'assigning',
  updating: 'updating',
  update: 'updating',
  completing: 'completing',
  complete: 'completing',
  canceling: 'canceling',
  cancel: 'canceling',
};

const header = (name: string): string => `io.camunda.zeebe:${name}`;
const OWN_HEADERS = {
  action: header('action'),
  changedAttributes: header('changedAttributes'),
  priority: header('priority'),
  taskKey: header('userTaskKey'),
};
const ATTRIBUTES: TaskJobListeners['attributes'] = {
  assignee: 'assignee',
  candidateUsers: 'candidateUsersList',
  candidateGroups: 'candidateGroupsList',
  dueAt: 'dueDate',
  followUpAt: 'followUpDate',
  priority: 'priority',
};

/** `zeebe:taskListeners`: jobs that are asked before a task changes. Only tasks of the engine itself have them. */
export function taskListeners(
  reader: ModelReader,
  source: XmlElement,
  taskHeaders: TaskJobHeaders,
  isOwn: boolean,
): Pick<UserTask, 'jobListenersOfTask'> {
  const [all, second] = ownExtensions(source, 'taskListeners');
  if (!all) return {};
  if (second) reader.problem(second, "Must have at most one 'zeebe:taskListeners' extension element", idOf(source));
  if (!isOwn) {
    reader.problem(
      all,
      "Task listeners are only supported by user tasks with the 'zeebe:userTask' extension element",
      idOf(source),
    );
    return {};
  }
  const listeners = childrenOf(all, CAMUNDA8_NAMESPACE, 'taskListener').flatMap(
    (listener) => taskListener(reader, source, listener) ?? [],
  );
  return listeners.length > 0
    ? {
        jobListenersOfTask: {
          listeners,
          headers: { ...taskHeaders, ...OWN_HEADERS },
          attributes: ATTRIBUTES,
          variables: 'variables',
        },
      }
    : {};
}

function taskListener(reader: ModelReader, source: XmlElement, listener: XmlElement): TaskJobListener | null {
  const named = attributeOf(listener, 'eventType') ?? '';
  const event = Object.hasOwn(EVENTS, named) ? EVENTS[named] : undefined;
  if (!event) {
    reader.problem(
      listener,
      "Attribute 'eventType' must be one of [assigning, canceling, completing, creating, updating]",
      idOf(source),
    );
    return null;
  }
  const type = requiredAt(reader, listener, 'type', idOf(source));
  const retries = expressionAt(reader, source, listener, 'retries');
  return { event, type, ...(retries && { retries }) };
}
