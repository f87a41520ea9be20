import { dateValue, isDateValue } from '../values.ts';
import type { TaskAttributes, TaskFacts } from '../expression-port.ts';
import { getter, type Run, variableMethods } from './execution-methods.ts';
import { callMethod } from './java-overloads.ts';
import { asText, EXECUTION, integer, JavaList, JuelFailure, type JuelValue, SmallInteger, TASK } from './juel-value.ts';

/** What `task` answers in the listeners of a task. undefined: it has no such property or method. */
export function taskProperty(facts: TaskFacts | undefined, name: string): JuelValue | undefined {
  if (!facts) return undefined;
  const { now } = facts;
  const date = (at: number | null): JuelValue => (at === null ? null : dateValue(at));
  switch (name) {
    case 'id':
      return facts.key;
    case 'execution':
      return EXECUTION;
    case 'taskDefinitionKey':
      return facts.elementId;
    case 'eventName':
      return facts.eventName;
    case 'deleteReason':
      return facts.deleteReason;
    case 'createTime':
      return dateValue(facts.createdAt);
    case 'name':
    case 'description':
    case 'assignee':
    case 'owner':
      return now[name];
    case 'formKey':
      return now.formKey;
    case 'priority':
      return integer(now.priority);
    case 'dueDate':
      return date(now.dueAt);
    case 'followUpDate':
      return date(now.followUpAt);
    default:
      return undefined;
  }
}

const VARIABLE_METHODS = variableMethods(true);

/** Throws MethodFailure where `task` has no such method. */
export function taskCall(run: Run, name: string, args: readonly JuelValue[]): JuelValue {
  const own = ownCall(run, name, args);
  return own === undefined ? callMethod(VARIABLE_METHODS, run, { className: TASK.className, name, args }) : own;
}

function ownCall(run: Run, name: string, args: readonly JuelValue[]): JuelValue | undefined {
  const facts = run.scope.execution?.task;
  const [first = null] = args;
  if (!facts) return undefined;
  const changes = taskChange(facts.now, name, first);
  if (changes) {
    facts.changes.push(changes);
    return null;
  }
  switch (name) {
    case 'getExecutionId':
      return run.scope.execution?.elementInstanceKey ?? null;
    case 'getProcessInstanceId':
      return run.scope.execution?.instanceKey ?? null;
    case 'getProcessDefinitionId':
      return run.scope.execution?.definitionId ?? null;
    default:
      return getter(name, args, (property) => taskProperty(facts, property));
  }
}

/** The change that a setter makes; null: it is none. */
function taskChange(now: TaskAttributes, name: string, value: JuelValue): Partial<TaskAttributes> | null {
  const text = value === null ? null : asText(value);
  const people = value instanceof JavaList ? value.items.map(asText) : [asText(value)];
  switch (name) {
    case 'setName':
      return { name: text };
    case 'setDescription':
      return { description: text };
    case 'setAssignee':
      return { assignee: text };
    case 'setOwner':
      return { owner: text };
    case 'setPriority':
      return { priority: number(value) };
    case 'setDueDate':
      return { dueAt: moment(value) };
    case 'setFollowUpDate':
      return { followUpAt: moment(value) };
    case 'addCandidateUser':
    case 'addCandidateUsers':
      return { candidateUsers: [...now.candidateUsers, ...people] };
    case 'addCandidateGroup':
    case 'addCandidateGroups':
      return { candidateGroups: [...now.candidateGroups, ...people] };
    case 'deleteCandidateUser':
      return { candidateUsers: now.candidateUsers.filter((user) => !people.includes(user)) };
    case 'deleteCandidateGroup':
      return { candidateGroups: now.candidateGroups.filter((group) => !people.includes(group)) };
    default:
      return null;
  }
}

function number(value: JuelValue): number {
  const given = value instanceof SmallInteger ? Number(value.value) : Number(asText(value));
  if (!Number.isFinite(given)) throw new JuelFailure(`Cannot coerce '${asText(value)}' to a number`);
  return Math.trunc(given);
}

function moment(value: JuelValue): number | null {
  if (value === null) return null;
  if (isDateValue(value)) return value.epochMs;
  throw new JuelFailure(`Cannot coerce '${asText(value)}' to a date`);
}
