import type { AuditRecord, Condition, DefinitionScope, Instant, Rejection } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { parseDate } from './dates.ts';
import type { Fields } from './fields.ts';
import { changeGroup } from './group-change.ts';
import { definitionId, definitionKeyOf, isKey } from './ids.ts';
import { findJobDefinition } from './job-definition-id.ts';
import { processInstanceList } from './process-instance-list.ts';
import { NOTHING } from './query/filter.ts';
import { whereOfBody } from './query/list-routes.ts';
import { invalidRequest, RestError, restException } from './rest-error.ts';

/** Instances that one query may name. */
const MAX_INSTANCES = 10_000;
const EITHER = 'should be set to update the suspension state.';

type Suspension = Pick<AuditRecord, 'targetKind' | 'targetKey' | 'definitionKey' | 'instanceKey' | 'elementId'>;

/** Everything that can rest: definitions, instances, job definitions and jobs, one by one or by what they belong to. */
export function suspensionRoutes(routes: RouteTable): void {
  routes.add('PUT', '/process-definition/suspended', suspendDefinitionsByKey);
  routes.add('PUT', '/process-definition/:id/suspended', suspendDefinition);
  for (const path of ['/process-definition/key/:key', '/process-definition/key/:key/tenant-id/:tenantId'])
    routes.add('PUT', `${path}/suspended`, suspendNewest);
  routes.add('PUT', '/process-instance/suspended', suspendInstances);
  routes.add('PUT', '/process-instance/:id/suspended', suspendInstance);
  routes.add('PUT', '/job-definition/suspended', suspendJobDefinitions);
  routes.add('PUT', '/job-definition/:id/suspended', suspendJobDefinition);
  routes.add('PUT', '/job/suspended', suspendJobs);
  routes.add('PUT', '/job/:id/suspended', suspendJob);
}

function auditOf(
  call: Call,
  kind: string,
  isSuspended: boolean,
  target: Partial<Suspension>,
  included: Readonly<Record<string, boolean>> = {},
): AuditRecord {
  return call.audit(`${kind}.${isSuspended ? 'suspend' : 'activate'}`, 'guarded', {
    targetKind: kind,
    ...target,
    after: { isSuspended, ...included },
  });
}

/** null: now. */
function executionDate(body: Fields, what: string): Instant | null {
  const text = body.text('executionDate');
  if (text === null || text === '') return null;
  const at = parseDate(text) ?? Date.parse(/^\d{4}-\d{2}-\d{2}T/.test(text) ? text : '');
  if (Number.isNaN(at))
    throw invalidRequest(`The suspension state of ${what} could not be updated due to: Invalid format: "${text}"`);
  return at;
}

async function changeDefinitions(
  call: Call,
  body: Fields,
  scope: DefinitionScope,
  what: string,
  target: Partial<Suspension>,
): Promise<undefined> {
  const isSuspended = body.flag('suspended');
  const includesInstances = body.flag('includeProcessInstances');
  const at = executionDate(body, what);
  await call.engine.changeSuspension(
    { scope, isSuspended, includesInstances, at },
    { audit: auditOf(call, 'definition', isSuspended, target, { includesInstances }) },
  );
  return undefined;
}

async function suspendDefinition(call: Call): Promise<undefined> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('definition', key);
  // The original stumbles over a definition that is not there.
  if (row === null) throw new RestError(500, 'NullPointerException', `There is no process definition with id ${id}.`);
  return changeDefinitions(call, call.body(), { definitionKey: row.key }, `Process Definition with id ${id}`, {
    targetKey: row.key,
    definitionKey: row.key,
  });
}

