import type { CallActivity } from '../../graph/element.ts';
import type { CalledDefinitionQuery, Definition } from '../decision.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { MissingFacts, StepFailure } from '../failure.ts';
import { beginInstance } from '../moves/begin-instance.ts';
import { mapVariables } from '../moves/call-mappings.ts';
import { plainStart } from '../moves/called-instances.ts';
import { missingCase } from './missing-case.ts';
import {
  calledVersionAt,
  castTextAt,
  evaluateAt,
  javaClassOf,
  placeOf,
  textAt,
  optionalVersionTagAt,
  type EvaluationPlace,
} from '../moves/evaluate-at.ts';
import { calledTenantAt } from '../moves/called-tenant.ts';
import { createInstance } from '../moves/instances.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';

/** Instances that may call one another in a row; a process that calls itself for ever ends here. */
const MAX_CALL_DEPTH = 1_000;

/**
 * Call activity: starts another process and waits for its end. Which one is decided when the token is here. In Camunda
 * 7 only mapped variables go in and out. In Camunda 8 its own ones always go in and those around it unless switched
 * off; with output mappings all that the called process had becomes local for them, else the propagation flag takes it
 * on. Java code that Camunda 7 would let map variables is not here: the call fails, in the words of an engine that
 * lacks the class.
 */
export const callActivity: ElementBehavior<CallActivity> = {
  activate(step, element, at) {
    prepareCall(step, element, at)();
  },

  prepare(step, element, at) {
    return prepareCall(step, element, at);
  },
};

/** What is called, and with what; the result begins it. */
function prepareCall(step: Step, element: CallActivity, at: ElementInstance): () => void {
  const place = placeOf(at);
  if (callDepth(step, at.instanceKey) >= MAX_CALL_DEPTH) {
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      `The call activity has reached the maximum depth of ${MAX_CALL_DEPTH}. This is likely due to a recursive call. Cancel the root process instance if this was unintentional.`,
    );
  }
  if (element.variableMapper) throw missingMapper(step, element.variableMapper, place);
  if (element.callsCase) throw missingCase(step, element, at);
  const query = calledQuery(step, element, at);
  const called = step.facts.calledDefinition(query);
  if (called === undefined) throw new MissingFacts([{ kind: 'calledDefinition', query }]);
  const { onFailure } = step.semanticsOf(at.instanceKey);
  if (called !== null && 'matches' in called && !isAnyVersion(query))
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      // The original's sentence has no tenant in it.
      `ENGINE-03045 There are '${called.matches}' results for a process definition with key '${query.processId}', versionTag '${query.versionTag}' and tenant-id '{}'.`,
    );
  if (called === null || 'matches' in called)
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      onFailure === 'rollback' ? notDeployed7(query) : notDeployed8(query),
      null,
      'NullValueException',
    );
  // Camunda 7 asks for this at starts by request alone, and calls what is suspended.
  if (called.isSuspended && onFailure === 'incident')
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      `ENGINE-03043 Process Definition with id '${definitionId(called)}' is suspended.`,
    );
  const startId = plainStart(called.graph);
  if (startId === undefined)
    throw new StepFailure(
      'CALLED_ELEMENT_ERROR',
      `Expected process with BPMN process id '${query.processId}' to have a none start event, but not found.`,
    );
  const variables = mapVariables(step, element.variablesIn, at);
  const businessKey = element.businessKey ? castTextAt(step, element.businessKey, place) : null;
  return () => {
    const instanceKey = step.newKey();
    step.emit({
      type: 'elementChanged',
      at: step.now,
      elementInstanceKey: at.key,
      changes: { calledInstanceKey: instanceKey },
    });
    const begin = (): void => {
      createInstance(step, {
        key: instanceKey,
        definition: called,
        startElementId: startId,
        businessKey,
        // Nobody's process works for whoever calls it.
        tenantId: called.tenantId ?? step.instance(at.instanceKey).tenantId,
        calledBy: at,
        variables,
      });
      step.schedule(called.graph.semantics, [
        { run: () => beginInstance(step, instanceKey, null), whileAlive: instanceKey, tokenOf: instanceKey },
      ]);
    };
    const { branchOrder } = step.semanticsOf(at.instanceKey);
    if (branchOrder === 'depthFirst') begin();
    else step.work.putLast([{ run: begin, whileAlive: at.key, tokenOf: null }]);
  };
}

