import { toJs } from '../../expressions/values.ts';
import type { TaskJobHeaders, UserTask, Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import {
  evaluateAt,
  integerAt,
  listAt,
  optionalTextAt,
  placeOf,
  wrongType,
  type EvaluationPlace,
} from '../moves/evaluate-at.ts';
import { linkedForm } from '../moves/link-form.ts';
import { zonedText } from '../moves/task-headers.ts';
import { beginUserTask } from '../moves/task-transitions.ts';
import { createUserTask, prepareTimeouts, runTaskListeners } from '../moves/user-tasks.ts';
import { prepareWorkerJob } from '../moves/worker-job.ts';
import type { ElementInstance, Instant } from '../state.ts';
import type { Step } from '../step.ts';
import { parseDateTime, parseZonedDateTime } from '../triggers/iso-8601.ts';

/** Both engines' priority of a task that names none. */
const DEFAULT_TASK_PRIORITY = 50;
const MAX_CAMUNDA8_PRIORITY = 100;

/**
 * User task: waits for a person. Its attributes are computed when it is reached. Camunda 8 knows a second kind, done by
 * a job of its own type; there an attribute of a wrong type is an incident, and listeners of a task are jobs that are
 * waited for.
 */
export const userTask: ElementBehavior<UserTask> = {
  activate(step, element, at) {
    prepareTask(step, element, at)();
  },

  prepare(step, element, at) {
    return prepareTask(step, element, at);
  },

  caught(step, _element, waiting, { listenerId }) {
    for (const key of step.draft.attachments(waiting.key) ?? []) {
      if (listenerId !== undefined && step.draft.userTasks.has(key))
        runTaskListeners(step, key, 'timeout', { listenerId });
    }
  },
};

/** What the task or its job says; the result makes it. */
function prepareTask(step: Step, element: UserTask, at: ElementInstance): () => void {
  if (element.work) return prepareWorkerJob(step, withTaskHeaders(step, element, element.work, at), at);
  const place = placeOf(at);
  const task = {
    instanceKey: at.instanceKey,
    elementInstanceKey: at.key,
    elementId: element.id,
    name: optionalTextAt(step, element.taskName, place) ?? element.name ?? null,
    description: optionalTextAt(step, element.description, place),
    assignee: optionalTextAt(step, element.assignee, place),
    owner: null,
    delegation: null,
    candidateGroups: people(step, element.candidateGroups, place),
    candidateUsers: people(step, element.candidateUsers, place),
    dueAt: date(step, element.dueDate, place),
    followUpAt: date(step, element.followUpDate, place),
    formKey: optionalTextAt(step, element.formKey, place),
    formDefinitionKey: element.formLink ? linkedForm(step, element.formLink, at) : null,
    priority: priority(step, element.priority, place),
    otherLinks: [],
    parentTaskKey: null,
    caseInstanceId: null,
    transition: null,
    createdAt: step.now,
  };
  if (element.jobListenersOfTask) return () => beginUserTask(step, { key: step.newKey(), ...task });
  const openTimeouts = prepareTimeouts(step, element, at);
  return () => {
    createUserTask(step, { key: step.newKey(), ...task });
    if (step.isAlive(at.key)) openTimeouts();
  };
}

/** What a job says of the task that it stands for, beside the headers of the model. */
function withTaskHeaders(step: Step, element: UserTask, work: Work, at: ElementInstance): Work {
  const { jobHeaders: names } = element;
  return names ? { ...work, headers: { ...work.headers, ...taskHeaders(step, element, names, at) } } : work;
}

function taskHeaders(
  step: Step,
  element: UserTask,
  names: TaskJobHeaders,
  at: ElementInstance,
): Readonly<Record<string, string>> {
  const place = placeOf(at);
  const assignee = optionalTextAt(step, element.assignee, place);
  const [groups, users] = [people(step, element.candidateGroups, place), people(step, element.candidateUsers, place)];
  const [due, followUp] = [date(step, element.dueDate, place), date(step, element.followUpDate, place)];
  const form = element.formLink ? linkedForm(step, element.formLink, at) : optionalTextAt(step, element.formKey, place);
  return {
    ...(assignee && { [names.assignee]: assignee }),
    ...(element.candidateUsers && { [names.candidateUsers]: JSON.stringify(users) }),
    ...(element.candidateGroups && { [names.candidateGroups]: JSON.stringify(groups) }),
    ...(due !== null && { [names.dueDate]: zonedText(due) }),
    ...(followUp !== null && { [names.followUpDate]: zonedText(followUp) }),
    ...(form !== null && { [names.form]: form }),
  };
}

/** Users or groups: a list, or texts between commas. */
function people(step: Step, expressions: readonly Expression[] = [], place: EvaluationPlace): readonly string[] {
  return [...new Set(expressions.flatMap((expression) => peopleOf(step, expression, place)))];
}

function peopleOf(step: Step, expression: Expression, place: EvaluationPlace): readonly string[] {
  if (expression.language === 'feel') return textsAt(step, expression, place);
  const { value } = evaluateAt(step, expression, place);
  const js = toJs(value);
  const texts = Array.isArray(js) ? js.map(String) : (value.text ?? '').split(',');
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

function textsAt(step: Step, expression: Expression, place: EvaluationPlace): readonly string[] {
  return listAt(step, expression, place).map(({ type, text }) => {
    if (type === 'String' && text !== null) return text;
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${expression.text}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.`,
    );
  });
}

function date(step: Step, expression: Expression | undefined, place: EvaluationPlace): Instant | null {
  if (!expression) return null;
  const evaluated = evaluateAt(step, expression, place);
  const { text, type } = evaluated.value;
  if (text === null || (text === '' && expression.language === 'feel')) return null;
  if (type !== 'String' && type !== 'Date')
    throw wrongType(expression, "one of '[NULL, DATE_TIME, STRING]'", evaluated);
  const { onFailure } = step.semanticsOf(place.instanceKey);
  const at = onFailure === 'rollback' ? parseDateTime(text) : parseZonedDateTime(text);
  if (at !== null) return at;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    onFailure === 'rollback'
      ? `ENGINE-09027 Exception while resolving duedate '${text}': Invalid format: "${text}"`
      : `Invalid date-time format '${text}' for expression '${expression.text}'.`,
  );
}

function priority(step: Step, expression: Expression | undefined, place: EvaluationPlace): number {
  if (!expression) return DEFAULT_TASK_PRIORITY;
  const value = integerAt(step, expression, place, 'Priority value');
  if (expression.language === 'feel' && evaluateAt(step, expression, place).value.type === 'Double')
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${expression.text}' to be an integer, but was a decimal.`,
    );
  if (step.semanticsOf(place.instanceKey).onFailure === 'incident' && (value < 0 || value > MAX_CAMUNDA8_PRIORITY)) {
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected priority to be in the range [0,${MAX_CAMUNDA8_PRIORITY}] but was '${value}'.`,
    );
  }
  return value;
}
