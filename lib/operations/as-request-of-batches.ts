import type { BatchAction, BatchSelection, RestCall } from './contract.ts';
import { instanceQuery } from './as-request-of-filter.ts';
import { instructionsOfSeven, migrationPlan, restartBody, skipFields } from './as-request-of-moves.ts';
import { call, type Calls, type CallsOf, type RequestFacts, seven, typedValue, typedValues } from './rest-calls.ts';

/** More keys than this make no request that anybody would read. */
const MOST_KEYS = 1_000;

/**
 * `/v2` has no batches here, and `/engine-rest` has them of some kinds. What a filter has found is asked for by the query
 * that finds the same, or else named one by one as it was found.
 */
export const batchCalls: CallsOf = {
  'batch.create': ({ selection, action }, facts) => {
    if (facts.dialect !== 'camunda7') return null;
    return selection.of === undefined ? callsOfInstances(action, selection, facts) : ofWork(action, facts);
  },
};

type Instances = { readonly processInstanceQuery: object } | { readonly processInstanceIds: readonly string[] };
/** undefined: too many to be named. */
function instancesOf({ filter }: BatchSelection, { keys, isByFilter }: RequestFacts['chosen']): Instances | undefined {
  const query = filter === undefined || !isByFilter ? null : instanceQuery(filter);
  if (query !== null) return { processInstanceQuery: query };
  return keys.length > MOST_KEYS ? undefined : { processInstanceIds: keys };
}

function callsOfInstances(action: BatchAction, selection: BatchSelection, facts: RequestFacts): Calls {
  const instances = instancesOf(selection, facts.chosen);
  const post = (path: string, body: object | undefined, who = instances): readonly RestCall[] | undefined =>
    body && who && [call('POST', `/engine-rest${path}`, { ...who, ...body })];
  // Ended ones are not found by a query of running ones.
  const ended = instancesOf({}, facts.chosen);
  switch (action.kind) {
    case 'suspend':
    case 'resume':
      return post('/process-instance/suspended-async', { suspended: action.kind === 'suspend' });
    case 'cancel':
      return post('/process-instance/delete', { skipSubprocesses: false, ...skipFields(action) });
    case 'setVariable': {
      const value = typedValue(action);
      return post('/process-instance/variables-async', value && { variables: { [action.name]: value } });
    }
    case 'modify': {
      const instructions = instructionsOfSeven(action.steps, 'many');
      return post(
        '/modification/executeAsync',
        instructions && { processDefinitionId: facts.definitionKey, instructions, ...skipFields(action) },
      );
    }
    case 'migrate':
      return post('/migration/executeAsync', migrationPlan(action));
    case 'restart': {
      const body = restartBody(action, facts);
      return body === null ? null : post(`/process-definition/${action.definitionKey}/restart-async`, body, ended);
    }
    case 'correlate': {
      const variables = typedValues(action.variables);
      return post('/process-instance/message-async', variables && { messageName: action.name, variables });
    }
    case 'setRetries':
      // All work of the instances, whatever its attempts.
      return instances !== undefined && 'processInstanceQuery' in instances
        ? post('/external-task/retries-async', { retries: action.retries })
        : ofWork(action, facts);
    case 'retry':
      return ofWork(action, facts);
    default:
      return null;
  }
}

/** Of what the engine runs itself, and of the work of workers, each by its own endpoint. */
function ofWork(action: BatchAction, facts: RequestFacts): Calls {
  if (action.kind !== 'retry' && action.kind !== 'setRetries') return null;
  const { jobIds, externalTaskIds, hasOthers } = facts.work;
  // What has no job ends otherwise, and there may be more than are told.
  if (hasOthers || jobIds.length + externalTaskIds.length > MOST_KEYS) return undefined;
  const { retries } = action;
  return seven(
    facts,
    ...(jobIds.length === 0 ? [] : [call('POST', '/engine-rest/job/retries', { jobIds, retries })]),
    ...(externalTaskIds.length === 0
      ? []
      : [call('POST', '/engine-rest/external-task/retries-async', { externalTaskIds, retries })]),
  );
}
