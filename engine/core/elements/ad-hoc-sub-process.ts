import type { AdHocSubProcess } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { askWorker, beginAdHoc, completeAdHoc, describeElements, flowEnded } from '../moves/ad-hoc.ts';
import type { Step } from '../step.ts';

/**
 * Ad-hoc sub-process: what is in it is activated by id, as it begins or later, each time in a scope of its own, until
 * its completion condition holds, or without one until nothing is active any more. A worker may decide instead: it is
 * asked at the beginning and whenever something has come to its end. Only Camunda 8 has it.
 */
export const adHocSubProcess: ElementBehavior<AdHocSubProcess> = {
  activate(step, element, at) {
    beginAdHoc(step, element, at);
  },

  openAsScope(step, element, at) {
    describeElements(step, element, at);
  },

  tryAgain(step, element, at) {
    if (!at.data?.hasBegun) return false;
    askWorker(step, element, at);
    return true;
  },

  /** Activations come to their end by themselves (`adHocInnerInstance`): this is an event sub-process. */
  childEnded(step, element, at, child) {
    if (child?.kind !== 'eventSubProcess') return;
    if (isInterrupting(step, child.instanceKey, child.elementId)) completeAdHoc(step, element, at);
    else flowEnded(step, element, at, false);
  },
};

function isInterrupting(step: Step, instanceKey: string, elementId: string): boolean {
  const element = step.element(instanceKey, elementId);
  const start = element.kind === 'eventSubProcess' ? step.element(instanceKey, element.startEventId) : undefined;
  return start?.kind === 'startEvent' && start.isInterrupting === true;
}
