import { call, type CallsOf, either, jsonValues, seven, typedValues } from './rest-calls.ts';
import type { OperationParameters, RestCall } from './contract.ts';

const suspension = (
  { definitionKey, includesInstances, at }: OperationParameters<'definition.suspend'>,
  suspended: boolean,
): RestCall =>
  call('PUT', `/engine-rest/process-definition/${definitionKey}/suspended`, {
    suspended,
    includeProcessInstances: includesInstances,
    ...(at !== null && { executionDate: new Date(at).toISOString().replace('Z', '+0000') }),
  });

export const definitionCalls: CallsOf = {
  'definition.suspend': (parameters, facts) => seven(facts, suspension(parameters, true)),
  'definition.resume': (parameters, facts) => seven(facts, suspension(parameters, false)),
  'definition.edit-ttl': ({ definitionKey, days }, facts) =>
    seven(
      facts,
      call('PUT', `/engine-rest/process-definition/${definitionKey}/history-time-to-live`, { historyTimeToLive: days }),
    ),
  'instance.start': ({ definitionKey, businessKey, variables, isForm = false }, facts) => {
    if (isForm) return undefined;
    const [typed, json] = [typedValues(variables), jsonValues(variables)];
    return either(
      facts,
      typed && [
        call('POST', `/engine-rest/process-definition/${definitionKey}/start`, {
          ...(businessKey !== undefined && { businessKey }),
          variables: typed,
        }),
      ],
      businessKey !== undefined
        ? null
        : json && [call('POST', '/v2/process-instances', { processDefinitionKey: definitionKey, variables: json })],
    );
  },
};