function missingMapper(
  step: Step,
  mapper: NonNullable<CallActivity['variableMapper']>,
  place: EvaluationPlace,
): StepFailure {
  if (mapper.kind === 'class')
    return new StepFailure(
      'CALLED_ELEMENT_ERROR',
      `ENGINE-09008 Exception while instantiating class '${mapper.name}': ENGINE-09017 Cannot load class '${mapper.name}': ${mapper.name}`,
    );
  const evaluated = evaluateAt(step, mapper.expression, place);
  return new StepFailure(
    'CALLED_ELEMENT_ERROR',
    `ENGINE-02041 Class '${evaluated.value.text === null ? 'null' : javaClassOf(evaluated)}' doesn't implement 'org.camunda.bpm.engine.delegate.DelegateVariableMapping'.`,
  );
}

/** How many instances stand in a row down to this one. */
function callDepth(step: Step, instanceKey: Key): number {
  let depth = 1;
  for (
    let parent = step.instance(instanceKey).parentInstanceKey;
    parent !== null;
    parent = step.instance(parent).parentInstanceKey
  )
    depth += 1;
  return depth;
}

/** Camunda 7 takes nothing but a text for an id, and looks for 'null' where there is none. */
function calledProcessId(step: Step, { calledProcessId: expression }: CallActivity, place: EvaluationPlace): string {
  if (expression.language !== 'juel') return textAt(step, expression, place);
  return castTextAt(step, expression, place) ?? 'null';
}

function calledQuery(step: Step, element: CallActivity, at: ElementInstance): CalledDefinitionQuery {
  const place = placeOf(at);
  const caller = step.definitionOf(at.instanceKey);
  const query = {
    processId: calledProcessId(step, element, place),
    binding: element.binding,
    deploymentKey: caller.deploymentKey,
    tenantId: calledTenantAt(step, element.tenantId, place),
  };
  const version = element.version && calledVersionAt(step, element.version, place, 'CALLED_ELEMENT_ERROR');
  const versionTag = element.versionTag && optionalVersionTagAt(step, element.versionTag, place);
  return {
    ...query,
    ...(version !== undefined && { version }),
    ...(versionTag !== undefined && { versionTag }),
    ...((versionTag !== undefined || version === null) && {
      isSole: step.semanticsOf(at.instanceKey).onFailure === 'rollback',
    }),
  };
}

/** Camunda 7 takes null for a version or a tag to mean the only version that there is. */
const isAnyVersion = ({ version, versionTag }: CalledDefinitionQuery): boolean =>
  version === null || versionTag === null;

function definitionId(definition: Definition): string {
  return `${definition.graph.processId}:${definition.version}:${definition.key}`;
}

function notDeployed7({
  processId,
  binding,
  version,
  versionTag,
  deploymentKey,
  tenantId,
}: CalledDefinitionQuery): string {
  switch (binding) {
    case 'version':
      return `no processes deployed with key = '${processId}', version = '${version ?? null}' and tenant-id = '${tenantId}': processDefinition is null`;
    case 'versionTag':
      return `no processes deployed with key = '${processId}', versionTag = '${versionTag}' and tenant-id = '${tenantId}': processDefinition is null`;
    case 'deployment':
      return `no processes deployed with key = '${processId}' in deployment = '${deploymentKey}': processDefinition is null`;
    default:
      return `no processes deployed with key '${processId}' and tenant-id '${tenantId}': processDefinition is null`;
  }
}

function notDeployed8({ processId, binding, versionTag, deploymentKey }: CalledDefinitionQuery): string {
  switch (binding) {
    case 'versionTag':
      return `Expected to call process with BPMN process id '${processId}' and version tag '${versionTag}', but no such process found. To resolve this incident, deploy a process with the given process id and version tag.`;
    case 'deployment':
      return `Expected to call process with BPMN process id '${processId}' with binding type 'deployment', but no such process found in the deployment with key ${deploymentKey} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended process definition to call.`;
    default:
      return `Expected process with BPMN process id '${processId}' to be deployed, but not found.`;
  }
}
