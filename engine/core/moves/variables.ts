import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { VariableEvent } from '../condition-cause.ts';
import type { Key, Variable } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * The scope around a scope; null around an instance. A user task is a scope inside its element instance, a continuation
 * the token itself.
 */
export function outerScope(step: Step, scopeKey: Key): Key | null {
  return (
    flowScopeOf(step, scopeKey) ??
    step.draft.userTasks.get(scopeKey)?.elementInstanceKey ??
    step.draft.jobs.get(scopeKey)?.scopeKey ??
    null
  );
}

/** What Camunda 8 undoes sees and writes what lies around the throwing event, and nothing of that itself. */
function flowScopeOf(step: Step, key: Key): Key | undefined {
  const at = step.draft.elements.get(key);
  const around = at && step.draft.elements.get(at.scopeKey);
  const isBesideThrow =
    (around?.kind === 'intermediateThrowEvent' || around?.kind === 'endEvent') &&
    step.semanticsOf(around.instanceKey).compensation === 'besideTheThrow';
  return isBesideThrow ? around.scopeKey : at?.scopeKey;
}

/** null: of a task that belongs to no instance. */
export function instanceKeyOf(step: Step, scopeKey: Key): Key | null {
  const task = step.draft.userTasks.get(scopeKey);
  if (task) return task.instanceKey;
  return step.draft.elements.get(scopeKey)?.instanceKey ?? step.draft.jobs.get(scopeKey)?.instanceKey ?? scopeKey;
}

/** The variable as seen from a scope: inner ones hide outer ones. */
export function lookupVariable(step: Step, from: Key, name: string): Variable | undefined {
  for (let scope: Key | null = from; scope !== null; scope = outerScope(step, scope)) {
    const found = step.draft.variablesOf(scope)?.get(name);
    if (found) return found;
  }
  return undefined;
}

/** All that is visible from a scope. */
export function visibleVariables(step: Step, from: Key): Record<string, VariableValue> {
  const visible: Record<string, VariableValue> = {};
  for (let scope: Key | null = from; scope !== null; scope = outerScope(step, scope)) {
    for (const [name, variable] of step.draft.variablesOf(scope) ?? []) visible[name] ??= variable.value;
  }
  return visible;
}

/** The variables of exactly one scope. */
export function localVariables(step: Step, scopeKey: Key): Record<string, VariableValue> {
  const local: Record<string, VariableValue> = {};
  for (const [name, variable] of step.draft.variablesOf(scopeKey) ?? []) local[name] = variable.value;
  return local;
}

export function setLocalVariable(
  step: Step,
  scopeKey: Key,
  name: string,
  value: VariableValue,
  writtenBy: string | null,
): void {
  const present = step.draft.variablesOf(scopeKey)?.get(name);
  if (present && isSameValue(present.value, value) && passesEqualValues(step, scopeKey)) return;
  noteChange(step, scopeKey, name, present ? 'update' : 'create', writtenBy);
  step.emit({
    type: 'variableSet',
    at: step.now,
    writtenBy,
    before: present?.value ?? null,
    variable: present
      ? { ...present, value, revision: present.revision + 1 }
      : { key: step.newKey(), instanceKey: instanceKeyOf(step, scopeKey), scopeKey, name, value, revision: 1 },
  });
}

/** Camunda 8: where a variable has the value already, nothing is written. */
function passesEqualValues(step: Step, scopeKey: Key): boolean {
  const instanceKey = instanceKeyOf(step, scopeKey);
  return instanceKey !== null && step.isAlive(instanceKey) && step.semanticsOf(instanceKey).equalValuesClimb;
}

/** Conditions see variables of instances and element instances; those of a task are its own. */
export function noteChange(
  step: Step,
  scopeKey: Key,
  name: string,
  event: VariableEvent,
  changedBy: string | null,
): void {
  const instanceKey = instanceKeyOf(step, scopeKey);
  if (instanceKey !== null && step.isAlive(scopeKey) && step.graphOf(instanceKey).hasConditions)
    step.noteCause({ kind: 'changed', scopeKey, name, event, changedBy });
}

/** What a token brings into the scope where it is now. */
export function setTokenVariables(
  step: Step,
  scopeKey: Key,
  variables: TokenVariables,
  writtenBy: string | null,
): void {
  for (const [name, { value, originKey }] of Object.entries(variables)) {
    noteChange(step, scopeKey, name, 'create', writtenBy);
    step.emit({
      type: 'variableSet',
      at: step.now,
      writtenBy,
      before: null,
      variable: {
        key: step.newKey(),
        instanceKey: instanceKeyOf(step, scopeKey),
        scopeKey,
        name,
        value,
        revision: 1,
        originKey,
      },
    });
  }
}

export function setLocalVariables(step: Step, scopeKey: Key, variables: Variables, writtenBy: string | null): void {
  for (const name in variables) {
    const value = variables[name];
    if (value) setLocalVariable(step, scopeKey, name, value, writtenBy);
  }
}

/**
 * Goes to the nearest scope that has it (Camunda 8: with another value), else to the instance, or to what an ad-hoc
 * sub-process has activated around it.
 */
export function propagateVariable(
  step: Step,
  from: Key,
  name: string,
  value: VariableValue,
  writtenBy: string | null,
): void {
  const instanceKey = instanceKeyOf(step, from);
  if (instanceKey === null) {
    setLocalVariable(step, from, name, value, writtenBy);
    return;
  }
  const { equalValuesClimb } = step.semanticsOf(instanceKey);
  let target = activationAround(step, from) ?? instanceKey;
  for (let scope: Key | null = from; scope !== null; scope = outerScope(step, scope)) {
    const present = step.draft.variablesOf(scope)?.get(name);
    if (!present || (equalValuesClimb && isSameValue(present.value, value))) continue;
    target = scope;
    break;
  }
  setLocalVariable(step, target, name, value, writtenBy);
}

/** What is activated in an ad-hoc sub-process keeps new variables to itself. */
function activationAround(step: Step, from: Key): Key | undefined {
  for (let scope: Key | null = from; scope !== null; scope = outerScope(step, scope))
    if (step.draft.elements.get(scope)?.kind === 'adHocInnerInstance') return scope;
  return undefined;
}

/** Removes the nearest variable of the name, or only that of the very scope. */
export function removeVariable(step: Step, from: Key, name: string, isLocal: boolean, writtenBy: string | null): void {
  const found = isLocal ? step.draft.variablesOf(from)?.get(name) : lookupVariable(step, from, name);
  if (!found) return;
  noteChange(step, found.scopeKey, name, 'delete', writtenBy);
  step.emit({ type: 'variableRemoved', at: step.now, variableKey: found.key, writtenBy });
}

function isSameValue(one: VariableValue, other: VariableValue): boolean {
  return one.type === other.type && one.text === other.text;
}

export function propagateVariables(step: Step, from: Key, variables: Variables, writtenBy: string | null): void {
  for (const name in variables) {
    const value = variables[name];
    if (value) propagateVariable(step, from, name, value, writtenBy);
  }
}
