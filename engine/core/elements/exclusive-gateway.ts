import type { ExclusiveGateway } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import { completeElement } from '../moves/complete.ts';
import { conditionAt } from '../moves/evaluate-at.ts';

/**
 * Exclusive gateway: the first flow whose condition holds, else the default flow. The graph holds the flows in the
 * order in which they are tried (Camunda 8 tries them backwards). A flow without condition holds in Camunda 7, and in
 * Camunda 8 where it is the only one. When none holds, Camunda 7 fails the step and Camunda 8 raises CONDITION_ERROR.
 */
export const exclusiveGateway: ElementBehavior<ExclusiveGateway> = {
  completesAtOnce: true,

  activate(step, _element, at) {
    completeElement(step, at);
  },

  flowsToTake(step, element, place) {
    if (element.outgoing.length === 0) return [];
    const { flows, semantics } = step.graphOf(place.instanceKey);
    const holdsWithout = semantics.flowsWithoutCondition === 'hold' || element.outgoing.length === 1;
    const taken =
      element.outgoing.find((flowId) => {
        if (flowId === element.defaultFlowId) return false;
        const condition = flows.get(flowId)?.condition;
        return condition === undefined ? holdsWithout : conditionAt(step, condition, place);
      }) ?? element.defaultFlowId;
    if (taken !== undefined) return [taken];
    throw new StepFailure(
      'CONDITION_ERROR',
      semantics.onFailure === 'rollback'
        ? `ENGINE-02004 No outgoing sequence flow for the element with id '${element.id}' could be selected for continuing the process.`
        : 'Expected at least one condition to evaluate to true, or to have a default flow',
    );
  },
};
