import type { Condition, Instant, Key, OperationRow } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import type { WrittenValue } from './detail-writers.ts';
import { TASK_VARIABLE_OPERATIONS, VARIABLE_OPERATIONS } from './operation-words.ts';

/** Entries of the log are written a little after what they tell of has been decided, under load up to this much. */
const LOGGED_WITHIN_MS = 10_000;
/** Told by the rows of instances and tasks themselves, with the very time at which their values were written. */
const TOLD_BY_ROWS = ['instance.start', 'task.complete'] as const;
const THROUGH_ENTRIES = [...TASK_VARIABLE_OPERATIONS, 'instance.modify'] as const;

/**
 * By the value's id, the operation that wrote it: what one request wrote has the same. Where the log has an entry of it,
 * it is that one's; a message, a signal or a worker's answer has none, but an id as well. What nodes did by themselves
 * (timers, continuations) has no operation.
 *
 * @param isOfRequest whether a value came with the start of its instance.
 */
export async function operationsOf<T extends WrittenValue>(
  call: Call,
  values: readonly T[],
  isOfRequest: (value: T) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const asked: T[] = [];
  for (const value of values) {
    const { instanceKey } = value.variable;
    if (isOfRequest(value) && instanceKey !== null) found.set(value.id, instanceKey);
    else asked.push(value);
  }
  if (asked.length === 0) return found;
  const [logged, ownJobs] = await Promise.all([loggedFor(call, asked), jobsDoneByNodes(call, asked)]);
  for (const value of asked) {
    const operation = operationOf(value, logged);
    if (operation !== undefined) found.set(value.id, operation);
    else if (!ownJobs.has(momentOf(value))) found.set(value.id, momentOf(value));
  }
  return found;
}

/** What is written at one moment in one tree comes of one command. */
const momentOf = ({ variable: { treeKey, scopeKey }, at }: WrittenValue): string => `${treeKey ?? scopeKey}-${at}`;

const instancesOf = (values: readonly WrittenValue[]): readonly Key[] => [
  ...new Set(values.flatMap(({ variable }) => [variable.instanceKey ?? [], variable.treeKey ?? []].flat())),
];

async function loggedFor(call: Call, values: readonly WrittenValue[]): Promise<readonly OperationRow[]> {
  const { search } = call.engine;
  const scopes = [...new Set(values.map(({ variable }) => variable.scopeKey))];
  const instances = instancesOf(values);
  const [onScopes, onInstances] = await Promise.all([
    search.find('operation', {
      where: [
        { field: 'operation', op: 'in', value: [...VARIABLE_OPERATIONS, ...TASK_VARIABLE_OPERATIONS] },
        { field: 'targetKey', op: 'in', value: scopes },
      ],
    }),
    instances.length === 0
      ? []
      : search.find('operation', {
          where: [
            { field: 'operation', op: 'in', value: [...THROUGH_ENTRIES, ...TOLD_BY_ROWS] },
            { field: 'instanceKey', op: 'in', value: instances },
          ],
        }),
  ]);
  return [...onScopes, ...onInstances];
}

const isAmong = (names: readonly string[], { operation }: OperationRow): boolean => names.includes(operation);

function operationOf({ variable, writtenBy, at }: WrittenValue, logged: readonly OperationRow[]): string | undefined {
  const { instanceKey, treeKey, scopeKey } = variable;
  const isNear = (entry: OperationRow): boolean => Math.abs(entry.at - at) <= LOGGED_WITHIN_MS;
  const told = logged.find(
    (entry) =>
      isAmong(TOLD_BY_ROWS, entry) &&
      entry.at === at &&
      (entry.instanceKey === instanceKey || entry.instanceKey === treeKey),
  );
  if (told !== undefined || writtenBy !== null) return told?.operationId;
  const near = logged.filter(
    (entry) =>
      !isAmong(TOLD_BY_ROWS, entry) &&
      isNear(entry) &&
      (entry.targetKey === scopeKey || (isAmong(THROUGH_ENTRIES, entry) && entry.instanceKey === instanceKey)),
  );
  return near.sort((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))[0]?.operationId;
}

/** The moments at which nodes did jobs that nobody had asked for. */
async function jobsDoneByNodes(call: Call, values: readonly WrittenValue[]): Promise<ReadonlySet<string>> {
  const instances = instancesOf(values);
  if (instances.length === 0) return new Set();
  const times: readonly Instant[] = values.map(({ at }) => at);
  const where: readonly Condition<'job'>[] = [
    { field: 'instanceKey', op: 'in', value: instances },
    { field: 'kind', op: '!=', value: 'worker' },
    { field: 'endedAt', op: '>=', value: times.reduce((one, other) => Math.min(one, other)) },
    { field: 'endedAt', op: '<=', value: times.reduce((one, other) => Math.max(one, other)) },
  ];
  const jobs = await call.engine.search.find('job', { where });
  const keys = jobs.map(({ key }) => key);
  const executed =
    keys.length === 0
      ? []
      : await call.engine.search.find('operation', {
          where: [
            { field: 'operation', op: '=', value: 'job.execute' },
            { field: 'targetKey', op: 'in', value: keys },
          ],
        });
  const byRequest = new Set(executed.map(({ targetKey }) => targetKey));
  return new Set(jobs.filter(({ key }) => !byRequest.has(key)).map(({ treeKey, endedAt }) => `${treeKey}-${endedAt}`));
}