async function suspendNewest(call: Call): Promise<undefined> {
  const processId = call.param('key');
  const tenantId = call.param('tenantId') === '' ? null : call.param('tenantId');
  const definition = await call.engine.definition({ processId, tenantId });
  if (definition === null)
    throw restException(
      404,
      `No matching process definition with key: ${processId} and ${tenantId === null ? 'no tenant-id' : `tenant-id: ${tenantId}`}`,
      null,
    );
  const id = definitionId({ processId, definitionVersion: definition.version, definitionKey: definition.key });
  return changeDefinitions(call, call.body(), { definitionKey: definition.key }, `Process Definition with id ${id}`, {
    targetKey: definition.key,
    definitionKey: definition.key,
  });
}

/** All versions of a process, of all tenants: the original knows no tenant here. */
async function suspendDefinitionsByKey(call: Call): Promise<undefined> {
  const body = call.body();
  const processId = body.name('processDefinitionKey');
  if (body.text('processDefinitionId') !== null)
    throw invalidRequest('Only processDefinitionKey can be set to update the suspension state.');
  if (processId === null) throw invalidRequest(`Either processDefinitionId or processDefinitionKey ${EITHER}`);
  return changeDefinitions(call, body, { processId }, `Process Definitions with key ${processId}`, {
    targetKey: processId,
  });
}

/** Of a process that is named by its key; {}: whosever. */
function tenantOf(body: Fields): { readonly tenantId?: string | null } {
  const tenantId = body.text('processDefinitionTenantId');
  if (tenantId !== null) return { tenantId };
  return body.flag('processDefinitionWithoutTenantId') ? { tenantId: null } : {};
}

async function suspendInstance(call: Call): Promise<undefined> {
  const isSuspended = call.body().flag('suspended');
  const id = call.param('id');
  const instance = isKey(id) ? await call.engine.search.get('instance', id) : null;
  // The original says nothing about an instance that is not there.
  if (instance === null) return undefined;
  const audit = auditOf(call, 'instance', isSuspended, {
    targetKey: id,
    instanceKey: id,
    definitionKey: instance.definitionKey,
  });
  orGone(await call.engine.execute({ type: 'setInstanceSuspension', instanceKey: id, isSuspended }, { audit }));
  return undefined;
}

function orGone(outcome: { readonly kind: 'executed' } | Rejection): void {
  if (outcome.kind === 'rejection' && outcome.code !== 'notFound') throw restException(500, outcome.message);
}

async function suspendInstances(call: Call): Promise<undefined> {
  const body = call.body();
  const isSuspended = body.flag('suspended');
  const ids = body.texts('processInstanceIds');
  const queries = [body.object('processInstanceQuery'), body.object('historicProcessInstanceQuery')].filter(
    (query) => query !== null,
  );
  const definition = { id: body.text('processDefinitionId'), processId: body.name('processDefinitionKey') };
  const isByDefinition = definition.id !== null || definition.processId !== null;
  if (isByDefinition && (ids !== null || queries.length > 0))
    throw invalidRequest(
      'Choose either a single processInstance with processDefinitionId or processDefinitionKey or a group of processInstances with processInstanceIds, procesInstanceQuery or historicProcessInstanceQuery.',
    );
  if (definition.id !== null && definition.processId !== null)
    throw invalidRequest(
      'Only one of processDefinitionId or processDefinitionKey should be set to update the suspension state.',
    );
  if (!isByDefinition && ids === null && queries.length === 0)
    throw invalidRequest(`Either processDefinitionId or processDefinitionKey ${EITHER}`);
  const keys = isByDefinition
    ? await instancesOf(call, definitionConditions(definition, body))
    : await named(call, ids ?? [], queries);
  if (!isByDefinition && keys.length === 0 && queries.length === 0 && (ids ?? []).length === 0)
    throw new RestError(
      400,
      'BadUserRequestException',
      'No process instance ids given: Process Instance ids is empty',
      0,
    );
  if (!isByDefinition) return suspendNamed(call, keys, isSuspended);
  const definitionKey = definition.id === null ? null : definitionKeyOf(definition.id);
  const audit = auditOf(call, 'instance', isSuspended, { targetKey: definition.processId, definitionKey });
  await changeGroup(call.engine, audit, keys, async (instanceKey) =>
    orGone(await call.engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended })),
  );
  return undefined;
}

