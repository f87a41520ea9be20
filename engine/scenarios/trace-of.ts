import type { EngineEvent } from '../core/events.ts';
import type { EvaluatedDecision } from '../decisions/decision-outcome.ts';
import {
  FREE_WITHOUT_RETRIES,
  NOT_UNTIL_RESOLVED,
  NOT_UNTIL_RESOLVED_ERROR_UNTOLD,
  RELEASED_AFTER_ERROR,
  type ElementInstance,
  type Instant,
  type Job,
  type Key,
  type TreeState,
  type UserTaskInstance,
} from '../core/state.ts';

/** Where events get their names from: keys mean nothing to a reader. */
export interface TraceNames {
  readonly startedAt: Instant;
  readonly elements: Map<Key, ElementInstance>;
  readonly instances: Map<Key, string>;
  readonly jobs: Map<Key, Job>;
  readonly variables: Map<Key, string>;
  readonly waits: Map<Key, string>;
}

export function newTraceNames(startedAt: Instant): TraceNames {
  return {
    startedAt,
    elements: new Map(),
    instances: new Map(),
    jobs: new Map(),
    variables: new Map(),
    waits: new Map(),
  };
}

/** One line per event, as a person would tell it. `processIdOf` names the process of a definition. */
export function traceLine(event: EngineEvent, names: TraceNames, processIdOf: (definitionKey: Key) => string): string {
  switch (event.type) {
    case 'instanceCreated':
      names.instances.set(event.instance.key, processIdOf(event.instance.definitionKey));
      return `+ ${scope(event.instance.key, names)}${event.instance.businessKey === null ? '' : ` ${event.instance.businessKey}`}`;
    case 'instanceChanged':
      return `~ ${scope(event.instanceKey, names)} ${JSON.stringify(event.changes)}`;
    case 'instanceMigrated':
      return migratedLine(event, names, processIdOf);
    case 'instanceEnded':
      return `- ${scope(event.instanceKey, names)} ${event.outcome}${event.isExternal ? ' from outside' : ''}`;
    case 'elementActivated':
      names.elements.set(event.element.key, event.element);
      return `+ ${element(event.element)}${event.element.phase === 'active' ? '' : ` ${event.element.phase}`}`;
    case 'elementChanged':
      return `~ ${scope(event.elementInstanceKey, names)} ${changes(event.changes, names)}`;
    case 'elementEnded':
      return `- ${scope(event.elementInstanceKey, names)} ${event.outcome}`;
    case 'variableSet':
      names.variables.set(event.variable.key, `${scope(event.variable.scopeKey, names)}.${event.variable.name}`);
      return `= ${names.variables.get(event.variable.key)} ${event.variable.value.type} ${event.variable.value.text}`;
    case 'variableRemoved':
      return `= ${names.variables.get(event.variableKey)} removed`;
    default:
      return waitLine(event, names);
  }
}

/** From here on the moved things have the names of the new definition. */
function migratedLine(
  event: Extract<EngineEvent, { type: 'instanceMigrated' }>,
  names: TraceNames,
  processIdOf: (definitionKey: Key) => string,
): string {
  const moves = [...event.elements, ...event.jobs, ...event.userTasks, ...event.subscriptions, ...event.incidents].map(
    ({ key, elementId }) => `${movedName(key, names)} → ${elementId}`,
  );
  const line = `~ ${scope(event.instanceKey, names)} becomes ${processIdOf(event.definitionKey)}${moves.length === 0 ? '' : `: ${moves.join(', ')}`}`;
  for (const moved of event.elements) {
    const at = names.elements.get(moved.key);
    if (at) names.elements.set(moved.key, { ...at, ...moved });
  }
  for (const moved of event.jobs) {
    const of = names.jobs.get(moved.key);
    if (of) names.jobs.set(moved.key, { ...of, ...moved });
  }
  for (const { key, elementId } of event.userTasks) names.waits.set(key, elementId);
  names.instances.set(event.instanceKey, processIdOf(event.definitionKey));
  return line;
}

