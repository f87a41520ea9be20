import { copiedVariable } from '../../expressions/juel/changed-variable.ts';
import type { CallMapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, type EvaluationPlace, placeOf } from './evaluate-at.ts';
import { variableSeen } from './execution-facts.ts';
import { ownVariables } from './token-variables.ts';
import { visibleVariables } from './variables.ts';

/** What an element hands to another process: to one that it calls, or with a signal that it throws. */
export function mapVariables(step: Step, mappings: readonly CallMapping[], at: ElementInstance): Variables {
  const variables: Record<string, VariableValue> = {};
  for (const mapping of mappings) {
    if (mapping.kind === 'one') variables[mapping.target] = mappedValue(step, mapping.source, placeOf(at));
    else
      Object.assign(variables, copies(mapping.isLocal ? ownVariables(step, at.key) : visibleVariables(step, at.key)));
  }
  return variables;
}

/**
 * What goes out of a called instance, seen from that alone: what it lacks is missing, whatever the caller has by that
 * name.
 */
export function mapBack(step: Step, mapping: CallMapping, at: ElementInstance, variables: Variables): Variables {
  if (mapping.kind === 'all') return copies(variables);
  const place = { ...placeOf(at), overlay: variables, isOverlayAll: true };
  return { [mapping.target]: mappedValue(step, mapping.source, place) };
}

function mappedValue(
  step: Step,
  source: Extract<CallMapping, { kind: 'one' }>['source'],
  place: EvaluationPlace,
): VariableValue {
  if (!('variable' in source)) return evaluateAt(step, source, place).value;
  return copiedVariable(variableSeen(step, place, source.variable) ?? { type: 'Null', text: null });
}

const copies = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, copiedVariable(value)]));
