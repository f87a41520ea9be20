import type { DecisionInstanceRow, Engine, EvaluatedOutput, Key } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { activityInstanceId, definitionId, isKey } from '../ids.ts';
import { type Filter, filtersOf, NOTHING } from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { invalidRequest } from '../rest-error.ts';
import { writeTypedValue } from '../typed-values.ts';
import { DAY_MS, withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'decisionInstance'>();

/** All that was decided for one decision, with itself. */
const ofRoot: Filter<'decisionInstance'> = {
  kind: 'text',
  async where(id, { engine }) {
    const root = isKey(id) ? await engine.search.get('decisionInstance', id) : null;
    return root?.isRoot ? [{ field: 'evaluationKey', op: '=', value: root.evaluationKey }] : NOTHING;
  },
};

/** Flags that change how things are shown. */
const WISHES = [
  'includeInputs',
  'includeOutputs',
  'disableBinaryFetching',
  'disableCustomObjectDeserialization',
] as const;

export const historicDecisionList: ListSpec<'decisionInstance'> = {
  concept: 'decisionInstance',
  // What failed leaves no trace in the original.
  base: [{ field: 'failure', op: 'isNull' }],
  filters: {
    decisionInstanceId: f.key('key'),
    decisionInstanceIdIn: f.keys('key'),
    decisionDefinitionId: f.definition('decisionKey'),
    decisionDefinitionIdIn: f.definitions('decisionKey'),
    decisionDefinitionKey: f.text('decisionId'),
    decisionDefinitionKeyIn: f.texts('decisionId'),
    decisionDefinitionName: f.text('decisionName'),
    decisionDefinitionNameLike: f.like('decisionName'),
    processDefinitionId: f.definition('definitionKey'),
    processDefinitionKey: f.text('processId'),
    processInstanceId: f.key('instanceKey'),
    caseDefinitionId: f.none,
    caseDefinitionKey: f.none,
    caseInstanceId: f.none,
    activityIdIn: f.texts('elementId'),
    activityInstanceIdIn: f.activityInstances('elementInstanceKey'),
    evaluatedBefore: f.date('evaluatedAt', '<='),
    evaluatedAfter: f.date('evaluatedAt', '>='),
    userId: f.text('userId'),
    rootDecisionInstanceId: ofRoot,
    rootDecisionInstancesOnly: f.flag({ field: 'isRoot', op: '=', value: true }),
    decisionRequirementsDefinitionId: f.definition('requirementsKey'),
    decisionRequirementsDefinitionKey: f.text('requirementsId'),
    tenantIdIn: f.tenants('tenantId'),
    withoutTenantId: f.withoutTenant('tenantId'),
  },
  sorts: { evaluationTime: 'evaluatedAt', tenantId: 'tenantId' },
  check(source) {
    for (const name of WISHES) if (source.has(name)) source.flag(name);
  },
  show: (rows, call) => shown(rows, call),
};

/** `/history/decision-instance`: decisions that were made. */
export function historicDecisionInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/decision-instance', hasPost: false }, historicDecisionList);
  routes.add('GET', '/history/decision-instance/:id', async (call) => {
    const id = call.param('id');
    const row = isKey(id) ? await call.engine.search.get('decisionInstance', id) : null;
    if (row === null || row.failure !== null)
      throw invalidRequest(`Historic decision instance with id '${id}' does not exist`, 404);
    return (await shown([row], call))[0];
  });
  routes.add('GET', '/history/decision-requirements-definition/:id/statistics', statistics);
}

async function shown(rows: readonly DecisionInstanceRow[], call: Call): Promise<readonly unknown[]> {
  const withInputs = call.queryFlag('includeInputs');
  const withOutputs = call.queryFlag('includeOutputs');
  const deserialize = !call.queryFlag('disableCustomObjectDeserialization');
  const roots = await rootsOf(call.engine, rows);
  const versions = await requirementVersions(call.engine, rows);
  const instances = await withRemovalTimes(
    call.engine,
    rows.map((row) => instanceDto(row, roots, versions)),
  );
  return rows.map((row, place) => {
    const removalTime = row.isRemovalFixed ? optionalDateText(row.removalAt) : instances[place]?.removalTime;
    return {
      ...instances[place],
      removalTime,
      ...(withInputs && {
        inputs: row.inputs.map(({ id, name, value }, index) => ({
          ...clauseDto(row, `i${index}`, id, name),
          removalTime,
          ...writeTypedValue(value, deserialize),
        })),
      }),
      ...(withOutputs && { outputs: outputsOf(row, deserialize).map((output) => ({ ...output, removalTime })) }),
    };
  });
}

/** The instance that each of the rows was decided for. */
async function rootsOf(engine: Engine, rows: readonly DecisionInstanceRow[]): Promise<ReadonlyMap<Key, Key>> {
  const wanted = [...new Set(rows.filter(({ isRoot }) => !isRoot).map(({ evaluationKey }) => evaluationKey))];
  if (wanted.length === 0) return new Map();
  const found = await engine.search.find('decisionInstance', {
    where: [
      { field: 'evaluationKey', op: 'in', value: wanted },
      { field: 'isRoot', op: '=', value: true },
    ],
  });
  return new Map(found.map(({ evaluationKey, key }) => [evaluationKey, key]));
}

