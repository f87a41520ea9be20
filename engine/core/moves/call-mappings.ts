import type { CallMapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, placeOf } from './evaluate-at.ts';
import { ownVariables } from './token-variables.ts';
import { visibleVariables } from './variables.ts';

/** What an element hands to another process: to one that it calls, or with a signal that it throws. */
export function mapVariables(step: Step, mappings: readonly CallMapping[], at: ElementInstance): Variables {
  const variables: Record<string, VariableValue> = {};
  for (const mapping of mappings) {
    if (mapping.kind === 'one') variables[mapping.target] = evaluateAt(step, mapping.source, placeOf(at)).value;
    else Object.assign(variables, mapping.isLocal ? ownVariables(step, at.key) : visibleVariables(step, at.key));
  }
  return variables;
}
