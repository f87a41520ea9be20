import type { BatchOperation, RemovalTime } from '@/engine/index.ts';
import type { Call, Handler, RouteTable } from '../call.ts';
import { externalTaskList } from '../external-task-list.ts';
import { Fields } from '../fields.ts';
import {
  keysAmong,
  keysOf,
  HISTORIC,
  isSelectionGiven,
  RUNNING,
  selectedInstances,
  type SelectionNames,
} from '../instance-selection.ts';
import { historicDecisionList } from '../history/decision-instance.ts';
import { jobList } from '../job.ts';
import { migrateCommand, readExecution } from '../migration.ts';
import { readMany, readModification } from '../modification.ts';
import { badUserRequest, invalidRequest, processEngineException } from '../rest-error.ts';
import { isNotStorable, isTransient, readVariables, type Variables } from '../typed-values.ts';
import { batchHistoryKeys } from './batch-selection.ts';
import { createBatch } from './create-batch.ts';

/** Operations on many things that go on in the background: each makes a batch and answers with it. */
export function asyncOperationRoutes(routes: RouteTable): void {
  for (const [path, handler] of OPERATIONS) routes.add('POST', path, handler);
}

const OF_JOBS: SelectionNames = {
  ids: 'processInstances',
  query: 'processInstanceQuery',
  historicQuery: 'historicProcessInstanceQuery',
};