async function requirementVersions(
  engine: Engine,
  rows: readonly DecisionInstanceRow[],
): Promise<ReadonlyMap<Key, number>> {
  const wanted = [...new Set(rows.flatMap(({ requirementsKey }) => requirementsKey ?? []))];
  if (wanted.length === 0) return new Map();
  const found = await engine.search.find('decisionRequirements', {
    where: [{ field: 'key', op: 'in', value: wanted }],
  });
  return new Map(found.map(({ key, version }) => [key, version]));
}

/** `HistoricDecisionInstanceDto`. */
function instanceDto(
  row: DecisionInstanceRow,
  roots: ReadonlyMap<Key, Key>,
  versions: ReadonlyMap<Key, number>,
): Readonly<Record<string, unknown>> {
  const { definitionKey, processId, definitionVersion, requirementsKey, requirementsId } = row;
  const hasProcess = definitionKey !== null && processId !== null && definitionVersion !== null;
  return {
    id: row.key,
    decisionDefinitionId: definitionId({
      processId: row.decisionId,
      definitionVersion: row.decisionVersion,
      definitionKey: row.decisionKey,
    }),
    decisionDefinitionKey: row.decisionId,
    decisionDefinitionName: row.decisionName,
    evaluationTime: dateText(row.evaluatedAt),
    // What no process asked for is kept so long from its own moment on.
    removalTime:
      row.treeKey !== null || row.historyTtlDays === null
        ? null
        : dateText(row.evaluatedAt + row.historyTtlDays * DAY_MS),
    processDefinitionId: hasProcess ? definitionId({ processId, definitionVersion, definitionKey }) : null,
    processDefinitionKey: processId,
    processInstanceId: row.instanceKey,
    rootProcessInstanceId: row.treeKey,
    caseDefinitionId: null,
    caseDefinitionKey: null,
    caseInstanceId: null,
    activityId: row.elementId,
    activityInstanceId:
      row.elementId === null || row.elementInstanceKey === null
        ? null
        : activityInstanceId({ elementId: row.elementId, kind: 'decisionTask', key: row.elementInstanceKey }),
    userId: row.userId,
    collectResultValue: row.collected === null ? null : Number(row.collected),
    rootDecisionInstanceId: row.isRoot ? null : (roots.get(row.evaluationKey) ?? null),
    decisionRequirementsDefinitionId:
      requirementsKey === null || requirementsId === null
        ? null
        : definitionId({
            processId: requirementsId,
            definitionVersion: versions.get(requirementsKey) ?? 1,
            definitionKey: requirementsKey,
          }),
    decisionRequirementsDefinitionKey: requirementsId,
    tenantId: row.tenantId,
  };
}

function outputsOf(row: DecisionInstanceRow, deserialize: boolean): readonly Readonly<Record<string, unknown>>[] {
  const dto = (
    { id, name, variable, value }: EvaluatedOutput,
    place: string,
    rule: { readonly id: string; readonly order: number } | null,
  ) => ({
    ...clauseDto(row, place, id, name),
    ruleId: rule?.id ?? null,
    ruleOrder: rule?.order ?? null,
    variableName: variable,
    ...writeTypedValue(value, deserialize),
  });
  // When a literal expression was computed the original does not say, only when its decision was made.
  if (row.literal !== null) return [{ ...dto(row.literal, 'o', null), createTime: null }];
  return row.rules.flatMap(({ id, index, outputs }, at) =>
    // Rules that apply are counted, and not those of the table.
    outputs.map((output, place) => dto(output, `o${index}-${place}`, { id, order: at + 1 })),
  );
}

/** What inputs and outputs have in common. */
function clauseDto(
  row: DecisionInstanceRow,
  place: string,
  clauseId: string | null,
  clauseName: string | null,
): Readonly<Record<string, unknown>> {
  return {
    id: `${row.key}-${place}`,
    decisionInstanceId: row.key,
    clauseId,
    clauseName,
    errorMessage: null,
    createTime: dateText(row.evaluatedAt),
    removalTime: null,
    rootProcessInstanceId: row.treeKey,
  };
}

/** How often each decision of some requirements was made, perhaps for one decision alone. */
async function statistics(call: Call): Promise<readonly unknown[]> {
  const key = call.param('id').slice(call.param('id').lastIndexOf(':') + 1);
  const root = call.query('decisionInstanceId');
  const evaluation = root !== undefined && isKey(root) ? await call.engine.search.get('decisionInstance', root) : null;
  if (!isKey(key) || (root !== undefined && evaluation === null)) return [];
  const decisions = await call.engine.search.find('decisionDefinition', {
    where: [{ field: 'requirementsKey', op: '=', value: key }],
  });
  const counted = await Promise.all(
    decisions.map(async ({ key: decisionKey, decisionId }) => ({
      decisionDefinitionKey: decisionId,
      evaluations: await call.engine.search.count('decisionInstance', {
        where: [
          { field: 'decisionKey', op: '=', value: decisionKey },
          { field: 'failure', op: 'isNull' },
          ...(evaluation
            ? [{ field: 'evaluationKey' as const, op: '=' as const, value: evaluation.evaluationKey }]
            : []),
        ],
      }),
    })),
  );
  return counted.filter(({ evaluations }) => evaluations > 0);
}
