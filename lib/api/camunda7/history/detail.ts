import type { Condition, Instant, VariableRow, VariableValue } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { isKey } from '../ids.ts';
import { addMemoryList, after, before, equals, ifSet, isLike, matching, ofTenants } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';
import { invalidRequest } from '../rest-error.ts';
import { binaryContent, variableValue } from '../scope-variables.ts';
import { writeTypedValue } from '../typed-values.ts';
import { scopesOf, type VariableScopes } from '../variable-instance.ts';
import { type WrittenValue, writersOf } from './detail-writers.ts';
import { operationsOf } from './detail-operations.ts';
import { type FieldDetail, fieldDetail, findField, readFields } from './form-fields.ts';
import { withRemovalTimes } from './removal-times.ts';

/** Variables whose updates are read at a time, the newest first. */
const VARIABLES_PER_PORTION = 1_000;

interface Update extends WrittenValue {
  readonly revision: number;
  readonly value: VariableValue;
}

type Detail = Update | FieldDetail;
const isField = (detail: Detail): detail is FieldDetail => 'field' in detail;
/** What a value of a variable says, and a field of a form does not. */
const ofUpdate =
  <T>(tell: (update: Update) => T) =>
  (detail: Detail): T | null =>
    isField(detail) ? null : tell(detail);

/** `/history/detail`: every value that a variable has had, and what was written into forms. */
export function historicDetailRoutes(routes: RouteTable): void {
  addMemoryList<Detail>(routes, {
    path: '/history/detail',
    hasPost: true,
    hasPostCount: false,
    read: readAll,
    count,
    order: inTime,
    sorts: {
      processInstanceId: (detail) => placeOf(detail).instanceKey,
      variableName: ofUpdate(({ variable }) => variable.name),
      variableType: ofUpdate(({ value }) => value.type),
      variableRevision: ofUpdate(({ revision }) => revision),
      formPropertyId: (detail) => (isField(detail) ? detail.field.name : null),
      time: timeOf,
      occurrence: timeOf,
      tenantId: (detail) => placeOf(detail).tenantId,
    },
    show,
  });
  routes.add('GET', '/history/detail/:id', async (call) => {
    const id = call.param('id');
    const field = isKey(id) ? await findField(call, id) : undefined;
    return (await show([field ?? (await existing(call))], call))[0];
  });
  routes.add('GET', '/history/detail/:id/data', async (call) =>
    binaryContent((await existing(call)).value, call.param('id')),
  );
}

const placeOf = (detail: Detail): VariableRow | FieldDetail['field'] =>
  isField(detail) ? detail.field : detail.variable;
const timeOf = (detail: Detail): Instant => (isField(detail) ? detail.field.submittedAt : detail.at);

/** In the order that was asked for. */
async function show(shown: readonly Detail[], call: Call): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const updates = shown.filter((detail): detail is Update => !isField(detail));
  const fields = await withRemovalTimes(call.engine, shown.filter(isField).map(fieldDetail));
  const rows = new Map<unknown, Readonly<Record<string, unknown>>>();
  for (const row of [...(await details(call, updates)), ...fields]) rows.set(row.id, row);
  return shown.flatMap(({ id }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [row];
  });
}

async function existing(call: Call): Promise<Update> {
  const id = call.param('id');
  const [key = ''] = id.split('-', 1);
  const variable = isKey(key) ? await call.engine.search.get('variable', key) : null;
  const update =
    variable === null || variable.isHistoryDeleted
      ? undefined
      : (await updatesOf(call, [variable])).find((candidate) => candidate.id === id);
  if (update === undefined) throw invalidRequest(`Historic detail with Id '${id}' does not exist.`, 404);
  return update;
}

/** Filters of an instance alone need no row: a variable counts once for the value it has and once for each it had. */
async function count(call: Call, source: FilterSource): Promise<number | null> {
  if (FILTERS.some((name) => source.has(name))) return null;
  const keys = instanceKeysOf(source);
  if (keys !== null && keys.length === 0) return 0;
  const { search } = call.engine;
  const ofInstances = keys === null ? [] : [{ field: 'instanceKey', op: 'in', value: keys } as const];
  const [current, former, fields] = await Promise.all([
    search.count('variable', {
      where: [{ field: 'isHistoryDeleted', op: '=', value: false }, ...ofInstances],
    }),
    search.count('variableHistory', { where: ofInstances }),
    search.count('formField', { where: ofInstances }),
  ]);
  return current + former + fields;
}

/** null: any instance. */
function instanceKeysOf(source: FilterSource): readonly string[] | null {
  const instances = source.has('processInstanceIdIn')
    ? (source.texts('processInstanceIdIn') ?? []).filter((id) => id !== null)
    : source.has('processInstanceId')
      ? [source.text('processInstanceId') ?? '']
      : null;
  return instances?.filter(isKey) ?? null;
}

