import { DECISION_RESULT } from '../../expressions/decision-result.ts';
import { evaluateDecision } from '../../decisions/evaluate-decision.ts';
import { mappedResult, typedResults } from '../../decisions/map-result.ts';
import { DecisionFailure } from '../../decisions/decision-failure.ts';
import type { DecisionOutcome } from '../../decisions/decision-outcome.ts';
import type { DecisionCall, DecisionTask } from '../../graph/element.ts';
import type { Variables } from '../../graph/variable-value.ts';
import type { CalledDecisionQuery, DecisionDefinition } from '../decision.ts';
import type { DecisionEvaluation } from '../events.ts';
import { MissingFacts, ofClass, StepFailure } from '../failure.ts';
import { DECISION_RESULT_EXCEPTION } from '../java-exceptions.ts';
import type { ScriptCall } from '../outside-call.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { calledTenantAt } from './called-tenant.ts';
import { calledVersionAt, castTextAt, placeOf, textAt, versionTagAt } from './evaluate-at.ts';
import { takeResults } from './results.ts';
import { lookupVariable, propagateVariable, visibleVariables } from './variables.ts';

/** Asks for the decision and tells what was decided; the answer keeps the result. */
export function makeDecision(step: Step, element: DecisionTask, at: ElementInstance): () => void {
  const { call } = element;
  const query = queryOf(step, call, at);
  const called = step.facts.calledDecision(query);
  if (called === undefined) throw new MissingFacts([{ kind: 'calledDecision', query }]);
  const { onFailure } = step.semanticsOf(at.instanceKey);
  if (called !== null && 'matches' in called)
    throw new StepFailure(
      'CALLED_DECISION_ERROR',
      `ENGINE-03085 Found more than one decision definition for key '${query.decisionId}' and versionTag '${query.versionTag}'`,
    );
  if (called === null)
    throw new StepFailure(
      'CALLED_DECISION_ERROR',
      onFailure === 'rollback' ? notDeployed7(query) : notDeployed8(query),
      null,
      'DecisionDefinitionNotFoundException',
    );
  const outcome = evaluateDecision(called.graph, called.decisionId, {
    lookup: (name) => lookupVariable(step, at.key, name)?.value,
    names: () => Object.keys(visibleVariables(step, at.key)),
    now: step.now,
    script: (source, variables) => {
      const answer = step.outside(scriptOfDecision(source, variables));
      return answer.kind === 'done' ? answer.value : null;
    },
  });
  const { result } = outcome;
  if (!result.isFailed || onFailure === 'incident') {
    const evaluation = evaluationOf(called, step.instance(at.instanceKey).tenantId, outcome, () => step.newKey());
    step.emit({
      type: 'decisionEvaluated',
      at: step.now,
      instanceKey: at.instanceKey,
      elementInstanceKey: at.key,
      elementId: element.id,
      evaluation,
    });
  }
  if (result.isFailed) {
    throw onFailure === 'rollback'
      ? new StepFailure('DECISION_EVALUATION_ERROR', result.message, result.exception || null)
      : new StepFailure(
          'DECISION_EVALUATION_ERROR',
          `Expected to evaluate decision '${called.decisionId}', but ${result.message}`,
        );
  }
  return () => keepResult(step, element, at, outcome);
}

/** What a script in a decision sees is what the decision sees. */
export const scriptOfDecision = (source: string, variables: Variables): ScriptCall => ({
  kind: 'script',
  source,
  resource: null,
  execution: null,
  task: null,
  variables,
  localNames: [],
  deploymentKey: '',
});

