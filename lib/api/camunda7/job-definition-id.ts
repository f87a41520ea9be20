import { createHash } from 'node:crypto';
import {
  type Definition,
  type Element,
  type Engine,
  type JobRow,
  type JobSource,
  jobSourcesOf,
  type Key,
  type TimerTrigger,
} from '@/engine/index.ts';
import { isKey, MULTI_INSTANCE_SUFFIX } from './ids.ts';

/** What makes jobs: one per asynchronous continuation and one per timer of a definition. Derived from the model. */
export interface JobDefinition extends JobSource {
  readonly id: string;
  readonly definition: Definition;
  readonly activityId: string;
  readonly jobType: string;
  readonly jobConfiguration: string;
}

const HASH_LENGTH = 12;
const TIMER_JOB_TYPES: Readonly<Record<string, string>> = {
  userTask: 'timer-task-listener',
  startEvent: 'timer-start-event',
  boundaryEvent: 'timer-transition',
  intermediateCatchEvent: 'timer-intermediate-transition',
};
const TIMER_LABELS: Readonly<Record<TimerTrigger['type'], string>> = {
  date: 'DATE',
  duration: 'DURATION',
  cycle: 'CYCLE',
};

const timerJobType = ({ kind, parentId }: Element): string =>
  kind === 'startEvent' && parentId !== undefined ? 'timer-start-event-subprocess' : (TIMER_JOB_TYPES[kind] ?? 'timer');

/** The key of its definition is in the id, so that it can be found again. */
const idOf = (definitionKey: Key, activityId: string, part: string): string =>
  `${definitionKey}-${createHash('sha256')
    .update(JSON.stringify([activityId, part]))
    .digest('hex')
    .slice(0, HASH_LENGTH)}`;

/** Those of one definition, in the order of the model. */
export function jobDefinitionsOf(definition: Definition): readonly JobDefinition[] {
  return jobSourcesOf(definition.graph).flatMap((source) => {
    const element = definition.graph.elements.get(source.elementId);
    return element === undefined ? [] : [ofSource(definition, element, source)];
  });
}

function ofSource(definition: Definition, element: Element, { elementId, position }: JobSource): JobDefinition {
  const id =
    position === null
      ? idOf(definition.key, elementId, 'timer')
      : idOf(definition.key, activityOf(element, position), sideOf(position));
  if (position === null) {
    const timer = timerOf(element);
    const configuration = timer ? `${TIMER_LABELS[timer.type]}: ${timer.value.text}` : '';
    return {
      id,
      definition,
      elementId,
      position,
      activityId: elementId,
      jobType: timerJobType(element),
      jobConfiguration: configuration,
    };
  }
  return {
    id,
    definition,
    elementId,
    position,
    activityId: activityOf(element, position),
    jobType: 'async-continuation',
    jobConfiguration: sideOf(position),
  };
}

/** An event's, or the one that calls a listener of a user task. */
function timerOf(element: Element): TimerTrigger | undefined {
  if (element.kind === 'userTask') return element.listenersOfTask?.find(({ timer }) => timer)?.timer;
  return 'trigger' in element && element.trigger.kind === 'timer' ? element.trigger : undefined;
}

/** Jobs around a whole multi-instance belong to its body. */
function activityOf(element: Element | undefined, position: JobSource['position']): string {
  const hasBody = element !== undefined && 'multiInstance' in element && element.multiInstance !== undefined;
  const isOuter = position === 'before' || position === 'after';
  return (element?.id ?? '') + (hasBody && isOuter ? MULTI_INSTANCE_SUFFIX : '');
}

const sideOf = (position: JobSource['position']): 'async-before' | 'async-after' =>
  position === 'after' || position === 'innerAfter' ? 'async-after' : 'async-before';

interface JobPlace {
  readonly elementId: string;
  readonly kind: string;
  readonly position: string | null;
}

/** Of what a job is an instance; null: a signal that was thrown asynchronously, which has no job definition. */
export function jobDefinitionIdOf(
  job: JobPlace & { readonly definitionKey: Key },
  definition: Definition | undefined,
): string | null {
  if (job.kind === 'signal') return null;
  return job.kind === 'timer'
    ? idOf(job.definitionKey, job.elementId, 'timer')
    : idOf(job.definitionKey, activityOfJob(job, definition), sideOf(job.position as JobSource['position']));
}

/** A signal that was thrown asynchronously and starts an instance: of its event nothing but the creation is told. */
export const isSignalStart = ({ kind, instanceKey }: Pick<JobRow, 'kind' | 'instanceKey'>): boolean =>
  kind === 'signal' && instanceKey === null;

/**
 * The activity that a job belongs to: of a signal for an event behind an event-based gateway, the gateway that waits.
 */
export function activityOfJob({ kind, elementId, position }: JobPlace, definition: Definition | undefined): string {
  const element = definition?.graph.elements.get(elementId);
  if (kind === 'signal') return gatewayBefore(elementId, definition) ?? elementId;
  return kind === 'timer' || element === undefined ? elementId : activityOf(element, position as JobSource['position']);
}

function gatewayBefore(eventId: string, definition: Definition | undefined): string | undefined {
  return [...(definition?.graph.elements.values() ?? [])].find(
    (element) => element.kind === 'eventBasedGateway' && element.eventIds.includes(eventId),
  )?.id;
}

export async function findJobDefinition(engine: Engine, id: string): Promise<JobDefinition | null> {
  const [key = ''] = id.split('-', 1);
  const definition = isKey(key) ? await engine.definition({ key }) : null;
  return definition === null ? null : (jobDefinitionsOf(definition).find((candidate) => candidate.id === id) ?? null);
}
