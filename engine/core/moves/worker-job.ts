import type { Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import { StepFailure } from '../failure.ts';
import { FREE_WITHOUT_RETRIES, type ElementInstance, type WorkerPosition } from '../state.ts';
import type { Step } from '../step.ts';
import { type EvaluationPlace, integerAt, nameAt, placeOf, priorityAt } from './evaluate-at.ts';

/** Whose job it is: an element instance, or an instance itself for the listeners of its process. */
export type JobOwner = Pick<ElementInstance, 'key' | 'instanceKey' | 'elementId' | 'scopeKey' | 'enteredBy' | 'index'>;

const INT_BITS = 32;
/** As Java cuts a number down to an int. */
const int32 = (value: number): number => Number(BigInt.asIntN(INT_BITS, BigInt(value)));

/** Gives work to workers: a Camunda 7 external task, a Camunda 8 job. */
export function createWorkerJob(step: Step, work: Work, at: JobOwner, position: WorkerPosition | null = null): void {
  prepareWorkerJob(step, work, at, position)();
}

/** Computes what the job says; the result creates it. */
export function prepareWorkerJob(
  step: Step,
  work: Work,
  at: JobOwner,
  position: WorkerPosition | null = null,
): () => void {
  const graph = step.graphOf(at.instanceKey);
  const place = placeOf(at);
  const type = nameAt(step, work.type, place);
  if (type === '' && work.type.language === 'feel')
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${work.type.text}' to be a not-empty string, but was an empty string.`,
    );
  const retries = work.retries ? int32(integerAt(step, work.retries, place, 'Retries')) : graph.semantics.workRetries;
  const priority = work.priority ?? graph.defaultTaskPriority;
  const job = {
    kind: 'worker' as const,
    instanceKey: at.instanceKey,
    elementInstanceKey: at.key,
    elementId: at.elementId,
    scopeKey: at.scopeKey,
    position,
    enteredBy: at.enteredBy,
    index: at.index,
    type,
    priority: priority ? workPriority(step, priority, place) : 0,
    retries,
    dueAt: retries !== null && retries <= 0 && !graph.semantics.retriesResolveIncident ? FREE_WITHOUT_RETRIES : null,
    repeat: null,
    headers: work.headers,
    errorMessage: null,
    isExclusive: false,
    isSuspended: step.instance(at.instanceKey).isSuspended,
    createdAt: step.now,
  };
  return () => {
    step.emit({ type: 'jobCreated', at: step.now, job: { key: step.newKey(), ...job } });
  };
}

/** Camunda 7 has nothing to say of where it was, and says so with a colon. */
function workPriority(step: Step, priority: Expression, place: EvaluationPlace): number {
  try {
    return priorityAt(step, priority, place);
  } catch (failure) {
    if (!(failure instanceof StepFailure) || step.semanticsOf(place.instanceKey).onFailure === 'incident')
      throw failure;
    throw new StepFailure(failure.incidentType, `: ${failure.message}`);
  }
}
