import { createHash } from 'node:crypto';
import type { Definition, Element, Engine, Key, TimerTrigger } from '@/engine/index.ts';
import { isKey, MULTI_INSTANCE_SUFFIX } from './ids.ts';

/** What makes jobs: one per asynchronous continuation and one per timer of a definition. Derived from the model. */
export interface JobDefinition {
  readonly id: string;
  readonly definition: Definition;
  readonly elementId: string;
  readonly activityId: string;
  readonly jobType: string;
  readonly jobConfiguration: string;
}

const HASH_LENGTH = 12;
const TIMER_JOB_TYPES: Readonly<Record<string, string>> = { startEvent: 'timer-start-event', boundaryEvent: 'timer-transition', intermediateCatchEvent: 'timer-intermediate-transition' };
const TIMER_LABELS: Readonly<Record<TimerTrigger['type'], string>> = { date: 'DATE', duration: 'DURATION', cycle: 'CYCLE' };

/** The key of its definition is in the id, so that it can be found again. */
const idOf = (definitionKey: Key, activityId: string, part: string): string =>
  `${definitionKey}-${createHash('sha256').update(JSON.stringify([activityId, part])).digest('hex').slice(0, HASH_LENGTH)}`;

/** Those of one definition, in the order of the model. */
export function jobDefinitionsOf(definition: Definition): readonly JobDefinition[] {
  return [...definition.graph.elements.values()].flatMap((element) => ofElement(definition, element));
}

function ofElement(definition: Definition, element: Element): readonly JobDefinition[] {
  const found: JobDefinition[] = [];
  const multiInstance = 'multiInstance' in element ? element.multiInstance : undefined;
  const async = (activityId: string, jobConfiguration: 'async-before' | 'async-after') =>
    found.push({ id: idOf(definition.key, activityId, jobConfiguration), definition, elementId: element.id, activityId, jobType: 'async-continuation', jobConfiguration });
  const outer = multiInstance === undefined ? element.id : element.id + MULTI_INSTANCE_SUFFIX;
  if (element.asyncBefore) async(outer, 'async-before');
  if (element.asyncAfter) async(outer, 'async-after');
  if (multiInstance?.asyncBefore) async(element.id, 'async-before');
  if (multiInstance?.asyncAfter) async(element.id, 'async-after');
  if ('trigger' in element && element.trigger.kind === 'timer') {
    const { type, value } = element.trigger;
    found.push({ id: idOf(definition.key, element.id, 'timer'), definition, elementId: element.id, activityId: element.id, jobType: TIMER_JOB_TYPES[element.kind] ?? 'timer', jobConfiguration: `${TIMER_LABELS[type]}: ${value.text}` });
  }
  return found;
}

/** Of what a job is an instance. */
export function jobDefinitionIdOf(job: { readonly definitionKey: Key; readonly elementId: string; readonly kind: string; readonly position: string | null }, definition: Definition | undefined): string {
  if (job.kind === 'timer') return idOf(job.definitionKey, job.elementId, 'timer');
  const element = definition?.graph.elements.get(job.elementId);
  const hasBody = element !== undefined && 'multiInstance' in element && element.multiInstance !== undefined;
  const isOuter = job.position === 'before' || job.position === 'after';
  return idOf(job.definitionKey, hasBody && isOuter ? job.elementId + MULTI_INSTANCE_SUFFIX : job.elementId, job.position === 'after' || job.position === 'innerAfter' ? 'async-after' : 'async-before');
}

export async function findJobDefinition(engine: Engine, id: string): Promise<JobDefinition | null> {
  const [key = ''] = id.split('-', 1);
  const definition = isKey(key) ? await engine.definition({ key }) : null;
  return definition === null ? null : (jobDefinitionsOf(definition).find((candidate) => candidate.id === id) ?? null);
}
