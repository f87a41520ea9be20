import type { Condition, DecisionDefinition, DecisionDefinitionRow, DecisionRow } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { deployedDiagram } from './deployed-diagram.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { filtersOf, listed } from './query/filter.ts';
import { addList } from './query/list-routes.ts';
import type { FilterSource } from './query/read-filters.ts';
import { badUserRequest, invalidRequest, notValid, type RestError, restException } from './rest-error.ts';
import { isNotStorable, readVariables, writeTypedValue, type Variables } from './typed-values.ts';

/** A decision may be named by its id, or by its key, which means the newest version. */
const BY_KEY = ['/decision-definition/key/:key', '/decision-definition/key/:key/tenant-id/:tenantId'] as const;
const f = filtersOf<'decisionDefinition'>();

/** `/decision-definition`: what can be decided. */
export function decisionDefinitionRoutes(routes: RouteTable): void {
  addList(
    routes,
    { path: '/decision-definition', hasPost: false },
    {
      concept: 'decisionDefinition',
      base: [],
      filters: {
        decisionDefinitionId: f.definition('key'),
        decisionDefinitionIdIn: listed(f.definitions('key'), { isBlankEmpty: true }),
        category: f.text('namespace'),
        categoryLike: f.like('namespace'),
        name: f.text('name'),
        nameLike: f.like('name'),
        deploymentId: f.key('deploymentKey'),
        deployedAfter: f.date('deployedAt', '>'),
        deployedAt: f.date('deployedAt', '='),
        key: f.text('decisionId'),
        keyLike: f.like('decisionId'),
        resourceName: f.text('resourceName'),
        resourceNameLike: f.like('resourceName'),
        version: { kind: 'number', where: (value) => [{ field: 'version', op: '=', value: positiveVersion(value) }] },
        latestVersion: f.flag({ field: 'isLatest', op: '=', value: true }),
        decisionRequirementsDefinitionId: f.definition('requirementsKey'),
        decisionRequirementsDefinitionKey: f.text('requirementsId'),
        withoutDecisionRequirementsDefinition: f.flag({ field: 'requirementsKey', op: 'isNull' }),
        versionTag: f.text('versionTag'),
        versionTagLike: f.like('versionTag'),
        tenantIdIn: f.tenants('tenantId', 'includeDecisionDefinitionsWithoutTenantId'),
        withoutTenantId: f.withoutTenant('tenantId'),
        includeDecisionDefinitionsWithoutTenantId: f.wish,
      },
      sorts: {
        category: 'namespace',
        key: 'decisionId',
        id: 'key',
        name: 'name',
        version: 'version',
        deploymentId: 'deploymentKey',
        deployTime: 'deployedAt',
        tenantId: 'tenantId',
        versionTag: 'versionTag',
        decisionRequirementsDefinitionKey: 'requirementsId',
      },
      check: (source) => checkLatest(source, ['decisionDefinitionId', 'decisionDefinitionIdIn']),
      show: async (rows) => rows.map(shownDecision),
    },
  );
  const add = (
    method: 'GET' | 'PUT',
    suffix: string,
    of: (call: Call, row: DecisionDefinitionRow) => Promise<unknown>,
  ) => {
    routes.add(method, `/decision-definition/:id${suffix}`, async (call) => of(call, await byId(call)));
    for (const path of BY_KEY) routes.add(method, path + suffix, async (call) => of(call, await byKey(call)));
  };
  add('GET', '', async (_call, row) => shownDecision(row));
  add('GET', '/xml', async (call, row) => ({
    id: decisionIdOf(row),
    dmnXml: Buffer.from((await call.engine.search.resourceContent(row.resourceKey)) ?? new Uint8Array()).toString(
      'utf8',
    ),
  }));
  add('GET', '/diagram', async (call, row) => deployedDiagram(call, row, row.decisionId));
  add('PUT', '/history-time-to-live', setTimeToLive);
  routes.add('POST', '/decision-definition/:id/evaluate', evaluateById);
  for (const path of BY_KEY)
    routes.add('POST', `${path}/evaluate`, async (call) => evaluate(call, (await byKey(call)).key));
}

export function positiveVersion(version: number): number {
  if (version < 1) throw notValid('version is not greater than 0');
  return version;
}

/** The newest may be asked for by key and name of the key alone. */
export function checkLatest(source: FilterSource, ids: readonly string[]): void {
  if (!source.has('latestVersion') || !source.flag('latestVersion')) return;
  if ([...ids, 'name', 'nameLike', 'version', 'deploymentId'].some((name) => source.has(name)))
    throw notValid('Calling latest() can only be used in combination with key(String) and keyLike(String)');
}

export const decisionIdOf = (row: {
  readonly decisionId: string;
  readonly version: number;
  readonly key: string;
}): string => definitionId({ processId: row.decisionId, definitionVersion: row.version, definitionKey: row.key });

