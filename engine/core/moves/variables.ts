import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { VariableEvent } from '../condition-cause.ts';
import type { Key, Variable } from '../state.ts';
import { StepFailure } from '../failure.ts';
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
    const found = variableIn(step, scope, name);
    if (found) return found;
  }
  return undefined;
}

/** The variable of exactly one scope, be it for the command alone. */
export function variableIn(step: Step, scopeKey: Key, name: string): Variable | undefined {
  return step.draft.variablesOf(scopeKey)?.get(name) ?? step.passing.get(scopeKey)?.get(name);
}

/** A variable as it is handed on to another process: what was for this command alone is so there too. */
export function handedOn(step: Step, from: Key, name: string, value: VariableValue): VariableValue {
  const found = lookupVariable(step, from, name);
  const isPassing = found !== undefined && step.passing.get(found.scopeKey)?.get(name) === found;
  return isPassing ? { ...value, isTransient: true } : value;
}

/** All that is visible from a scope. */
export function visibleVariables(step: Step, from: Key): Record<string, VariableValue> {
  const visible: Record<string, VariableValue> = {};
  for (let scope: Key | null = from; scope !== null; scope = outerScope(step, scope)) {
    for (const [name, variable] of step.draft.variablesOf(scope) ?? []) visible[name] ??= variable.value;
    for (const [name, variable] of step.passing.get(scope) ?? []) visible[name] ??= variable.value;
  }
  return visible;
}

/** The variables of exactly one scope. */
export function localVariables(step: Step, scopeKey: Key): Record<string, VariableValue> {
  const local: Record<string, VariableValue> = {};
  for (const [name, variable] of step.draft.variablesOf(scopeKey) ?? []) local[name] = variable.value;
  for (const [name, variable] of step.passing.get(scopeKey) ?? []) local[name] = variable.value;
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
  if (value.isTransient ? present : step.passing.get(scopeKey)?.has(name)) throw transienceChanged(name);
  if (value.isTransient) {
    setPassingVariable(step, scopeKey, name, value, writtenBy);
    return;
  }
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

/** Whoever reads it gets the value as such: what is made of it is kept. */
function setPassingVariable(
  step: Step,
  scopeKey: Key,
  name: string,
  { isTransient: _, ...value }: VariableValue,
  writtenBy: string | null,
): void {
  const passing = step.passing.get(scopeKey) ?? new Map<string, Variable>();
  const present = passing.get(name);
  noteChange(step, scopeKey, name, present ? 'update' : 'create', writtenBy);
  step.passing.set(scopeKey, passing);
  passing.set(name, {
    key: present?.key ?? step.newKey(),
    instanceKey: instanceKeyOf(step, scopeKey),
    scopeKey,
    name,
    value,
    revision: 1,
  });
}

const transienceChanged = (name: string): StepFailure =>
  new StepFailure(
    'IO_MAPPING_ERROR',
    `ENGINE-17006 Cannot set transient variable with name ${name} to non-transient variable and vice versa.`,
  );

/** Camunda 8: where a variable has the value already, nothing is written. */
function passesEqualValues(step: Step, scopeKey: Key): boolean {
  const instanceKey = instanceKeyOf(step, scopeKey);
  return instanceKey !== null && step.isAlive(instanceKey) && step.semanticsOf(instanceKey).equalValuesClimb;
}

/** Conditions see variables of instances and element instances; those of a task are its own. */
function noteChange(step: Step, scopeKey: Key, name: string, event: VariableEvent, changedBy: string | null): void {
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
    if (value.isTransient) {
      setLocalVariable(step, scopeKey, name, value, writtenBy);
      continue;
    }
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
    const present = variableIn(step, scope, name);
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

/** Removes the nearest variable of the name, or only that of the very scope; false: there is none. */
export function removeVariable(
  step: Step,
  from: Key,
  name: string,
  isLocal: boolean,
  writtenBy: string | null,
): boolean {
  const found = isLocal ? variableIn(step, from, name) : lookupVariable(step, from, name);
  if (!found) return false;
  noteChange(step, found.scopeKey, name, 'delete', writtenBy);
  const wasPassing = step.passing.get(found.scopeKey)?.delete(name) ?? false;
  if (!wasPassing) step.emit({ type: 'variableRemoved', at: step.now, variableKey: found.key, writtenBy });
  return true;
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
