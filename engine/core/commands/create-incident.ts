import type { CommandHandler } from '../command-handler.ts';
import type { CreateIncident } from '../commands.ts';
import { reject } from '../reject.ts';

/**
 * Camunda 7: somebody outside reports a trouble at an element. It stops nothing and ends when it is resolved, or with
 * the element.
 */
export const createIncident: CommandHandler<CreateIncident> = (
  step,
  { incidentKey, elementInstanceKey, incidentType, configuration, message },
) => {
  const at = step.draft.elements.get(elementInstanceKey);
  if (!at) return reject('notFound', 'there is no such running element instance', { elementInstanceKey });
  step.emit({
    type: 'incidentRaised',
    at: step.now,
    incident: {
      key: incidentKey,
      type: incidentType,
      message: message ?? '',
      configuration,
      instanceKey: at.instanceKey,
      elementId: at.elementId,
      elementInstanceKey,
      jobKey: null,
      failedElementId: null,
      raisedAt: step.now,
    },
  });
  return { instanceKey: at.instanceKey };
};