const movedName = (key: Key, names: TraceNames): string => {
  const at = names.elements.get(key);
  if (at) return element(at);
  const of = names.jobs.get(key);
  return of ? `job ${jobName(key, names)}` : (names.waits.get(key) ?? key);
};

const headers = ({ headers: of }: Job): string => (Object.keys(of).length === 0 ? '' : ` ${JSON.stringify(of)}`);

function waitLine(event: EngineEvent, names: TraceNames): string {
  switch (event.type) {
    case 'jobCreated':
      names.jobs.set(event.job.key, event.job);
      return `+ job ${job(event.job, names)}${headers(event.job)}`;
    case 'jobChanged':
      return `~ job ${jobName(event.jobKey, names)} ${changes(event.changes, names)}`;
    case 'jobFailed':
      return `! job ${jobName(event.jobKey, names)}${event.failedElementId === null ? '' : ` in ${event.failedElementId}`} retries ${event.retries}${due(event.dueAt, names)} ${event.errorMessage}`;
    case 'jobEnded':
      return `- job ${jobName(event.jobKey, names)} ${event.outcome}`;
    case 'userTaskCreated':
      names.waits.set(event.task.key, event.task.elementId ?? event.task.key);
      return `+ task ${task(event.task, names)}`;
    case 'userTaskChanged':
      return `~ task ${names.waits.get(event.taskKey)} ${JSON.stringify(event.changes)}`;
    case 'userTaskEnded':
      return `- task ${names.waits.get(event.taskKey)} ${event.outcome}${event.reason === undefined ? '' : `: ${event.reason}`}`;
    case 'subscriptionOpened': {
      const { subscription } = event;
      names.waits.set(
        subscription.key,
        subscription.kind === 'compensate'
          ? `compensation of ${subscription.name} by ${subscription.elementId}`
          : `${[subscription.kind, subscription.name].filter((part) => part !== '').join(' ')} at ${subscription.elementId}`,
      );
      if (subscription.eventScope) names.instances.set(subscription.eventScope.key, `${subscription.name}, completed`);
      return `+ ${names.waits.get(subscription.key)}${subscription.correlationKey === null ? '' : ` key ${subscription.correlationKey}`}`;
    }
    case 'subscriptionMoved':
      return `~ ${names.waits.get(event.subscriptionKey)} kept by ${scope(event.elementInstanceKey, names)}`;
    case 'subscriptionClosed':
      return `- ${names.waits.get(event.subscriptionKey)}`;
    case 'messageCorrelated':
      return `message ${event.messageKey} to ${scope(event.instanceKey, names)}`;
    case 'decisionEvaluated':
      return event.evaluation.decisions
        .map(
          ({ evaluated, failure }) =>
            `decision ${evaluated.decisionId}${failure === null ? `: ${decided(evaluated)}` : ` failed: ${failure}`}`,
        )
        .join('; ');
    case 'formSubmitted':
      return `form ${JSON.stringify(event.fields)}`;
    case 'signalThrown':
      return `signal ${event.name} thrown${Object.entries(event.variables)
        .map(([name, { type, text }], n) => `${n === 0 ? ' with' : ','} ${name} ${type} ${text}`)
        .join('')}`;
    case 'incidentRaised':
      names.waits.set(event.incident.key, `incident ${event.incident.type} at ${event.incident.elementId}`);
      return `! ${names.waits.get(event.incident.key)}: ${event.incident.message}`;
    case 'incidentAnnotated':
      return `~ ${names.waits.get(event.incidentKey)} annotation ${event.annotation}`;
    case 'incidentResolved':
      return `- ${names.waits.get(event.incidentKey)} ${event.outcome}`;
    default:
      throw new Error(`no line for ${event.type}`);
  }
}

