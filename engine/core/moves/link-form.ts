import type { FormLink } from '../../graph/form-reference.ts';
import type { LinkedFormQuery } from '../decision.ts';
import { MissingFacts, StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { placeOf, textAt } from './evaluate-at.ts';

/** The version of the form that a task gets: without one the task waits for its deployment, as an incident. */
export function linkedForm(step: Step, link: FormLink, at: ElementInstance): Key {
  const query: LinkedFormQuery = {
    formId: textAt(step, link.formId, placeOf(at)),
    binding: link.binding,
    deploymentKey: step.definitionOf(at.instanceKey).deploymentKey,
    tenantId: step.instance(at.instanceKey).tenantId,
    ...(link.versionTag !== undefined && { versionTag: link.versionTag }),
  };
  const form = step.facts.linkedForm(query);
  if (form === undefined) throw new MissingFacts([{ kind: 'linkedForm', query }]);
  if (form === null) throw new StepFailure('FORM_NOT_FOUND', notDeployed(query));
  return form.key;
}

function notDeployed({ formId, binding, versionTag, deploymentKey }: LinkedFormQuery): string {
  switch (binding) {
    case 'versionTag':
      return `Expected to use a form with id '${formId}' and version tag '${versionTag}', but no such form found. To resolve the incident, deploy a form with the given id and version tag.\n`;
    case 'deployment':
      return `Expected to use a form with id '${formId}' with binding type 'deployment', but no such form found in the deployment with key ${deploymentKey} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended form to use.`;
    default:
      return `Expected to find a form with id '${formId}', but no form with this id is found, at least a form with this id should be available. To resolve the Incident please deploy a form with the same id`;
  }
}
