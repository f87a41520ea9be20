import { dateValue } from '../values.ts';
import type { ExternalTaskFacts } from '../expression-port.ts';
import { executionProperty, type Run } from './execution-methods.ts';
import { EXECUTION, integer, type JuelValue } from './juel-value.ts';

/**
 * What `externalTask` answers where the work of a worker is looked at. undefined: it has no such property. What the
 * original joins to the tasks that a query gives is null here, as it is there.
 */
export function externalTaskProperty(
  run: Run,
  facts: ExternalTaskFacts | undefined,
  name: string,
): JuelValue | undefined {
  if (!facts) return undefined;
  switch (name) {
    case 'id':
      return facts.key;
    case 'topicName':
    case 'errorMessage':
    case 'errorDetails':
      return facts[name];
    case 'workerId':
      return facts.worker;
    case 'retries':
      return facts.retries === null ? null : integer(facts.retries);
    case 'priority':
      return BigInt(facts.priority);
    case 'createTime':
      return dateValue(facts.createdAt);
    case 'suspended':
      return false;
    case 'execution':
      return EXECUTION;
    case 'executionId':
      return executionProperty(run, 'id');
    case 'businessKey':
    case 'processDefinitionVersionTag':
    case 'extensionProperties':
      return null;
    case 'activityId':
    case 'activityInstanceId':
    case 'processInstanceId':
    case 'processDefinitionId':
    case 'processDefinitionKey':
    case 'tenantId':
      return executionProperty(run, name);
    default:
      return undefined;
  }
}
