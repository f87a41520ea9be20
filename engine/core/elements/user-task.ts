import { notCast } from '../../expressions/juel/juel-operators.ts';
import { classOf } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { TaskJobHeaders, UserTask, Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import {
  evaluateAt,
  integerAt,
  itemsOf,
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
import { parseDateTime } from '../triggers/iso-8601.ts';
import { parseMoment } from '../triggers/java-time.ts';
import { unreadableDate7 } from '../triggers/timer.ts';
import { dateOrPeriod } from '../triggers/timer-schedule.ts';

const INT_BITS = 32;
const MAX_INT = 2 ** (INT_BITS - 1) - 1;
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
    name: element.taskName ? optionalTextAt(step, element.taskName, place) : (element.name ?? null),
    description: optionalTextAt(step, element.description, place),
    assignee: optionalTextAt(step, element.assignee, place),
    owner: null,
    delegation: null,
    candidateGroups: people(step, element.candidateGroups, place),
    candidateUsers: people(step, element.candidateUsers, place),
    dueAt: date(step, element.dueDate, place, 'Due'),
    followUpAt: date(step, element.followUpDate, place, 'Follow up'),
    formKey: formKey(step, element.formKey, place),
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

/** Camunda 7 asks for it only when the task is shown: what cannot be computed yet is none, and hinders nothing. */
function formKey(step: Step, expression: Expression | undefined, place: EvaluationPlace): string | null {
  try {
    return optionalTextAt(step, expression, place);
  } catch (failure) {
    if (failure instanceof StepFailure && expression?.language === 'juel') return null;
    throw failure;
  }
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
  const due = date(step, element.dueDate, place, 'Due');
  const followUp = date(step, element.followUpDate, place, 'Follow up');
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

/** Users or groups: a list, or texts between commas; each as often as the model names him. */
function people(step: Step, expressions: readonly Expression[] = [], place: EvaluationPlace): readonly string[] {
  return expressions.flatMap((expression) => peopleOf(step, expression, place));
}

function peopleOf(step: Step, expression: Expression, place: EvaluationPlace): readonly string[] {
  if (expression.language === 'feel') return textsAt(step, expression, place);
  const evaluated = evaluateAt(step, expression, place);
  const { type, text } = evaluated.value;
  if (type === 'String' && text !== null)
    return text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const items = itemsOf(expression, evaluated);
  if (!items)
    throw new StepFailure('EXTRACT_VALUE_ERROR', 'Expression did not resolve to a string or collection of strings');
  return items.map((item) => {
    if (item.type === 'String' && item.text !== null) return item.text;
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      notCast(classOf(fromVariable(item)), 'java.lang.String'),
      'ClassCastException',
    );
  });
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

function date(
  step: Step,
  expression: Expression | undefined,
  place: EvaluationPlace,
  name: 'Due' | 'Follow up',
): Instant | null {
  if (!expression) return null;
  const evaluated = evaluateAt(step, expression, place);
  const { feelType } = evaluated;
  const { text, type } = evaluated.value;
  const isOther = feelType !== undefined && feelType !== 'DATE_TIME';
  if ((text === null && !isOther) || (text === '' && expression.language === 'feel')) return null;
  const { onFailure } = step.semanticsOf(place.instanceKey);
  if (text === null || isOther || (type !== 'String' && type !== 'Date'))
    throw onFailure === 'rollback'
      ? new StepFailure(
          'EXTRACT_VALUE_ERROR',
          `${name} date expression does not resolve to a Date or Date string: ${expression.text}`,
        )
      : wrongType(expression, "one of '[NULL, DATE_TIME, STRING]'", evaluated);
  const read = feelType === 'DATE_TIME' ? parseDateTime : parseMoment;
  const at = onFailure === 'rollback' ? dateOrPeriod(text, step.now) : read(text);
  if (at !== null) return at;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    onFailure === 'rollback'
      ? unreadableDate7(text)
      : `Invalid date-time format '${text}' for expression '${expression.text}'.`,
  );
}

function priority(step: Step, expression: Expression | undefined, place: EvaluationPlace): number {
  if (!expression) return DEFAULT_TASK_PRIORITY;
  if (step.semanticsOf(place.instanceKey).onFailure === 'rollback') return priority7(step, expression, place);
  const value = integerAt(step, expression, place, 'Priority value');
  if (expression.language === 'feel' && evaluateAt(step, expression, place).value.type === 'Double')
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${expression.text}' to be an integer, but was a decimal.`,
    );
  if (value < 0 || value > MAX_CAMUNDA8_PRIORITY) {
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected priority to be in the range [0,${MAX_CAMUNDA8_PRIORITY}] but was '${value}'.`,
    );
  }
  return value;
}

/** Camunda 7's: any number is cut to an int, a text has to be a whole one, and nothing is the usual priority. */
function priority7(step: Step, expression: Expression, place: EvaluationPlace): number {
  const { type, text } = evaluateAt(step, expression, place).value;
  if (text === null) return DEFAULT_TASK_PRIORITY;
  if (type === 'String') {
    if (/^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= MAX_INT) return Number(text);
    throw new StepFailure('EXTRACT_VALUE_ERROR', `Priority does not resolve to a number: ${text}`);
  }
  if (type === 'Double') return Math.max(-MAX_INT - 1, Math.min(MAX_INT, Math.trunc(Number(text)) || 0));
  if (type === 'Integer' || type === 'Short' || type === 'Long') return Number(BigInt.asIntN(INT_BITS, BigInt(text)));
  throw new StepFailure('EXTRACT_VALUE_ERROR', `Priority expression does not resolve to a number: ${expression.text}`);
}