const OPERATIONS: readonly (readonly [string, Handler])[] = [
  [
    '/process-instance/:id/modification-async',
    async (call) => {
      const body = call.body();
      const { instructions, annotation, ...skips } = readModification(body, 'one');
      if (instructions.length === 0) throw invalidRequest('The provided instuctions are invalid.');
      const row = /^\d{16}$/.test(call.param('id')) ? await call.engine.search.get('instance', call.param('id')) : null;
      if (row === null || row.endedAt !== null)
        throw processEngineException(
          `ENGINE-13036 Process instance '${call.param('id')}' cannot be modified. The process instance does not exist`,
        );
      return createBatch(
        call,
        { kind: 'modifyInstance', instructions: instructions.map(({ instruction }) => instruction), ...skips },
        [call.param('id')],
        { note: annotation, tenantId: row.tenantId },
      );
    },
  ],
  [
    '/modification/executeAsync',
    async (call) => {
      const {
        modification: { instructions, annotation, ...skips },
        definition: { tenantId },
        instanceIds,
      } = await readMany(call, call.body());
      return createBatch(
        call,
        { kind: 'modifyInstance', instructions: instructions.map(({ instruction }) => instruction), ...skips },
        instanceIds,
        { note: annotation, tenantId },
      );
    },
  ],
  [
    '/migration/executeAsync',
    async (call) => {
      const { plan, instanceIds, skips } = await readExecution(call);
      return createBatch(
        call,
        { kind: 'migrateInstance', plan: migrateCommand('', plan, skips).plan, ...skips },
        instanceIds,
        { tenantId: plan.source.tenantId },
      );
    },
  ],
  ['/process-instance/delete', deleteInstances],
  ['/process-instance/delete-historic-query-based', deleteInstances],
  [
    '/process-instance/suspended-async',
    async (call) => {
      const body = call.body();
      if (!isSelectionGiven(body, RUNNING))
        throw invalidRequest(
          'Either processInstanceIds, processInstanceQuery or historicProcessInstanceQuery should be set to update the suspension state.',
        );
      return createBatch(
        call,
        { kind: 'suspendInstance', isSuspended: body.flag('suspended') },
        await some(call, body, RUNNING, 'No process instance ids given: Process Instance ids is empty'),
      );
    },
  ],
  [
    '/process-instance/variables-async',
    async (call) => {
      const body = call.body();
      if (body.value('variables') === null) throw invalidRequest('variables is null');
      const variables = variablesForLater(body);
      return createBatch(
        call,
        { kind: 'setVariables', variables },
        await some(call, body, RUNNING, 'No process instances found.'),
      );
    },
  ],
  [
    '/process-instance/message-async',
    async (call) => {
      const body = call.body();
      const variables = readVariables(body, 'variables');
      return createBatch(
        call,
        { kind: 'correlateMessage', name: body.text('messageName') ?? '', variables },
        await some(call, body, RUNNING, 'No process instances found.'),
      );
    },
  ],
  ['/process-instance/job-retries', retriesOfInstances],
  ['/process-instance/job-retries-historic-query-based', retriesOfInstances],
  [
    '/job/retries',
    async (call) => {
      const body = call.body();
      const operation = readJobRetries(body);
      const query = body.object('jobQuery');
      const ids = body.texts('jobIds') ?? [];
      if (query === null && ids.length === 0)
        throw processEngineException('ENGINE-13050 You must specify at least one of jobIds or jobQuery.');
      const targets = [...new Set([...ids, ...(query === null ? [] : await keysOf(call, jobList, query))])];
      checkTargets(targets, operation);
      return createBatch(call, operation, targets);
    },
  ],
  [
    '/external-task/retries-async',
    async (call) => {
      const body = call.body();
      const retries = body.int('retries');
      if (retries === null) throw invalidRequest('The number of retries cannot be null.');
      const query = body.object('externalTaskQuery');
      const instances = keysAmong(await selectedInstances(call, body, RUNNING));
      const ofInstances =
        instances.length === 0
          ? []
          : await call.engine.search.find('job', {
              where: [
                { field: 'instanceKey', op: 'in', value: instances },
                { field: 'kind', op: '=', value: 'worker' },
                { field: 'endedAt', op: 'isNull' },
              ],
            });
      const targets = [
        ...new Set([
          ...(body.texts('externalTaskIds') ?? []),
          ...(query === null ? [] : await keysOf(call, externalTaskList, query)),
          ...ofInstances.map(({ key }) => key),
        ]),
      ];
      if (targets.length === 0) throw invalidRequest('externalTaskIds is empty');
      return createBatch(call, { kind: 'setWorkRetries', retries }, targets);
    },
  ],
  [
    '/history/process-instance/delete',
    async (call) =>
      createBatch(
        call,
        { kind: 'deleteHistory' },
        await some(call, call.body(), HISTORIC, 'historicProcessInstanceIds is empty'),
        { note: call.body().text('deleteReason') },
      ),
  ],
  [
    '/history/process-instance/set-removal-time',
    async (call) => {
      const body = call.body();
      const time = readRemovalTime(body);
      const targets = await selectedInstances(call, body, HISTORIC);
      if (targets.length === 0) throw nothingNamed(isSelectionGiven(body, HISTORIC));
      return createBatch(call, { kind: 'setRemovalTime', ...time }, targets);
    },
  ],
  [
    '/history/decision-instance/delete',
    async (call) => {
      const body = call.body();
      const targets = await decisionInstances(call, body, 'historicDecisionInstanceQuery');
      if (targets.length === 0) throw invalidRequest('historicDecisionInstanceIds is empty');
      return createBatch(call, { kind: 'deleteDecisions' }, targets, { note: body.text('deleteReason') });
    },
  ],
  [
    '/history/decision-instance/set-removal-time',
    async (call) => {
      const body = call.body();
      const time = readRemovalTime(body);
      const targets = await decisionInstances(call, body, 'historicDecisionInstanceQuery');
      if (targets.length === 0)
        throw body.value('historicDecisionInstanceQuery') !== null || body.value('historicDecisionInstanceIds') !== null
          ? badUserRequest('historicDecisionInstances is empty')
          : nothingNamed(false);
      return createBatch(call, { kind: 'setDecisionRemovalTime', ...time }, targets);
    },
  ],
  [
    '/history/batch/set-removal-time',
    async (call) => {
      const body = call.body();
      const time = readRemovalTime(body);
      const query = body.object('historicBatchQuery');
      const ids = body.texts('historicBatchIds');
      const targets = [...new Set([...(ids ?? []), ...(query === null ? [] : await batchHistoryKeys(call, query))])];
      if (targets.length === 0) throw nothingNamed(query !== null || ids !== null);
      return createBatch(call, { kind: 'setBatchRemovalTime', ...time }, targets);
    },
  ],
];

