import type { RestartRequest } from '../../core/batch-operation.ts';
import type { Skipping, StartInstance, Variables } from '../../core/commands.ts';
import type { Rejection } from '../../core/decision.ts';
import { reject } from '../../core/reject.ts';
import type { StartCause } from '../../core/start-cause.ts';
import type { Key } from '../../core/state.ts';
import type { Search } from '../../store/search/search.ts';

/** Instance variables of one instance that are read. */
const MAX_VARIABLES = 10_000;

/**
 * The command that takes a finished instance up again: a new instance, with the variables of its end or of its start.
 */
export async function restartCommand(
  search: Search,
  request: RestartRequest & Skipping,
  instanceKey: Key,
  newKey: Key,
  cause: StartCause,
): Promise<StartInstance | Rejection> {
  const {
    definitionKey,
    instructions,
    usesInitialVariables,
    keepsBusinessKey,
    allowsOtherDefinition,
    skipsListeners,
    skipsMappings,
  } = request;
  const former = await search.get('instance', instanceKey);
  if (former === null) return reject('notFound', 'there never was such an instance', { instanceKey });
  if (former.endedAt === null)
    return reject('invalidState', 'the instance runs still', { instanceKey, reason: 'running' });
  if (allowsOtherDefinition !== true && former.definitionKey !== definitionKey)
    return reject('invalidState', 'the instance is of another definition', {
      instanceKey,
      reason: 'otherDefinition',
      definitionKey: former.definitionKey,
    });
  const variables = usesInitialVariables
    ? await initialVariables(search, instanceKey, former.startedAt)
    : await lastVariables(search, instanceKey);
  return {
    type: 'startInstance',
    instanceKey: newKey,
    definitionKey,
    businessKey: keepsBusinessKey ? former.businessKey : null,
    tenantId: former.tenantId,
    variables: edited(variables, request),
    instructions,
    restartOf: instanceKey,
    cause,
    skipsListeners,
    skipsMappings,
  };
}

function edited(variables: Variables, { changedVariables = {}, leftOutVariables = [] }: RestartRequest): Variables {
  const left = new Set(leftOutVariables);
  return { ...Object.fromEntries(Object.entries(variables).filter(([name]) => !left.has(name))), ...changedVariables };
}

async function lastVariables(search: Search, instanceKey: Key): Promise<Variables> {
  const rows = await search.find('variable', {
    where: [
      { field: 'instanceKey', op: '=', value: instanceKey },
      { field: 'scopeKey', op: '=', value: instanceKey },
      { field: 'removedAt', op: 'isNull' },
    ],
    limit: MAX_VARIABLES,
  });
  return Object.fromEntries(rows.map(({ name, type, text, info }) => [name, { type, text, ...(info && { info }) }]));
}

/** Those that were there when the instance began, as they were then. */
async function initialVariables(search: Search, instanceKey: Key, startedAt: number): Promise<Variables> {
  const own = await search.find('variable', {
    where: [
      { field: 'instanceKey', op: '=', value: instanceKey },
      { field: 'scopeKey', op: '=', value: instanceKey },
      { field: 'createdAt', op: '=', value: startedAt },
    ],
    limit: MAX_VARIABLES,
  });
  const changed = own.filter(({ revision, removedAt }) => revision > 1 || removedAt !== null).map(({ key }) => key);
  const former =
    changed.length === 0
      ? []
      : await search.find('variableHistory', {
          where: [
            { field: 'variableKey', op: 'in', value: changed },
            { field: 'revision', op: '=', value: 1 },
          ],
          limit: MAX_VARIABLES,
        });
  const first = new Map(former.map((row) => [row.variableKey, row]));
  return Object.fromEntries(
    own.flatMap((row) => {
      const { writtenBy, type, text, info } = first.get(row.key) ?? row;
      return writtenBy === null ? [[row.name, { type, text, ...(info && { info }) }]] : [];
    }),
  );
}
