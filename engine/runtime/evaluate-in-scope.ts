import { activityInstanceId } from '../core/activity-ids.ts';
import type { Key, TreeState } from '../core/state.ts';
import type { ScopeEvaluation } from '../engine.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { ExecutionFacts } from '../expressions/expression-port.ts';
import type { Expression } from '../graph/expression.ts';
import { visibleVariables } from './leases/leased-job.ts';

/**
 * An expression as a living scope sees it. Nothing of the host is in reach: no bean is called, and what the expression
 * would write is told and thrown away.
 */
export function evaluateInScope(tree: TreeState, scopeKey: Key, expression: Expression, now: number): ScopeEvaluation {
  const execution = scopeFacts(tree, scopeKey);
  if (execution === null) return { kind: 'noScope' };
  const { writes } = execution;
  const visible = visibleVariables(tree, scopeKey, null);
  const outcome = evaluate(expression, {
    now,
    lookup: (name) => visible[name],
    names: () => Object.keys(visible),
    execution,
  });
  if (!outcome.ok) return { kind: 'failure', message: outcome.message };
  return {
    kind: 'value',
    value: outcome.value,
    warnings: outcome.warnings,
    writes: [...new Set(writes.map(({ name }) => name))],
  };
}

/** What `execution` says in a scope; null: no such scope lives. `definitionIdOf`: as the dialect writes it. */
export function scopeFacts(
  tree: TreeState,
  scopeKey: Key,
  definitionIdOf: (definitionKey: Key) => string = (key) => key,
): ExecutionFacts | null {
  const element = tree.elements.get(tree.userTasks.get(scopeKey)?.elementInstanceKey ?? scopeKey);
  const instance = tree.instances.get(element?.instanceKey ?? scopeKey);
  if (instance === undefined) return null;
  const outer = element && tree.elements.get(element.scopeKey);
  const own = tree.variablesByScope.get(scopeKey);
  return {
    instanceKey: instance.key,
    businessKey: instance.businessKey,
    tenantId: instance.tenantId,
    definitionId: definitionIdOf(instance.definitionKey),
    elementId: element?.elementId ?? '',
    elementName: null,
    elementInstanceKey: element?.key ?? null,
    outerKey: element?.scopeKey ?? null,
    activityInstanceId: element ? activityInstanceId(element) : instance.key,
    parentActivityInstanceId: outer ? activityInstanceId(outer) : (element?.scopeKey ?? null),
    eventName: null,
    flowId: null,
    writes: [],
    local: (name) => own?.get(name)?.value,
    localNames: () => own?.keys() ?? [],
  };
}
