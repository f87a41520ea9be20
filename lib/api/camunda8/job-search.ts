import {
  FREE_WITHOUT_RETRIES,
  NOT_UNTIL_RESOLVED,
  RELEASED_AFTER_ERROR,
  type Condition,
  type Engine,
  type Key,
  type Rows,
} from '@/engine/index.ts';
import { jobWords, positionsWith } from './job-words.ts';
import { optionalDateText, tenantName } from './json-answer.ts';
import {
  absentField,
  dateField,
  defaultedTextField,
  flagField,
  flagOf,
  integerField,
  keyField,
  namedValuesField,
  namesOfNothing,
  tenantField,
  textField,
  textOf,
} from './search/search-fields.ts';
import type { SearchResource } from './search/search-request.ts';

type JobCondition = Condition<'job'>;

const isAlive: JobCondition = { field: 'endedAt', op: 'isNull' };
const hasNoRetries: JobCondition = { field: 'retries', op: '<=', value: 0 };
const hasRetries: JobCondition = { field: 'retries', op: '>', value: 0 };
const hasNotFailed: JobCondition = { field: 'errorMessage', op: 'isNull' };
/** The model gave it no attempts; workers may take it all the same. */
const isFreeWithout: JobCondition = { field: 'dueAt', op: '=', value: FREE_WITHOUT_RETRIES };
const isNotFreeWithout: JobCondition = {
  any: [[{ field: 'dueAt', op: 'isNull' }], [{ field: 'dueAt', op: '!=', value: FREE_WITHOUT_RETRIES }]],
};
const OF_ERRORS = [NOT_UNTIL_RESOLVED, RELEASED_AFTER_ERROR];
/**
 * An error that nobody caught: the job rests until its incident is resolved, and is told of until something else
 * happens to it.
 */
const isUncaught: readonly JobCondition[] = [isAlive, hasRetries, { field: 'dueAt', op: 'in', value: OF_ERRORS }];
const isOfNoError: JobCondition = {
  any: [[{ field: 'dueAt', op: 'isNull' }], OF_ERRORS.map((value) => ({ field: 'dueAt', op: '!=', value }))],
};
const at = (word: 'kind' | 'listenerEventType', value: string): readonly JobCondition[] => [
  { field: 'position', op: 'in', value: positionsWith(word, value) },
];
const ended = (outcome: string): readonly JobCondition[] => [{ field: 'outcome', op: '=', value: outcome }];

/** Its last attempt failed, and there are more to come. */
export const failedWithRetriesLeft: readonly JobCondition[] = [
  isAlive,
  hasRetries,
  { field: 'errorMessage', op: 'isNotNull' },
];