/** Somebody or a call brought it with the start of its instance; nothing of the model wrote it. */
const isOfStart = ({ revision, variable, writtenBy }: Update): boolean =>
  revision === 0 && variable.isInitial && writtenBy === null && variable.scopeKey === variable.instanceKey;

/** What came with the start of its instance, if nobody called it: inner scopes begin after that. */
const isInitial = (update: Update): boolean => isOfStart(update) && !isOfCall(update.variable);

const isOfCall = ({ instanceKey, treeKey }: VariableRow): boolean => instanceKey !== null && instanceKey !== treeKey;

/** No type at all asks for nothing. */
const isTypeAmong = (type: string, wanted: readonly (string | null)[]): boolean =>
  wanted.length === 0 || wanted.some((one) => one?.toLowerCase() === type.toLowerCase());

const TESTS: Parameters<typeof matching<Update>>[1] = {
  variableInstanceId: equals((update) => update.variable.key),
  variableNameLike: (update, from) =>
    isLike(update.variable.name.toLowerCase(), (from.text('variableNameLike') ?? '').toLowerCase()),
  variableTypeIn: (update, from) => isTypeAmong(update.value.type, from.texts('variableTypeIn') ?? []),
  executionId: equals((update) => update.variable.scopeKey),
  taskId: equals((update) => update.variable.standaloneTaskId ?? update.variable.scopeKey),
  tenantIdIn: ofTenants((update) => update.variable.tenantId),
  withoutTenantId: ifSet((update) => update.variable.tenantId === null),
  occurredBefore: before((update) => update.at),
  occurredAfter: after((update) => update.at),
  initial: ifSet(isInitial),
};
const FILTERS = [
  ...Object.keys(TESTS),
  'activityInstanceId',
  'formFields',
  'excludeTaskDetails',
  'caseInstanceId',
  'caseExecutionId',
  'variableUpdates',
  'userOperationId',
];

/** Values of variables, then fields of forms. */
async function* readAll(call: Call, source: FilterSource): AsyncGenerator<readonly Detail[]> {
  // These count as soon as they are given, even as false; of both kinds the updates are meant.
  for (const name of ['formFields', 'variableUpdates']) if (source.has(name)) source.flag(name);
  const keys = instanceKeysOf(source);
  if (keys !== null && keys.length === 0) return;
  if (!source.has('formFields') || source.has('variableUpdates')) yield* read(call, source, keys);
  yield* readFields(call, source, keys);
}

/** A portion at a time: pages by key, by the index of the keys or of the instances. */
async function* read(
  call: Call,
  source: FilterSource,
  keys: readonly string[] | null,
): AsyncGenerator<readonly Update[]> {
  if (source.has('caseInstanceId') || source.has('caseExecutionId')) return;
  const where: readonly Condition<'variable'>[] = [
    { field: 'isHistoryDeleted', op: '=', value: false },
    ...(keys === null ? [] : [{ field: 'instanceKey', op: 'in', value: keys } as const]),
  ];
  const leavesTasksOut = source.has('excludeTaskDetails');
  if (leavesTasksOut) source.flag('excludeTaskDetails');
  const isMeant = matching(source, TESTS);
  for (let last: string | null = null; ; ) {
    const page: readonly VariableRow[] = await call.engine.search.find('variable', {
      where: last === null ? where : [...where, { field: 'key', op: '<', value: last }],
      sort: [{ field: 'key', order: 'desc' }],
      limit: VARIABLES_PER_PORTION,
    });
    const kept = leavesTasksOut ? await outsideTasks(call, page) : page;
    yield await byActivity(
      call,
      source,
      await byOperation(call, source, (await updatesOf(call, kept)).filter(isMeant)),
    );
    last = page.at(-1)?.key ?? null;
    if (last === null || page.length < VARIABLES_PER_PORTION) return;
  }
}

/** Of one operation, where that is asked for. */
async function byOperation(call: Call, source: FilterSource, updates: readonly Update[]): Promise<readonly Update[]> {
  if (!source.has('userOperationId')) return updates;
  const wanted = source.text('userOperationId');
  const operations = await operationsOf(call, updates, isInitial);
  return updates.filter(({ id }) => operations.get(id) === wanted);
}

/** Of one activity instance, where that is asked for. */
async function byActivity(call: Call, source: FilterSource, updates: readonly Update[]): Promise<readonly Update[]> {
  if (!source.has('activityInstanceId')) return updates;
  const wanted = source.text('activityInstanceId');
  const activityOf = await activitiesOf(call, updates);
  return updates.filter((update) => activityOf(update) === wanted);
}