/** The log has the request with its number of instances, and each of them as well. */
async function suspendNamed(call: Call, keys: readonly string[], isSuspended: boolean): Promise<undefined> {
  const found =
    keys.length === 0
      ? []
      : await call.engine.search.find('instance', { where: [{ field: 'key', op: 'in', value: keys }] });
  const definitionKeys = new Map(found.map(({ key, definitionKey }) => [key, definitionKey]));
  const whole = call.audit(`instances.${isSuspended ? 'suspend' : 'activate'}`, 'guarded', {
    targetKind: 'instance',
    after: { nrOfInstances: keys.length, async: false },
  });
  await changeGroup(call.engine, whole, keys, async (instanceKey) => {
    const audit = auditOf(call, 'instance', isSuspended, {
      targetKey: instanceKey,
      instanceKey,
      definitionKey: definitionKeys.get(instanceKey) ?? null,
    });
    orGone(await call.engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended }, { audit }));
  });
  return undefined;
}

function definitionConditions<C extends 'instance' | 'job'>(
  { id, processId }: { id: string | null; processId: string | null },
  body: Fields,
): readonly Condition<C>[] {
  const { tenantId } = id === null ? tenantOf(body) : {};
  const conditions: Condition<'instance'>[] = [
    ...(id === null ? [] : [{ field: 'definitionKey', op: '=', value: definitionKeyOf(id) ?? '0' } as const]),
    ...(processId === null ? [] : [{ field: 'processId', op: '=', value: processId } as const]),
    ...(tenantId === undefined
      ? []
      : [
          tenantId === null
            ? ({ field: 'tenantId', op: 'isNull' } as const)
            : ({ field: 'tenantId', op: '=', value: tenantId } as const),
        ]),
  ];
  return conditions as readonly Condition<C>[];
}

async function instancesOf(call: Call, where: readonly Condition<'instance'>[]): Promise<readonly string[]> {
  return (await call.engine.search.find('instance', { where: [...where, { field: 'endedAt', op: 'isNull' }] })).map(
    ({ key }) => key,
  );
}

async function named(call: Call, ids: readonly string[], queries: readonly Fields[]): Promise<readonly string[]> {
  const keys = new Set(ids.filter(isKey));
  for (const query of queries) {
    const where = await whereOfBody(call, processInstanceList, query);
    if (where !== NOTHING)
      for (const { key } of await call.engine.search.find('instance', { where, limit: MAX_INSTANCES })) keys.add(key);
  }
  return [...keys];
}

async function suspendJobDefinition(call: Call): Promise<undefined> {
  const body = call.body();
  const id = call.param('id');
  const isSuspended = body.flag('suspended');
  const includesJobs = body.flag('includeJobs');
  const at = executionDate(body, `Job Definition with id ${id}`);
  const found = await findJobDefinition(call.engine, id);
  if (found === null) return undefined;
  const {
    elementId,
    position,
    definition: { key: definitionKey },
  } = found;
  const audit = auditOf(
    call,
    'jobDefinition',
    isSuspended,
    { targetKey: id, definitionKey, elementId },
    { includesJobs },
  );
  await call.engine.changeJobSources(
    { scope: { definitionKey, elementId, position }, isSuspended, includesJobs, at },
    { audit },
  );
  return undefined;
}