/** Jobs of workers; timers and continuations are the engine's own and no jobs to Camunda 8. */
export const jobSearch: SearchResource<'job'> = {
  concept: 'job',
  key: 'key',
  always: [{ field: 'kind', op: '=', value: 'worker' }],
  fields: {
    jobKey: keyField('key'),
    type: textField('type'),
    worker: defaultedTextField('worker', ''),
    state: namedValuesField<'job'>(
      {
        CREATED: [isAlive, isOfNoError, { any: [[hasRetries], [{ field: 'retries', op: 'isNull' }], [isFreeWithout]] }],
        FAILED: [isAlive, hasNoRetries, isNotFreeWithout],
        COMPLETED: ended('completed'),
        ERROR_THROWN: [{ any: [ended('errorThrown'), isUncaught] }],
        CANCELED: ended('canceled'),
        ...namesOfNothing<'job'>('RETRIES_UPDATED', 'TIMED_OUT', 'MIGRATED'),
      },
      'outcome',
      true,
    ),
    kind: namedValuesField<'job'>(
      {
        BPMN_ELEMENT: [{ field: 'position', op: 'isNull' }],
        EXECUTION_LISTENER: at('kind', 'EXECUTION_LISTENER'),
        TASK_LISTENER: at('kind', 'TASK_LISTENER'),
        AD_HOC_SUB_PROCESS: at('kind', 'AD_HOC_SUB_PROCESS'),
      },
      'position',
      true,
    ),
    listenerEventType: namedValuesField<'job'>(
      {
        UNSPECIFIED: [{ any: [[{ field: 'position', op: 'isNull' }], at('listenerEventType', 'UNSPECIFIED')] }],
        START: at('listenerEventType', 'START'),
        END: at('listenerEventType', 'END'),
        CREATING: at('listenerEventType', 'CREATING'),
        ASSIGNING: at('listenerEventType', 'ASSIGNING'),
        UPDATING: at('listenerEventType', 'UPDATING'),
        COMPLETING: at('listenerEventType', 'COMPLETING'),
        CANCELING: at('listenerEventType', 'CANCELING'),
      },
      'position',
      true,
    ),
    retries: integerField('retries'),
    hasFailedWithRetriesLeft: flagField<'job'>(failedWithRetriesLeft, [
      { any: [[hasNotFailed], [hasNoRetries], [{ field: 'endedAt', op: 'isNotNull' }]] },
    ]),
    errorMessage: textField('errorMessage'),
    errorCode: absentField(textOf, 'key'),
    isDenied: absentField(flagOf, 'key'),
    deniedReason: absentField(textOf, 'key'),
    deadline: dateField('lockUntil'),
    creationTime: dateField('createdAt'),
    endTime: dateField('endedAt'),
    elementId: textField('elementId'),
    elementInstanceKey: keyField('elementInstanceKey'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionId: textField('processId'),
    processDefinitionKey: keyField('definitionKey'),
    tenantId: tenantField('tenantId'),
  },
};

const endStates = { completed: 'COMPLETED', errorThrown: 'ERROR_THROWN', canceled: 'CANCELED' } as const;

/** Jobs that rest do so for an incident, and its type tells which state they are in: looked up once for all of them. */
export async function presentJobs(engine: Engine, rows: readonly Rows['job'][]): Promise<readonly unknown[]> {
  const resting = rows
    .filter(({ endedAt, dueAt }) => endedAt === null && dueAt === NOT_UNTIL_RESOLVED)
    .map(({ key }) => key);
  const uncaught = await jobsWithUncaughtError(engine, resting);
  return rows.map((row) => presentJob(row, uncaught.has(row.key) || row.dueAt === RELEASED_AFTER_ERROR));
}

async function jobsWithUncaughtError(engine: Engine, jobKeys: readonly Key[]): Promise<ReadonlySet<Key | null>> {
  if (jobKeys.length === 0) return new Set();
  const incidents = await engine.search.find('incident', {
    where: [
      { field: 'jobKey', op: 'in', value: jobKeys },
      { field: 'type', op: '=', value: 'UNHANDLED_ERROR_EVENT' },
      { field: 'resolvedAt', op: 'isNull' },
    ],
    limit: jobKeys.length,
  });
  return new Set(incidents.map(({ jobKey }) => jobKey));
}

function presentJob(row: Rows['job'], hasUncaughtError: boolean) {
  const isFailed = row.retries !== null && row.retries <= 0 && row.dueAt !== FREE_WITHOUT_RETRIES;
  const aliveState = hasUncaughtError ? 'ERROR_THROWN' : isFailed ? 'FAILED' : 'CREATED';
  return {
    jobKey: row.key,
    type: row.type,
    worker: row.worker ?? '',
    state: row.outcome === null ? aliveState : endStates[row.outcome],
    ...jobWords(row.position),
    retries: row.retries ?? 0,
    isDenied: null,
    deniedReason: null,
    hasFailedWithRetriesLeft: row.endedAt === null && row.errorMessage !== null && !isFailed,
    errorCode: null,
    errorMessage: row.errorMessage,
    customHeaders: row.headers,
    deadline: optionalDateText(row.lockUntil),
    creationTime: optionalDateText(row.createdAt),
    endTime: optionalDateText(row.endedAt),
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    tenantId: tenantName(row.tenantId),
    tags: [],
  };
}
