import type { VariableValue } from '../../graph/variable-value.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { asText, fromVariable, type JuelValue, toVariable } from './juel-value.ts';

/** What `execution` answers. undefined: it has no such property or method. */
export interface Run {
  readonly scope: ExpressionScope;
  variable(name: string): VariableValue | undefined;
}

export function executionProperty(run: Run, name: string): JuelValue | undefined {
  const facts = run.scope.execution;
  if (!facts) return undefined;
  switch (name) {
    case 'processInstanceId': return facts.instanceKey;
    case 'processBusinessKey': case 'businessKey': return facts.businessKey;
    case 'processDefinitionId': return facts.definitionId;
    case 'currentActivityId': return facts.elementId;
    case 'id': return facts.elementInstanceKey ?? facts.instanceKey;
    case 'activityInstanceId': return facts.elementInstanceKey === null ? facts.instanceKey : `${facts.elementId}:${facts.elementInstanceKey}`;
    case 'tenantId': case 'eventName': return null;
    case 'canceled': case 'ended': case 'suspended': return false;
    case 'processInstance': return new Map([['id', facts.instanceKey], ['processInstanceId', facts.instanceKey], ['businessKey', facts.businessKey], ['processDefinitionId', facts.definitionId]]);
    case 'variableNames': return [...run.scope.names()];
    case 'variables': return new Map([...run.scope.names()].map((key) => [key, current(run, key)]));
    default: return undefined;
  }
}

const current = (run: Run, name: string): JuelValue => {
  const variable = run.variable(name);
  return variable ? fromVariable(variable) : null;
};

export function executionCall(run: Run, name: string, [first = null, second = null, ...more]: readonly JuelValue[]): JuelValue | undefined {
  const writes = run.scope.execution?.writes;
  switch (name) {
    case 'getVariable': case 'getVariableLocal': return current(run, asText(first));
    case 'hasVariable': case 'hasVariableLocal': return run.variable(asText(first)) !== undefined;
    case 'isCanceled': case 'isEnded': case 'isSuspended': return false;
    case 'setVariable': case 'setVariableLocal':
      if (more.length > 0) return undefined;
      writes?.push({ name: asText(first), value: toVariable(second), local: name === 'setVariableLocal' });
      return null;
    default: {
      const [, property] = /^get([A-Z]\w*)$/.exec(name) ?? [];
      return property === undefined || first !== null ? undefined : executionProperty(run, property.charAt(0).toLowerCase() + property.slice(1));
    }
  }
}
