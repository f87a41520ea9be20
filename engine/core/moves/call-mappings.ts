import type { ExecutionFacts } from '../../expressions/expression-port.ts';
import { copiedVariable } from '../../expressions/juel/changed-variable.ts';
import type { CallMapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, type EvaluationPlace, placeOf } from './evaluate-at.ts';
import { FactsAtPlace, variableSeen } from './execution-facts.ts';
import { hasScope, localScopeOf, ownVariables } from './token-variables.ts';
import { handedOn, localVariables, visibleVariables } from './variables.ts';

/** What an element hands to another process: to one that it calls, or with a signal that it throws. */
export function mapVariables(step: Step, mappings: readonly CallMapping[], at: ElementInstance): Variables {
  const variables: Record<string, VariableValue> = {};
  for (const mapping of mappings) {
    if (mapping.kind === 'one')
      variables[mapping.target] = mappedValue(
        step,
        mapping.source,
        mapping.isLocal ? placeWithin(step, at) : placeOf(at),
      );
    else
      for (const [name, value] of Object.entries(mapping.isLocal ? localTo(step, at) : visibleVariables(step, at.key)))
        variables[name] = handedOn(step, at.key, name, copiedVariable(value));
  }
  return variables;
}

/** What is local to an activity or event: to its scope, or to the token that stands at it. */
function localTo(step: Step, at: ElementInstance): Variables {
  const scopeKey = localScopeOf(step, at);
  if (scopeKey === at.key && at.index === null && hasScope(step.elementOf(at), at)) return ownVariables(step, at.key);
  return { ...localVariables(step, scopeKey), ...localVariables(step, at.key) };
}

/** `local="true"`: the element's own variables are all there is, and nothing is called `execution`. */
const placeWithin = (step: Step, at: ElementInstance): EvaluationPlace => ({
  ...placeOf(at),
  overlay: localTo(step, at),
  isOverlayAll: true,
  execution: null,
});

/** A called instance as its caller's mappings see it, also when it has ended. */
export interface CalledExecution extends ExecutionFacts {
  readonly variables: Variables;
}

/** `elementId`: where its token stands or stood, null: in a scope or in several places. */
export function calledExecution(
  step: Step,
  instanceKey: Key,
  elementId: string | null,
  isEnded = false,
): CalledExecution {
  const variables = localVariables(step, instanceKey);
  const facts = new FactsAtPlace(step, {
    instanceKey,
    scopeKey: instanceKey,
    elementId: elementId ?? step.graphOf(instanceKey).processId,
    currentElementId: elementId,
    elementInstanceKey: null,
  });
  return {
    ...facts.asData(),
    isEnded,
    variables,
    local: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    localNames: () => Object.keys(variables),
    writes: [],
  };
}

/**
 * What goes out of a called instance, seen from that alone: what it lacks is missing, whatever the caller has by that
 * name, and the execution is its own.
 */
export function mapBack(step: Step, mapping: CallMapping, at: ElementInstance, called: CalledExecution): Variables {
  const { variables } = called;
  if (mapping.kind === 'all') return copies(variables);
  const place = { ...placeOf(at), overlay: variables, isOverlayAll: true, execution: called };
  return { [mapping.target]: mappedValue(step, mapping.source, place) };
}

function mappedValue(
  step: Step,
  source: Extract<CallMapping, { kind: 'one' }>['source'],
  place: EvaluationPlace,
): VariableValue {
  if (!('variable' in source)) return evaluateAt(step, source, place).value;
  const value = copiedVariable(variableSeen(step, place, source.variable) ?? { type: 'Null', text: null });
  return place.execution ? value : handedOn(step, place.scopeKey, source.variable, value);
}

const copies = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, copiedVariable(value)]));
