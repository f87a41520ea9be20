import type { ExternalTaskFacts } from '../../expressions/expression-port.ts';
import { multiInstanceOf } from './enter.ts';
import type { Job } from '../state.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';

/** What a worker has just reported about a job, with what the job was before. */
export function reportedTask(
  { key, type, priority, createdAt, retries }: Job,
  report: Pick<ExternalTaskFacts, 'errorMessage' | 'errorDetails' | 'worker'>,
): ExternalTaskFacts {
  return { key, topicName: type, priority, createdAt, retries, ...report };
}

/**
 * What `externalTask` means at a place in Camunda 7: wherever the execution stands at work of workers the name is taken,
 * also while there is no task yet or no more; elsewhere, as while inputs are computed, it is a variable as any other.
 */
export function externalTaskAt(step: Step, place: EvaluationPlace): ExternalTaskFacts | null | undefined {
  if (place.externalTask) return place.externalTask;
  const elementId = place.currentElementId === undefined ? place.elementId : place.currentElementId;
  const element = elementId === null ? undefined : step.graphOf(place.instanceKey).elements.get(elementId);
  if (!element || !('work' in element) || !element.work) return undefined;
  const at = place.elementInstanceKey === null ? undefined : step.draft.elements.get(place.elementInstanceKey);
  // The body of a multi-instance is no work itself.
  return at?.kind === 'multiInstanceBody' || (!at && multiInstanceOf(element)) ? undefined : null;
}