function keepResult(step: Step, element: DecisionTask, at: ElementInstance, { result }: DecisionOutcome): void {
  if (result.isFailed) return;
  const { mapping, resultVariable } = element.call;
  if (mapping === 'value') {
    if (resultVariable) takeResults(step, element, at, { [resultVariable]: result.value });
    return;
  }
  step.transients.set(at.key, { [DECISION_RESULT]: typedResults(result.entries) });
  if (resultVariable === undefined) return;
  try {
    propagateVariable(step, at.key, resultVariable, mappedResult(result.entries, mapping), element.id);
  } catch (failure) {
    if (!(failure instanceof DecisionFailure)) throw failure;
    const told = new StepFailure('DECISION_EVALUATION_ERROR', failure.message);
    throw failure.message.startsWith('ENGINE-22001') ? ofClass(DECISION_RESULT_EXCEPTION, told) : told;
  }
}

/** What is recorded of an evaluation for this tenant; `newKey` gives the keys of its parts. */
export function evaluationOf(
  called: DecisionDefinition,
  tenantId: string | null,
  { evaluated, result }: DecisionOutcome,
  newKey: () => Key,
): DecisionEvaluation {
  const key = newKey();
  const decisions = evaluated.map((one, index) => {
    const version = called.versions.get(one.decisionId);
    const isLast = index === evaluated.length - 1;
    return {
      key: newKey(),
      decisionKey: version?.key ?? called.key,
      version: version?.version ?? called.version,
      name: called.graph.decisions.get(one.decisionId)?.name ?? one.decisionId,
      evaluated: one,
      failure:
        isLast && result.isFailed
          ? `Expected to evaluate decision '${called.decisionId}', but ${result.message}`
          : null,
    };
  });
  return {
    key,
    tenantId,
    requirementsKey: called.requirementsKey,
    requirementsId: called.graph.requirementsId,
    rootDecisionKey: called.key,
    decisions,
  };
}

function queryOf(step: Step, call: DecisionCall, at: ElementInstance): CalledDecisionQuery {
  const place = placeOf(at);
  const isStrict = call.mapping === 'value';
  // Camunda 7 asks for the decision of a name that is null, and does not find it.
  const decisionId = isStrict
    ? textAt(step, call.decisionId, place)
    : (castTextAt(step, call.decisionId, place) ?? 'null');
  const query = {
    decisionId,
    binding: call.binding,
    deploymentKey: step.definitionOf(at.instanceKey).deploymentKey,
    tenantId: calledTenantAt(step, call.tenantId, place),
  };
  const version = call.version && calledVersionAt(step, call.version, place, 'CALLED_DECISION_ERROR');
  if (version === null)
    throw new StepFailure('CALLED_DECISION_ERROR', notDeployed7(query), null, 'DecisionDefinitionNotFoundException');
  return {
    ...query,
    ...(version !== undefined && { version }),
    ...(call.versionTag && { versionTag: versionTagAt(step, call.versionTag, place), isSole: !isStrict }),
  };
}

function notDeployed7({
  decisionId,
  binding,
  version,
  versionTag,
  deploymentKey,
  tenantId,
}: CalledDecisionQuery): string {
  switch (binding) {
    case 'version':
      return `no decision definition deployed with key = '${decisionId}', version = '${version ?? null}' and tenant-id '${tenantId}': decisionDefinition is null`;
    case 'versionTag':
      return `no decision definition deployed with key = '${decisionId}', versionTag = '${versionTag}' and tenant-id '${tenantId}': decisionDefinition is null`;
    case 'deployment':
      return `no decision definition deployed with key = '${decisionId}' in deployment = '${deploymentKey}': decisionDefinition is null`;
    default:
      return `no decision definition deployed with key '${decisionId}' and tenant-id '${tenantId}': decisionDefinition is null`;
  }
}

function notDeployed8({ decisionId, binding, versionTag, deploymentKey }: CalledDecisionQuery): string {
  switch (binding) {
    case 'versionTag':
      return `Expected to evaluate decision with id '${decisionId}' and version tag '${versionTag}', but no such decision found. To resolve this incident, deploy a decision with the given id and version tag.`;
    case 'deployment':
      return `Expected to evaluate decision '${decisionId}' with binding type 'deployment', but no such decision found in the deployment with key ${deploymentKey} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended decision to evaluate.`;
    default:
      return `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`;
  }
}
