import { calledExecution, type CalledExecution, mapBack } from './call-mappings.ts';
import type { CallActivity } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { ElementInstance } from '../state.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { completeWith } from './complete.ts';
import { localScopeOf, soleTokenAt } from './token-variables.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';

/** The start event of a call or of a plain start: the none start event. */
export function plainStart(graph: ProcessGraph): string | undefined {
  return graph.startEventIds.find((id) => {
    const element = graph.elements.get(id);
    return element?.kind === 'startEvent' && element.trigger.kind === 'none';
  });
}

/** The called instance has ended, and the activity takes its variables as it completes. */
export function calledInstanceCompleted(step: Step, at: ElementInstance, called: CalledExecution): void {
  completeWith(step, at, () => giveBack(step, at, called));
}

/** Where a suspended instance would go on because of what it has called, Camunda 7 undoes the step that came to it. */
export function ensureCallerGoesOn(step: Step, at: ElementInstance): void {
  if (step.instance(at.instanceKey).isSuspended)
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      `ENGINE-03043 Execution with id '${at.key}' is suspended.`,
      null,
      'SuspendedEntityInteractionException',
    );
}

/** What goes out of a called instance that is about to be ended by an error. */
export function takeCalledResults(step: Step, at: ElementInstance): void {
  const { calledInstanceKey } = at;
  if (calledInstanceKey !== null && step.draft.instances.has(calledInstanceKey))
    giveBack(step, at, calledExecution(step, calledInstanceKey, soleTokenAt(step, calledInstanceKey)));
}

function giveBack(step: Step, at: ElementInstance, called: CalledExecution): void {
  const element = step.elementOf(at) as CallActivity;
  if (element.outputs.length > 0 && step.semanticsOf(at.instanceKey).workResults === 'localWhenMapped') {
    setLocalVariables(step, at.key, called.variables, element.id);
    return;
  }
  for (const mapping of element.variablesOut) {
    const given = mapBack(step, mapping, at, called);
    if (mapping.isLocal) setLocalVariables(step, localScopeOf(step, at), given, element.id);
    else propagateVariables(step, at.key, given, element.id);
  }
}
