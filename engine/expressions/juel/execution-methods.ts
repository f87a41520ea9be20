import type { VariableValue } from '../../graph/variable-value.ts';
import type { ExpressionScope, VariableWrite } from '../expression-port.ts';
import { asText, fromVariable, type JuelValue, toVariable } from './juel-value.ts';

/** What `execution` answers. undefined: it has no such property or method. */
export interface Run {
  readonly scope: ExpressionScope;
  variable(name: string): VariableValue | undefined;
  local(name: string): VariableValue | undefined;
}

export function executionProperty(run: Run, name: string): JuelValue | undefined {
  const facts = run.scope.execution;
  if (!facts) return undefined;
  switch (name) {
    case 'processInstanceId':
      return facts.instanceKey;
    case 'processBusinessKey':
    case 'businessKey':
      return facts.businessKey;
    case 'processDefinitionId':
      return facts.definitionId;
    case 'currentActivityId':
      return facts.elementId;
    case 'currentActivityName':
      return facts.elementName;
    case 'currentTransitionId':
      return facts.flowId;
    case 'eventName':
      return facts.eventName;
    case 'id':
      return facts.elementInstanceKey ?? facts.instanceKey;
    case 'parentId':
      return facts.outerKey;
    case 'activityInstanceId':
      return facts.elementInstanceKey === null ? facts.instanceKey : `${facts.elementId}:${facts.elementInstanceKey}`;
    case 'parentActivityInstanceId':
      return facts.outerKey;
    case 'tenantId':
      return facts.tenantId;
    case 'canceled':
    case 'ended':
    case 'suspended':
      return false;
    case 'processInstance':
      return new Map([
        ['id', facts.instanceKey],
        ['processInstanceId', facts.instanceKey],
        ['businessKey', facts.businessKey],
        ['processDefinitionId', facts.definitionId],
      ]);
    case 'variableNames':
      return [...run.scope.names()];
    case 'variableNamesLocal':
      return [...facts.localNames()];
    case 'variables':
      return new Map([...run.scope.names()].map((key) => [key, current(run, key)]));
    case 'variablesLocal':
      return new Map([...facts.localNames()].map((key) => [key, asValue(run.local(key))]));
    default:
      return undefined;
  }
}

const asValue = (variable: VariableValue | undefined): JuelValue => (variable ? fromVariable(variable) : null);
const current = (run: Run, name: string): JuelValue => asValue(run.variable(name));

export function executionCall(run: Run, name: string, args: readonly JuelValue[]): JuelValue | undefined {
  const [first = null] = args;
  const variable = variableCall(run, name, args, false);
  if (variable !== undefined) return variable;
  switch (name) {
    case 'isCanceled':
    case 'isEnded':
    case 'isSuspended':
      return false;
    default:
      return getter(name, first, (property) => executionProperty(run, property));
  }
}

/** `getName()` asks for the property `name`. */
export function getter(
  name: string,
  first: JuelValue,
  property: (name: string) => JuelValue | undefined,
): JuelValue | undefined {
  const [, asked] = /^get([A-Z]\w*)$/.exec(name) ?? [];
  return asked === undefined || first !== null ? undefined : property(asked.charAt(0).toLowerCase() + asked.slice(1));
}

/** What `execution` and `task` both do with variables. */
export function variableCall(
  run: Run,
  name: string,
  [first = null, second = null, ...more]: readonly JuelValue[],
  ofTask: boolean,
): JuelValue | undefined {
  const write = (given: Omit<VariableWrite, 'ofTask'>): null => {
    run.scope.execution?.writes.push({ ...given, ...(ofTask && { ofTask }) });
    return null;
  };
  switch (name) {
    case 'getVariable':
      return current(run, asText(first));
    case 'getVariableLocal':
      return asValue(run.local(asText(first)));
    case 'hasVariable':
      return run.variable(asText(first)) !== undefined;
    case 'hasVariableLocal':
      return run.local(asText(first)) !== undefined;
    case 'setVariable':
    case 'setVariableLocal':
      return more.length > 0
        ? undefined
        : write({ name: asText(first), value: toVariable(second), local: name === 'setVariableLocal' });
    case 'removeVariable':
    case 'removeVariableLocal':
      return second !== null
        ? undefined
        : write({ name: asText(first), value: null, local: name === 'removeVariableLocal' });
    default:
      return undefined;
  }
}
