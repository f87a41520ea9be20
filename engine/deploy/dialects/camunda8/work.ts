import type { Logic, TaskJobHeaders, UserTask, Work } from '../../../graph/element.ts';
import type { Expression } from '../../../graph/expression.ts';
import { parseMoment } from '../../../core/triggers/java-time.ts';
import { BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, feelOnly, idOf, ownExtension, ownExtensions, requiredAt } from './attributes.ts';
import { formDefinition } from './form-definition.ts';
import { jobPriority } from './job-priority.ts';
import { taskHeaders } from './mappings.ts';
import { taskListeners } from './task-listeners.ts';

const USER_TASK_JOB_TYPE = 'io.camunda.zeebe:userTask';
/** A task that a person does by a job is tried once. */
const USER_TASK_JOB_RETRIES = '1';
const MAX_PRIORITY = 100;
const header = (name: string): string => `io.camunda.zeebe:${name}`;
const TASK_JOB_HEADERS: TaskJobHeaders = {
  assignee: header('assignee'),
  candidateUsers: header('candidateUsers'),
  candidateGroups: header('candidateGroups'),
  dueDate: header('dueDate'),
  followUpDate: header('followUpDate'),
  form: header('formKey'),
};

/** A job: its type, attempts, priority and headers. */
export function work(reader: ModelReader, source: XmlElement): Work | undefined {
  const [definition, second] = ownExtensions(source, 'taskDefinition');
  if (!definition) return undefined;
  // With logic of its own as well, whoever reads that refuses them together.
  if (second && !ownExtension(source, 'script')) reader.problem(source, missingWork(source));
  const type = requiredAt(reader, definition, 'type', idOf(source));
  const retries = expressionAt(reader, source, definition, 'retries');
  const priority = jobPriority(reader, source);
  return {
    type,
    ...(retries && retries.text !== '' && { retries }),
    ...(priority && { priority }),
    headers: taskHeaders(source),
  };
}

export function missingWork({ name }: XmlElement): string {
  if (name === 'serviceTask') return "Must have exactly one 'zeebe:taskDefinition' extension element";
  return `Must have either one 'zeebe:${name === 'businessRuleTask' ? 'calledDecision' : name === 'scriptTask' ? 'script' : 'publishMessage'}' or one 'zeebe:taskDefinition' extension element`;
}

/**
 * With `zeebe:userTask` a task of the engine, else a job of a known type. Fixed dates and priorities are checked at
 * once.
 */
export function userTask(
  reader: ModelReader,
  source: XmlElement,
): Pick<
  UserTask,
  | 'assignee'
  | 'candidateUsers'
  | 'candidateGroups'
  | 'dueDate'
  | 'followUpDate'
  | 'priority'
  | 'formKey'
  | 'formLink'
  | 'headers'
  | 'work'
  | 'jobHeaders'
  | 'jobListenersOfTask'
> {
  const assignment = ownExtension(source, 'assignmentDefinition');
  const schedule = ownExtension(source, 'taskSchedule');
  const parts = {
    assignee: expressionAt(reader, source, assignment, 'assignee'),
    candidateGroups: peopleAt(reader, source, assignment, 'candidateGroups'),
    candidateUsers: peopleAt(reader, source, assignment, 'candidateUsers'),
    dueDate: dateAt(reader, source, schedule, 'dueDate'),
    followUpDate: dateAt(reader, source, schedule, 'followUpDate'),
    priority: priorityOf(reader, source),
  };
  for (const role of source.children.filter(
    ({ namespace, name }) => namespace === BPMN && (name === 'humanPerformer' || name === 'potentialOwner'),
  ))
    reader.warning(
      role,
      `<${role.name}> of element '${idOf(source)}' in line ${role.place.line} has no effect: <zeebe:assignmentDefinition> says who does a task`,
      idOf(source),
    );
  const headers = taskHeaders(source);
  const isOwn = ownExtension(source, 'userTask') !== undefined;
  return {
    ...Object.fromEntries(Object.entries(parts).filter(([, expression]) => expression !== undefined)),
    headers,
    ...formDefinition(reader, source, isOwn ? 'externalReference' : 'formKey'),
    ...taskListeners(reader, source, TASK_JOB_HEADERS, isOwn),
    ...(!isOwn && {
      jobHeaders: TASK_JOB_HEADERS,
      work: {
        type: { language: 'literal', text: USER_TASK_JOB_TYPE },
        retries: { language: 'literal', text: USER_TASK_JOB_RETRIES },
        headers,
      },
    }),
  };
}

/** An expression, or names between commas. */
function peopleAt(
  reader: ModelReader,
  source: XmlElement,
  assignment: XmlElement | undefined,
  name: string,
): readonly Expression[] | undefined {
  const people = expressionAt(reader, source, assignment, name);
  if (
    assignment &&
    people?.language === 'literal' &&
    attributeOf(assignment, name) !== '' &&
    people.text.split(',').some((text) => text.trim() === '')
  ) {
    reader.problem(
      assignment,
      `Expected static value to be a list of comma-separated values, e.g. 'a,b,c', but found '${attributeOf(assignment, name) ?? ''}'.`,
      idOf(source),
    );
  }
  return people && [people];
}

function dateAt(
  reader: ModelReader,
  source: XmlElement,
  schedule: XmlElement | undefined,
  name: string,
): Expression | undefined {
  const date = expressionAt(reader, source, schedule, name);
  if (schedule && date?.language === 'literal' && date.text !== '' && parseMoment(date.text) === null)
    reader.problem(
      schedule,
      `Expected static value to be a valid DateTime String, e.g. '2023-03-02T15:35+02:00', but found '${date.text}'.`,
      idOf(source),
    );
  return date;
}

function priorityOf(reader: ModelReader, source: XmlElement): Expression | undefined {
  const definition = ownExtension(source, 'priorityDefinition');
  const priority = expressionAt(reader, source, definition, 'priority');
  if (!definition || priority?.language !== 'literal') return priority;
  if (priority.text === '') return undefined;
  if (!/^[+-]?\d+$/.test(priority.text))
    reader.problem(
      definition,
      `Expected static value to be a valid Number between 0 and ${MAX_PRIORITY}, but found '${priority.text}'.`,
      idOf(source),
    );
  else if (Number(priority.text) < 0 || Number(priority.text) > MAX_PRIORITY)
    reader.problem(
      definition,
      `Priority must be a number between 0 and ${MAX_PRIORITY}, but was '${priority.text}'.`,
      idOf(source),
    );
  return priority;
}

/** `zeebe:script`: an expression whose result is a variable. */
export function scriptTask(reader: ModelReader, source: XmlElement): Logic | undefined {
  const [script, second] = ownExtensions(source, 'script');
  if (!script) return undefined;
  if (second && !ownExtension(source, 'taskDefinition')) reader.problem(source, missingWork(source));
  const resultVariable = attributeOf(script, 'resultVariable');
  if (!resultVariable) reader.problem(script, "Attribute 'resultVariable' must be present and not empty", idOf(source));
  return {
    code: feelOnly(reader, script, attributeOf(script, 'expression'), idOf(source)),
    keepsNull: true,
    resultVariable: resultVariable ?? '',
  };
}
