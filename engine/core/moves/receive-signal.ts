import type { Element } from '../../graph/element.ts';
import type { Variables } from '../commands.ts';
import type { Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import { deliver } from './catches.ts';
import { jobPriority } from './continuation.ts';
import { DEFAULT_ATTEMPTS, jobPlace } from './retry-cycle.ts';

export interface ReceivedSignal {
  readonly variables: Variables;
  readonly isAsync: boolean;
}

/**
 * A signal has come for one that waits for it. In Camunda 7 an intermediate event, also one behind an event-based
 * gateway, has a signal that was thrown asynchronously only when its job runs, which takes none of the variables along;
 * each such signal makes one more job, and they end with the wait. Boundary events and event sub-processes have it at
 * once, with its variables.
 */
export function receiveSignal(step: Step, subscription: Subscription, { variables, isAsync }: ReceivedSignal): void {
  const { elementInstanceKey, elementId, instanceKey } = subscription;
  const element = step.element(instanceKey, elementId);
  const isJob = isAsync && element.kind === 'intermediateCatchEvent';
  if (isJob && step.semanticsOf(instanceKey).asyncSignals === 'asJobs') createSignalJob(step, element, subscription);
  else deliver(step, elementInstanceKey, elementId, { variables });
}

/** It belongs to no job definition: nothing of that is asked. */
function createSignalJob(
  step: Step,
  element: Element,
  { elementInstanceKey, elementId, instanceKey }: Subscription,
): void {
  const scopeKey = step.draft.elements.get(elementInstanceKey)?.scopeKey ?? instanceKey;
  const place = jobPlace({ instanceKey, scopeKey, elementId, elementInstanceKey });
  step.emit({
    type: 'jobCreated',
    at: step.now,
    job: {
      key: step.newKey(),
      kind: 'signal',
      instanceKey,
      elementInstanceKey,
      elementId,
      scopeKey,
      position: null,
      enteredBy: [],
      index: null,
      type: null,
      priority: jobPriority(step, element, null, place),
      retries: DEFAULT_ATTEMPTS,
      dueAt: null,
      repeat: null,
      headers: {},
      errorMessage: null,
      isExclusive: true,
      isSuspended: false,
      createdAt: step.now,
    },
  });
}
