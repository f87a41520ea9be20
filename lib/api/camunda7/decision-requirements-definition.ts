import type { Condition, DecisionRequirementsRow, RequirementsRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { checkLatest, positiveVersion } from './decision-definition.ts';
import { deployedDiagram } from './deployed-diagram.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { filtersOf, listed } from './query/filter.ts';
import { addList } from './query/list-routes.ts';
import { invalidRequest, restException } from './rest-error.ts';

const BY_KEY = [
  '/decision-requirements-definition/key/:key',
  '/decision-requirements-definition/key/:key/tenant-id/:tenantId',
] as const;
const f = filtersOf<'decisionRequirements'>();

/** `/decision-requirements-definition`: files with several decisions, as a whole. */
export function decisionRequirementsRoutes(routes: RouteTable): void {
  addList(
    routes,
    { path: '/decision-requirements-definition', hasPost: false },
    {
      concept: 'decisionRequirements',
      // Camunda 8 has them for single decisions too; here they are as good.
      base: [],
      filters: {
        decisionRequirementsDefinitionId: f.definition('key'),
        decisionRequirementsDefinitionIdIn: listed(f.definitions('key'), { isBlankEmpty: true }),
        category: f.text('namespace'),
        categoryLike: f.like('namespace'),
        name: f.text('name'),
        nameLike: f.like('name'),
        deploymentId: f.key('deploymentKey'),
        key: f.text('requirementsId'),
        keyLike: f.like('requirementsId'),
        resourceName: f.text('resourceName'),
        resourceNameLike: f.like('resourceName'),
        version: { kind: 'number', where: (value) => [{ field: 'version', op: '=', value: positiveVersion(value) }] },
        latestVersion: f.flag({ field: 'isLatest', op: '=', value: true }),
        tenantIdIn: f.tenants('tenantId', 'includeDecisionRequirementsDefinitionsWithoutTenantId'),
        withoutTenantId: f.withoutTenant('tenantId'),
        includeDecisionRequirementsDefinitionsWithoutTenantId: f.wish,
      },
      sorts: {
        category: 'namespace',
        key: 'requirementsId',
        id: 'key',
        name: 'name',
        version: 'version',
        deploymentId: 'deploymentKey',
        tenantId: 'tenantId',
      },
      check: (source) =>
        checkLatest(source, ['decisionRequirementsDefinitionId', 'decisionRequirementsDefinitionIdIn']),
      show: async (rows) => rows.map(shownRequirements),
    },
  );
  const add = (suffix: string, of: (call: Call, row: DecisionRequirementsRow) => Promise<unknown>) => {
    routes.add('GET', `/decision-requirements-definition/:id${suffix}`, async (call) => of(call, await byId(call)));
    for (const path of BY_KEY) routes.add('GET', path + suffix, async (call) => of(call, await byKey(call)));
  };
  add('', async (_call, row) => shownRequirements(row));
  add('/xml', async (call, row) => ({
    id: idOf(row),
    dmnXml: Buffer.from((await call.engine.search.resourceContent(row.resourceKey)) ?? new Uint8Array()).toString(
      'utf8',
    ),
  }));
  add('/diagram', async (call, row) => deployedDiagram(call, row, row.requirementsId));
}

const idOf = (row: DecisionRequirementsRow | RequirementsRow): string =>
  definitionId({ processId: row.requirementsId, definitionVersion: row.version, definitionKey: row.key });
export const requirementsDefinitionId = idOf;

/** `DecisionRequirementsDefinitionDto`. */
export function shownRequirements(row: DecisionRequirementsRow | RequirementsRow): Readonly<Record<string, unknown>> {
  return {
    id: idOf(row),
    key: row.requirementsId,
    category: row.namespace,
    name: row.name,
    version: row.version,
    resource: row.resourceName,
    deploymentId: row.deploymentKey,
    tenantId: row.tenantId,
  };
}

async function byId(call: Call): Promise<DecisionRequirementsRow> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('decisionRequirements', key);
  if (row === null || (id !== key && idOf(row) !== id))
    throw invalidRequest(
      `no deployed decision requirements definition found with id '${id}': decisionRequirementsDefinition is null`,
      400,
      0,
    );
  return row;
}

async function byKey(call: Call): Promise<DecisionRequirementsRow> {
  const key = call.param('key');
  const tenantId = call.param('tenantId');
  const ofTenant: Condition<'decisionRequirements'> =
    tenantId === '' ? { field: 'tenantId', op: 'isNull' } : { field: 'tenantId', op: '=', value: tenantId };
  const [row] = await call.engine.search.find('decisionRequirements', {
    where: [{ field: 'requirementsId', op: '=', value: key }, ofTenant, { field: 'isLatest', op: '=', value: true }],
    limit: 1,
  });
  if (row === undefined)
    throw restException(
      404,
      `No matching decision requirements definition with key: ${key} and ${tenantId === '' ? 'no tenant-id' : `tenant-id: ${tenantId}`}`,
      null,
    );
  return row;
}
