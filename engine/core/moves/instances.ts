import { calledExecution } from './call-mappings.ts';
import { calledInstanceCompleted, ensureCallerGoesOn } from './called-instances.ts';
import { closeWaits } from './incidents.ts';
import type { ElementInstance, Instance, Key } from '../state.ts';
import type { StartCause } from '../start-cause.ts';
import type { Variables } from '../commands.ts';
import type { Definition } from '../decision.ts';
import type { Step } from '../step.ts';
import { endReplaced } from './join-tokens.ts';
import { beginListenerOfProcess } from './process-listeners.ts';
import { runEndListenersOfProcess } from './execution-listeners.ts';
import { setLocalVariables } from './variables.ts';

export interface NewInstance {
  readonly key: Key;
  readonly definition: Definition;
  readonly startElementId: string;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly calledBy: ElementInstance | null;
  readonly variables: Variables;
  readonly restartOf?: Key;
  readonly caseInstanceId?: string | null;
  readonly isRequested?: boolean;
  readonly cause?: StartCause | undefined;
}

/** An instance with its variables; its first token is for the caller to send. */
export function createInstance(step: Step, created: NewInstance): void {
  const instance: Instance = {
    key: created.key,
    treeKey: step.draft.treeKey,
    definitionKey: created.definition.key,
    parentElementInstanceKey: created.calledBy?.key ?? null,
    parentInstanceKey: created.calledBy?.instanceKey ?? null,
    businessKey: created.businessKey,
    tenantId: created.tenantId,
    isSuspended: false,
    startedAt: step.now,
    startElementId: created.startElementId,
    restartOf: created.restartOf ?? null,
    caseInstanceId: created.caseInstanceId ?? null,
  };
  step.knowDefinition(created.definition);
  step.emit({
    type: 'instanceCreated',
    at: step.now,
    instance,
    ...(created.isRequested && { isRequested: true }),
    ...(created.cause && { cause: created.cause }),
  });
  setLocalVariables(step, created.key, created.variables, null);
}

/**
 * The last token has ended, and so many end listeners of the process are done; a caller takes the variables and goes
 * on.
 */
export function completeInstance(step: Step, instanceKey: Key, lastElementId: string | null, listenersDone = 0): void {
  if (step.held?.instanceKey === instanceKey) {
    step.held.hasRunOut = true;
    return;
  }
  const instance = step.instance(instanceKey);
  const caller =
    instance.parentElementInstanceKey === null ? undefined : step.draft.elements.get(instance.parentElementInstanceKey);
  if (caller) ensureCallerGoesOn(step, caller);
  if (step.graphOf(instanceKey).jobListeners) {
    // Nothing begins in it any more.
    closeWaits(step, instanceKey, 'resolved');
    if (beginListenerOfProcess(step, instanceKey, 'end', listenersDone)) return;
  }
  endReplaced(step, instanceKey);
  runEndListenersOfProcess(step, instanceKey, lastElementId);
  const called = caller && calledExecution(step, instanceKey, lastElementId, true);
  closeWaits(step, instanceKey, 'resolved');
  step.emit({
    type: 'instanceEnded',
    at: step.now,
    instanceKey,
    outcome: 'completed',
    isExternal: false,
    reason: null,
  });
  if (caller && called) calledInstanceCompleted(step, caller, called);
}