async function decisionInstances(call: Call, body: Fields, queryName: string): Promise<readonly string[]> {
  const query = body.object(queryName);
  return [
    ...new Set([
      ...(body.texts('historicDecisionInstanceIds') ?? []),
      ...(query === null ? [] : await keysOf(call, historicDecisionList, query)),
    ]),
  ];
}

const nothingNamed = (isSelected: boolean) =>
  badUserRequest(isSelected ? 'historicProcessInstances is empty' : 'Neither query nor ids provided.');

async function some(call: Call, body: Fields, names: SelectionNames, otherwise: string): Promise<readonly string[]> {
  const ids = await selectedInstances(call, body, names);
  if (ids.length === 0) throw invalidRequest(otherwise);
  return ids;
}

async function deleteInstances(call: Call): Promise<unknown> {
  const body = call.body();
  const reason = body.text('deleteReason');
  const operation: BatchOperation = {
    kind: 'cancelInstance',
    reason,
    keepsCalled: body.flag('skipSubprocesses'),
    skipsListeners: body.flag('skipCustomListeners'),
    skipsMappings: body.flag('skipIoMappings'),
  };
  return createBatch(call, operation, await some(call, body, RUNNING, 'processInstanceIds is empty'), {
    note: reason,
  });
}

function readJobRetries(body: Fields): Extract<BatchOperation, { kind: 'setJobRetries' }> {
  const retries = body.int('retries');
  if (retries === null) throw invalidRequest('retries is null');
  return { kind: 'setJobRetries', retries, ...(body.has('dueDate') ? { dueAt: body.date('dueDate') } : {}) };
}

/** Attempts below zero are refused last, when there are jobs for them. */
function checkTargets(jobs: readonly unknown[], { retries }: { readonly retries: number }): void {
  if (jobs.length === 0) throw invalidRequest('jobIds is empty');
  if (retries < 0) throw processEngineException('Retries count is not greater than or equal to 0');
}

async function retriesOfInstances(call: Call): Promise<unknown> {
  const body = call.body();
  const operation = readJobRetries(body);
  if (!isSelectionGiven(body, OF_JOBS))
    throw processEngineException(
      'ENGINE-13051 You must specify at least one of or one of processInstanceIds, processInstanceQuery, or historicProcessInstanceQuery.',
    );
  const instances = keysAmong(await selectedInstances(call, body, OF_JOBS));
  const jobs =
    instances.length === 0
      ? []
      : await call.engine.search.find('job', {
          where: [
            { field: 'instanceKey', op: 'in', value: instances },
            { field: 'kind', op: '!=', value: 'worker' },
            { field: 'endedAt', op: 'isNull' },
          ],
          sort: [{ field: 'key', order: 'asc' }],
        });
  checkTargets(jobs, operation);
  return createBatch(
    call,
    operation,
    jobs.map(({ key }) => key),
  );
}

/** Variables that each item of a batch sets. */
function variablesForLater(body: Fields): Variables {
  for (const [name, dto] of body.object('variables')?.entries() ?? [])
    if (isTransient(new Fields(dto)))
      throw badUserRequest(
        `ENGINE-13044 Setting transient variable '${name}' asynchronously is currently not supported.`,
      );
  try {
    return readVariables(body, 'variables');
  } catch (error) {
    throw isNotStorable(error) ? invalidRequest(error.message) : error;
  }
}

function readRemovalTime(body: Fields): RemovalTime {
  const at = body.date('absoluteRemovalTime');
  const modes = [
    ...(at === null ? [] : (['absolute'] as const)),
    ...(body.flag('clearedRemovalTime') ? (['cleared'] as const) : []),
    ...(body.flag('calculatedRemovalTime') ? (['calculated'] as const) : []),
  ];
  const [mode] = modes;
  if (mode === undefined) throw badUserRequest('removalTime is null');
  if (modes.length > 1) throw badUserRequest('The removal time modes are mutually exclusive: mode is not null');
  return { mode, at, isHierarchical: body.flag('hierarchical') };
}
