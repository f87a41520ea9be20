import type { CallActivity, Condition, Definition, DefinitionSearchRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { byKey } from './called-definition.ts';
import { definitionDetails } from './definition-details.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { shownDefinition } from './process-definition-list.ts';
import { invalidRequest, RestError } from './rest-error.ts';

const BY_KEY = ['/process-definition/key/:key', '/process-definition/key/:key/tenant-id/:tenantId'] as const;

/**
 * `GET /process-definition/{id}/static-called-process-definitions`: what its call activities name without an
 * expression.
 */
export function calledDefinitionRoutes(routes: RouteTable): void {
  routes.add('GET', '/process-definition/:id/static-called-process-definitions', async (call) =>
    list(call, await definitionById(call)),
  );
  for (const path of BY_KEY)
    routes.add('GET', `${path}/static-called-process-definitions`, async (call) => {
      const definition = await call.engine.definition({ key: (await byKey(call)).key });
      return definition === null ? [] : list(call, definition);
    });
}

async function definitionById(call: Call): Promise<Definition> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const definition = key === null ? null : await call.engine.definition({ key });
  if (definition === null)
    throw invalidRequest(`no deployed process definition found with id '${id}': processDefinition is null`, 404);
  return definition;
}

async function list(call: Call, definition: Definition): Promise<readonly unknown[]> {
  const called = new Map<string, { readonly row: DefinitionSearchRow; readonly activityIds: string[] }>();
  for (const activity of definition.graph.elements.values()) {
    const row = activity.kind === 'callActivity' ? await calledBy(call, definition, activity) : undefined;
    if (!row) continue;
    const known = called.get(row.key);
    if (known) known.activityIds.push(activity.id);
    else called.set(row.key, { row, activityIds: [activity.id] });
  }
  const details = await definitionDetails(
    call.engine,
    [...called.values()].map(({ row }) => row),
  );
  const callingProcessDefinitionId = definitionId({
    processId: definition.graph.processId,
    definitionVersion: definition.version,
    definitionKey: definition.key,
  });
  return [...called.values()].map(({ row, activityIds }) => ({
    ...shownDefinition(row, details.get(row.key)),
    calledFromActivityIds: activityIds,
    callingProcessDefinitionId,
  }));
}

/** undefined: an expression decides it, there is none, or several versions have the tag. */
async function calledBy(
  { engine }: Call,
  caller: Definition,
  { calledProcessId, binding, version, versionTag, tenantId, callsCase }: CallActivity,
): Promise<DefinitionSearchRow | undefined> {
  const chosen = bound(caller, binding, binding === 'version' ? version : versionTag);
  if (callsCase || calledProcessId.language !== 'literal' || chosen === null) return undefined;
  if (tenantId !== undefined && tenantId.language !== 'literal') return undefined;
  const whose = tenantId?.text ?? caller.tenantId;
  const ofTenant: Condition<'definition'> =
    whose === null ? { field: 'tenantId', op: 'isNull' } : { field: 'tenantId', op: '=', value: whose };
  const [row, ...others] = await engine.search.find('definition', {
    where: [{ field: 'processId', op: '=', value: calledProcessId.text }, ofTenant, chosen],
    limit: 2,
  });
  return others.length === 0 ? row : undefined;
}

function bound(
  caller: Definition,
  binding: CallActivity['binding'],
  wanted: CallActivity['version'],
): Condition<'definition'> | null {
  switch (binding) {
    case 'latest':
      return { field: 'isLatest', op: '=', value: true };
    case 'deployment':
      return { field: 'deploymentKey', op: '=', value: caller.deploymentKey };
    case 'version':
      return wanted?.language === 'literal' ? { field: 'version', op: '=', value: versionOf(wanted.text) } : null;
    case 'versionTag':
      return wanted?.language === 'literal' ? { field: 'versionTag', op: '=', value: wanted.text } : null;
  }
}

function versionOf(text: string): number {
  if (!/^[+-]?\d{1,9}$/.test(text)) throw new RestError(500, 'NumberFormatException', `For input string: "${text}"`);
  return Number(text);
}
