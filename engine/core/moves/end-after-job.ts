import type { Element } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { Job } from '../state.ts';
import type { Step } from '../step.ts';
import { failOutputsOfLast, tokenEnded } from './complete.ts';
import { evaluateSource } from './mappings.ts';
import { propagateVariable } from './variables.ts';

/**
 * A job behind an element has run from which no flow leads (Camunda 7): the outputs are computed with what the element
 * had, and the token ends. Where the instance ends with it, outputs fail as without a job.
 */
export function endAfterJob(
  step: Step,
  element: Element,
  { instanceKey, scopeKey }: Job,
  tokenVariables: TokenVariables = {},
): void {
  const place = {
    instanceKey,
    scopeKey,
    elementId: element.id,
    elementInstanceKey: null,
    overlay: Object.fromEntries(Object.entries(tokenVariables).map(([name, { value }]) => [name, value])),
  };
  if (!step.skipping.skipsMappings)
    for (const { target, source } of element.outputs)
      propagateVariable(step, scopeKey, target, evaluateSource(step, source, place), element.id);
  const end = (): void => {
    if (scopeKey === instanceKey && step.isEmptyScope(scopeKey)) failOutputsOfLast(step, instanceKey, element.id);
    tokenEnded(step, scopeKey, null, element.id);
  };
  // What the outputs have written is looked at before the token ends, and may end its scope.
  if (step.hasCauses)
    step.schedule(step.semanticsOf(instanceKey), [
      { run: end, whileAlive: scopeKey, tokenOf: scopeKey, headsFor: element.id },
    ]);
  else end();
}