/** Variables that are no task's own. */
async function outsideTasks(call: Call, rows: readonly VariableRow[]): Promise<readonly VariableRow[]> {
  const inner = [...new Set(rows.filter((row) => row.scopeKey !== row.instanceKey).map(({ scopeKey }) => scopeKey))];
  const tasks =
    inner.length === 0
      ? []
      : await call.engine.search.find('userTask', {
          where: [{ field: 'key', op: 'in', value: inner }],
          limit: inner.length,
        });
  const ofTasks = new Set(tasks.map(({ key }) => key));
  return rows.filter(({ scopeKey }) => !ofTasks.has(scopeKey));
}

const inTime = (a: Detail, b: Detail): number => timeOf(a) - timeOf(b) || a.id.localeCompare(b.id);

/** The value that it has; a variable that was removed has none, and its last value is among the former ones. */
function lastUpdateOf(variable: VariableRow): Update {
  const { key, revision, removedAt } = variable;
  if (removedAt === null)
    return {
      id: `${key}-${revision}`,
      variable,
      revision: revision - 1,
      value: variableValue(variable),
      writtenBy: variable.writtenBy,
      at: variable.updatedAt,
    };
  return {
    id: `${key}-${revision + 1}`,
    variable,
    revision,
    value: { type: variable.type, text: null },
    writtenBy: variable.writtenBy,
    at: removedAt,
  };
}

/** The value that a variable has, and those it had before. Revisions count from 0 here. */
async function updatesOf(call: Call, rows: readonly VariableRow[]): Promise<readonly Update[]> {
  const changed = rows.filter(({ revision, removedAt }) => revision > 1 || removedAt !== null).map(({ key }) => key);
  const former =
    changed.length === 0
      ? []
      : await call.engine.search.find('variableHistory', {
          where: [{ field: 'variableKey', op: 'in', value: changed }],
        });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const updates = [
    ...rows.map(lastUpdateOf),
    ...former.flatMap((row) => {
      const variable = byKey.get(row.variableKey);
      return variable === undefined
        ? []
        : [
            {
              id: `${row.variableKey}-${row.revision}`,
              variable,
              revision: row.revision - 1,
              value: variableValue(row),
              writtenBy: row.writtenBy,
              at: row.writtenAt,
            },
          ];
    }),
  ];
  return withCommits(updates).sort(inTime);
}

/** Camunda 7 counts the commits of a variable: what one request writes of it has the same revision. */
function withCommits(updates: readonly Update[]): Update[] {
  const ofVariables = new Map<string, Update[]>();
  for (const update of updates)
    ofVariables.set(update.variable.key, [...(ofVariables.get(update.variable.key) ?? []), update]);
  return [...ofVariables.values()].flatMap((written) => {
    const moments = new Set<Instant>();
    return written
      .sort((one, other) => one.revision - other.revision)
      .map((update) => {
        moments.add(update.at);
        return { ...update, revision: moments.size - 1 };
      });
  });
}

const scopesOfUpdates = (call: Call, updates: readonly Update[]): Promise<VariableScopes> =>
  scopesOf(
    call,
    updates.map(({ variable }) => variable),
    true,
  );

/** The activity instance that wrote a value. What a call brings is written before its instance stands anywhere. */
async function activitiesOf(call: Call, updates: readonly Update[]): Promise<(update: Update) => string | null> {
  const [scopes, writers] = await Promise.all([
    scopesOfUpdates(call, updates),
    writersOf(
      call,
      updates.filter((update) => !isOfStart(update)),
    ),
  ]);
  return (update) =>
    isOfStart(update) && isOfCall(update.variable)
      ? null
      : (writers.get(update.id) ?? scopes.activityInstance(update.variable));
}

async function details(call: Call, updates: readonly Update[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const [scopes, operations, activityOf] = await Promise.all([
    scopesOfUpdates(call, updates),
    operationsOf(call, updates, isInitial),
    activitiesOf(call, updates),
  ]);
  const deserialize = call.queryFlag('deserializeValues', true);
  return withRemovalTimes(
    call.engine,
    updates.map((update) => {
      const { id, variable, revision, value, at } = update;
      const typed = writeTypedValue(value, deserialize);
      return {
        type: 'variableUpdate',
        id,
        processDefinitionKey: variable.processId,
        processDefinitionId: scopes.definition(variable),
        processInstanceId: variable.instanceKey,
        activityInstanceId: activityOf(update),
        executionId: scopes.execution(variable),
        caseDefinitionKey: null,
        caseDefinitionId: null,
        caseInstanceId: null,
        caseExecutionId: null,
        taskId: scopes.task(variable),
        tenantId: variable.tenantId,
        userOperationId: operations.get(id) ?? null,
        time: dateText(at),
        removalTime: null,
        rootProcessInstanceId: variable.instanceKey === null ? null : variable.treeKey,
        variableName: variable.name,
        variableInstanceId: variable.key,
        variableType: typed.type,
        value: typed.value,
        valueInfo: typed.valueInfo,
        initial: isInitial(update),
        revision,
        errorMessage: null,
      };
    }),
  );
}
