import type { CallActivity } from '../../graph/element.ts';
import { StepFailure } from '../failure.ts';
import { mapVariables } from '../moves/call-mappings.ts';
import { calledTenantAt } from '../moves/called-tenant.ts';
import { calledVersionAt, castTextAt, optionalTextAt, placeOf } from '../moves/evaluate-at.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Cases are not here: the call fails as in an original to which nobody has deployed the case, or before that by what it
 * takes along, by its business key, or by how the case is named.
 */
export function missingCase(step: Step, element: CallActivity, at: ElementInstance): StepFailure {
  const place = placeOf(at);
  mapVariables(step, element.variablesIn, at);
  optionalTextAt(step, element.businessKey, place);
  const key = castTextAt(step, element.calledProcessId, place);
  const tenantId = calledTenantAt(step, element.tenantId, place);
  switch (element.binding) {
    case 'version': {
      const version = element.version ? calledVersionAt(step, element.version, place, 'CALLED_ELEMENT_ERROR') : null;
      return notDeployed(`with key = '${key}', version = '${version}' and tenant-id = '${tenantId}'`);
    }
    case 'deployment':
      return notDeployed(`with key = '${key}' in deployment = '${step.definitionOf(at.instanceKey).deploymentKey}'`);
    // The original looks for no case by a tag, and stumbles over having none.
    case 'versionTag':
      return new StepFailure(
        'CALLED_ELEMENT_ERROR',
        'Cannot invoke "org.camunda.bpm.engine.impl.cmmn.model.CmmnCaseDefinition.createCaseInstance(String)" because "caseDefinition" is null',
        'NullPointerException',
      );
    default:
      return notDeployed(`with key '${key}' and tenant-id '${tenantId}'`);
  }
}

function notDeployed(which: string): StepFailure {
  return new StepFailure(
    'CALLED_ELEMENT_ERROR',
    `no case definition deployed ${which}: caseDefinition is null`,
    null,
    'CaseDefinitionNotFoundException',
  );
}
