import type { Expression } from '../../graph/expression.ts';
import type { Step } from '../step.ts';
import { type EvaluationPlace, optionalTextAt } from './evaluate-at.ts';

/**
 * Whose definition a call means: what the model says, where null is one of nobody, else one of the caller's tenant.
 * Throws in the words of Java where the model's expression gives anything but a text.
 */
export function calledTenantAt(step: Step, tenantId: Expression | undefined, place: EvaluationPlace): string | null {
  return tenantId ? optionalTextAt(step, tenantId, place) : step.instance(place.instanceKey).tenantId;
}