async function suspendJobDefinitions(call: Call): Promise<undefined> {
  const body = call.body();
  const isSuspended = body.flag('suspended');
  const includesJobs = body.flag('includeJobs');
  const [id, processId] = [body.text('processDefinitionId'), body.name('processDefinitionKey')];
  if (body.text('jobDefinitionId') !== null)
    throw invalidRequest(
      'Either processDefinitionId or processDefinitionKey can be set to update the suspension state.',
    );
  if (id === null && processId === null)
    throw invalidRequest(`Either jobDefinitionId, processDefinitionId or processDefinitionKey ${EITHER}`);
  if (id !== null && processId !== null)
    throw invalidRequest(
      'Only one of jobDefinitionId, processDefinitionId or processDefinitionKey should be set to update the suspension state.',
    );
  const at = executionDate(body, `Job Definitions of process ${id ?? processId}`);
  const definitionKey = id === null ? null : (definitionKeyOf(id) ?? '0');
  const scope: DefinitionScope =
    definitionKey !== null ? { definitionKey } : { processId: processId ?? '', ...tenantOf(body) };
  const audit = auditOf(
    call,
    'jobDefinition',
    isSuspended,
    { targetKey: processId, definitionKey: definitionKey === '0' ? null : definitionKey },
    { includesJobs },
  );
  await call.engine.changeJobSources({ scope, isSuspended, includesJobs, at }, { audit });
  return undefined;
}

async function suspendJob(call: Call): Promise<undefined> {
  const isSuspended = call.body().flag('suspended');
  const id = call.param('id');
  const job = isKey(id) ? await call.engine.search.get('job', id) : null;
  if (job === null || job.kind === 'worker') return undefined;
  const audit = auditOf(call, 'job', isSuspended, {
    targetKey: id,
    instanceKey: job.instanceKey,
    definitionKey: job.definitionKey,
    elementId: job.elementId,
  });
  orGone(await call.engine.execute({ type: 'setJobSuspension', jobKey: id, isSuspended }, { audit }));
  return undefined;
}

const JOB_OWNERS = [
  'jobId',
  'jobDefinitionId',
  'processInstanceId',
  'processDefinitionId',
  'processDefinitionKey',
] as const;

async function suspendJobs(call: Call): Promise<undefined> {
  const body = call.body();
  const isSuspended = body.flag('suspended');
  const given = JOB_OWNERS.filter((name) => body.text(name) !== null);
  if (given.length === 0)
    throw invalidRequest(
      `Either jobId, jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey ${EITHER}`,
    );
  if (body.text('jobId') !== null)
    throw invalidRequest(
      'Either jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey can be set to update the suspension state.',
    );
  if (given.length > 1)
    throw invalidRequest(
      `Only one of jobId, jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey ${EITHER}`,
    );
  const where = await jobsOf(call, body);
  if (where === null) return undefined;
  const jobs = await call.engine.search.find('job', {
    where: [
      ...where,
      { field: 'endedAt', op: 'isNull' },
      { field: 'kind', op: 'in', value: ['timer', 'continuation', 'signal'] },
    ],
  });
  const instanceId = body.text('processInstanceId');
  const audit = auditOf(call, 'job', isSuspended, {
    instanceKey: instanceId !== null && isKey(instanceId) ? instanceId : null,
  });
  await changeGroup(
    call.engine,
    audit,
    jobs.map(({ key }) => key),
    async (jobKey) => orGone(await call.engine.execute({ type: 'setJobSuspension', jobKey, isSuspended })),
  );
  return undefined;
}

/** null: it means nothing that there is. */
async function jobsOf(call: Call, body: Fields): Promise<readonly Condition<'job'>[] | null> {
  const instanceId = body.text('processInstanceId');
  if (instanceId !== null) return isKey(instanceId) ? [{ field: 'instanceKey', op: '=', value: instanceId }] : null;
  const jobDefinition = body.text('jobDefinitionId');
  if (jobDefinition === null)
    return definitionConditions(
      { id: body.text('processDefinitionId'), processId: body.name('processDefinitionKey') },
      body,
    );
  const found = await findJobDefinition(call.engine, jobDefinition);
  if (found === null) return null;
  return [
    { field: 'definitionKey', op: '=', value: found.definition.key },
    { field: 'elementId', op: '=', value: found.elementId },
    found.position === null
      ? { field: 'position', op: 'isNull' }
      : { field: 'position', op: '=', value: found.position },
  ];
}