/** What is alive, by name, so that the end of a scenario shows that nothing was left behind. */
export function remains(state: TreeState): string {
  const counts = Object.entries({
    instances: state.instances.size,
    elements: state.elements.size,
    variables: state.variables.size,
    jobs: state.jobs.size,
    tasks: state.userTasks.size,
    subscriptions: state.subscriptions.size,
    incidents: state.incidents.size,
  }).filter(([, count]) => count > 0);
  return counts.length === 0
    ? 'nothing is left'
    : `left: ${counts.map(([name, count]) => `${count} ${name}`).join(', ')}`;
}

function element(at: ElementInstance): string {
  const suffix =
    at.kind === 'multiInstanceBody'
      ? '[]'
      : at.kind === 'adHocInnerInstance'
        ? '~'
        : at.index === null
          ? ''
          : `[${at.index}]`;
  return `${at.elementId}${suffix}`;
}

function scope(key: Key, names: TraceNames): string {
  const at = names.elements.get(key);
  if (at) return element(at);
  if (names.jobs.has(key)) return `job ${jobName(key, names)}`;
  const task = names.waits.get(key);
  return task === undefined ? `<${names.instances.get(key)}>` : `task ${task}`;
}

function job(of: Job, names: TraceNames): string {
  const what = [of.kind === 'worker' ? of.type : of.kind, of.position, `at ${of.elementId}`]
    .filter((part) => part !== null)
    .join(' ');
  const index = of.index === null ? '' : `[${of.index}]`;
  return `${what}${index} retries ${of.retries}${due(of.dueAt, names)}${of.repeat === null ? '' : ` repeat ${of.repeat.split('/').at(0)}`}${of.priority === 0 ? '' : ` priority ${of.priority}`}${of.kind === 'continuation' && !of.isExclusive ? ' beside others' : ''}`;
}

function task(
  {
    elementId,
    name,
    assignee,
    candidateUsers,
    candidateGroups,
    dueAt,
    followUpAt,
    priority,
    formKey,
    formDefinitionKey,
  }: UserTaskInstance,
  names: TraceNames,
): string {
  return [
    `${elementId}${name === null ? '' : ` "${name}"`} for ${assignee ?? [...candidateUsers, ...candidateGroups].join(',')}${due(dueAt, names)}`,
    ...(followUpAt === null ? [] : [`followed up${due(followUpAt, names)}`]),
    `priority ${priority}`,
    ...(formKey === null ? [] : [`form ${formKey}`]),
    ...(formDefinitionKey === null ? [] : [`with ${formDefinitionKey}`]),
  ].join(' ');
}

function jobName(key: Key, names: TraceNames): string {
  const of = names.jobs.get(key);
  return of
    ? `${of.kind === 'worker' ? of.type : of.kind} at ${of.elementId}${of.index === null ? '' : `[${of.index}]`}`
    : key;
}

function due(at: Instant | null, names: TraceNames): string {
  if (at === null) return '';
  if (at === RELEASED_AFTER_ERROR) return ' released';
  if (at === FREE_WITHOUT_RETRIES) return ' free';
  if (at === NOT_UNTIL_RESOLVED_ERROR_UNTOLD) return ' not until resolved, its error untold';
  return at === NOT_UNTIL_RESOLVED ? ' not until resolved' : ` due ${(at - names.startedAt) / 1000} s`;
}

function changes(changed: object, names: TraceNames): string {
  return Object.entries(changed)
    .map(([name, value]) => {
      if (name === 'calledInstanceKey') return 'calls';
      if (name === 'dueAt') return value === null ? 'not due later' : due(Number(value), names).trim();
      return typeof value === 'string' ? `${name} ${value}` : `${name} ${JSON.stringify(value)}`;
    })
    .join(', ');
}

/** Inputs, rules that applied, and what came of it. */
function decided({ inputs, rules, output }: EvaluatedDecision): string {
  const given = inputs.length === 0 ? '' : `${inputs.map(({ name, value }) => `${name}=${value.text}`).join(' ')} `;
  const applied = rules.length === 0 ? '' : `by ${rules.map(({ id }) => id).join(' ')} `;
  return `${given}${applied}→ ${output.type} ${output.text}`;
}