/** `DecisionDefinitionDto`. */
export function shownDecision(row: DecisionDefinitionRow | DecisionRow): Readonly<Record<string, unknown>> {
  return {
    id: decisionIdOf(row),
    key: row.decisionId,
    category: row.namespace,
    name: row.name,
    version: row.version,
    resource: row.resourceName,
    deploymentId: row.deploymentKey,
    tenantId: row.tenantId,
    decisionRequirementsDefinitionId: requirementsIdOf(row),
    decisionRequirementsDefinitionKey: row.requirementsId,
    historyTimeToLive: row.historyTtlDays,
    versionTag: row.versionTag,
  };
}

function requirementsIdOf({
  requirementsKey,
  requirementsId,
  requirementsVersion,
}: DecisionDefinitionRow | DecisionRow): string | null {
  if (requirementsKey === null || requirementsId === null || requirementsVersion === null) return null;
  return definitionId({
    processId: requirementsId,
    definitionVersion: requirementsVersion,
    definitionKey: requirementsKey,
  });
}

const unknownId = (id: string, prefix = ''): RestError =>
  invalidRequest(`${prefix}no deployed decision definition found with id '${id}': decisionDefinition is null`, 404, 0);

async function byId(call: Call): Promise<DecisionDefinitionRow> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('decisionDefinition', key);
  if (row === null || (id !== key && decisionIdOf(row) !== id)) throw unknownId(id);
  return row;
}

async function byKey(call: Call): Promise<DecisionDefinitionRow> {
  const key = call.param('key');
  const tenantId = call.param('tenantId');
  const [row] = await call.engine.search.find('decisionDefinition', {
    where: [
      { field: 'decisionId', op: '=', value: key },
      ofTenant(tenantId),
      { field: 'isLatest', op: '=', value: true },
    ],
    limit: 1,
  });
  if (row === undefined)
    throw restException(
      404,
      `No matching decision definition with key: ${key} and ${tenantId === '' ? 'no tenant-id' : `tenant-id: ${tenantId}`}`,
      null,
    );
  return row;
}

const ofTenant = (tenantId: string): Condition<'decisionDefinition'> =>
  tenantId === '' ? { field: 'tenantId', op: 'isNull' } : { field: 'tenantId', op: '=', value: tenantId };

async function setTimeToLive(call: Call, row: DecisionDefinitionRow): Promise<undefined> {
  const days = call.body().int('historyTimeToLive');
  if (days !== null && days < 0) throw badUserRequest('historyTimeToLive is not greater than or equal to 0');
  const audit = call.audit('decision.setHistoryTimeToLive', 'guarded', {
    targetKind: 'decision',
    targetKey: row.key,
    before: { days: row.historyTtlDays },
    after: { days },
  });
  const outcome = await call.engine.setDecisionHistoryTtl(row.key, days, { audit });
  if (outcome.kind === 'rejection') throw unknownId(decisionIdOf(row));
  return undefined;
}

async function evaluateById(call: Call): Promise<unknown> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  if (key === null) throw unknownId(id, `Cannot evaluate decision ${id}: `);
  return evaluate(call, key);
}

async function evaluate(call: Call, key: string): Promise<unknown> {
  const definition = await call.engine.decisionDefinition({ key });
  const id = call.param('id');
  if (definition === null) throw unknownId(id, `Cannot evaluate decision ${id}: `);
  const variables = inputsOf(definition, call);
  const audit = call.audit('decision.evaluate', 'guarded', { targetKind: 'decision', targetKey: key });
  const { outcome } = await call.engine.evaluateDecision({ definition, variables, userId: null, audit });
  // The original names the cause in its log alone; here it stands in the entry of the audit log.
  if (outcome.result.isFailed) throw failed(definition);
  if (outcome.result.entries.some((entry) => entry.has(NO_NAME))) return namelessResult();
  return outcome.result.entries.map((entry) =>
    Object.fromEntries(
      [...entry].map(([name, { value, isTyped }]) => [
        name,
        isTyped || value.text === null
          ? writeTypedValue(value, true)
          : { type: null, value: writeTypedValue(value, true).value, valueInfo: null },
      ]),
    ),
  );
}

/** How the engine names what no output names. */
const NO_NAME = 'null';

/** A count of no rules has no output that names it, and the original cannot write what has no name. */
const namelessResult = (): RawAnswer =>
  new RawAnswer(
    'text/plain',
    'Null key for a Map not allowed in JSON (use a converting NullKeySerializer?) (through reference chain: java.util.ArrayList[0]->java.util.HashMap["null"])',
    {},
    400,
  );

/** What could not be kept as a variable cannot be read by a decision. */
function inputsOf(definition: DecisionDefinition, call: Call): Variables {
  try {
    return readVariables(call.body(), 'variables');
  } catch (error) {
    throw isNotStorable(error) ? failed(definition) : error;
  }
}

const failed = (definition: DecisionDefinition): RestError =>
  restException(
    500,
    `Cannot evaluate decision ${decisionIdOf(definition)}: Exception while evaluating decision with key 'null'`,
  );
