import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { closeStartIncidents } from './start-incidents.ts';

/** Versions of one process, or one version. */
export type DefinitionScope =
  | { readonly definitionKey: Key }
  | { readonly processId: string; readonly tenantId?: string | null };

/** Keys of the definitions that are meant, oldest first. */
export async function definitionKeysOf(connection: Queryable, scope: DefinitionScope): Promise<readonly Key[]> {
  const isOne = 'definitionKey' in scope;
  const { rows } = await connection.query<{ key: Key }>({
    text: isOne
      ? 'select key from definition where key = $1'
      : `select key from definition where deleted_at is null and process_id = $1
        and ($3 or tenant_id is not distinct from $2) order by key`,
    values: isOne ? [scope.definitionKey] : [scope.processId, scope.tenantId ?? null, scope.tenantId === undefined],
  });
  return rows.map(({ key }) => key);
}

/** Job sources that were set one by one follow their definition again. */
export async function writeDefinitionSuspension(
  connection: Queryable,
  definitionKeys: readonly Key[],
  isSuspended: boolean,
): Promise<void> {
  await connection.query({
    text: 'update definition set is_suspended = $2 where key = any($1::bigint[])',
    values: [definitionKeys, isSuspended],
  });
  await connection.query({
    text: 'update job_setting set is_suspended = null where definition_key = any($1::bigint[])',
    values: [definitionKeys],
  });
}

export interface JobSettingChange {
  readonly definitionKey: Key;
  readonly elementId: string;
  readonly position: string;
  readonly isSuspended?: boolean;
  readonly priority?: number | null;
}

/** What is undefined stays as it was. */
export async function writeJobSettings(connection: Queryable, changes: readonly JobSettingChange[]): Promise<void> {
  for (const { definitionKey, elementId, position, isSuspended, priority } of changes) {
    await connection.query({
      name: 'write job setting',
      text: `insert into job_setting as s (definition_key, element_id, position, is_suspended, priority)
        values ($1, $2, $3, $4, $5)
        on conflict (definition_key, element_id, position) do update
          set is_suspended = coalesce(excluded.is_suspended, s.is_suspended),
          priority = case when $6 then excluded.priority else s.priority end`,
      values: [definitionKey, elementId, position, isSuspended ?? null, priority ?? null, priority !== undefined],
    });
  }
}

export interface StoredJobSetting {
  readonly element_id: string;
  readonly position: string;
  readonly is_suspended: boolean | null;
  readonly priority: string | null;
}

export async function jobSettingsOf(connection: Queryable, definitionKey: Key): Promise<readonly StoredJobSetting[]> {
  const { rows } = await connection.query<StoredJobSetting>({
    name: 'job settings',
    text: 'select element_id, position, is_suspended, priority from job_setting where definition_key = $1',
    values: [definitionKey],
  });
  return rows;
}

/**
 * Running instances of definitions that are not yet as they should be, themselves or one of their jobs; in the order of
 * their keys.
 */
export async function instancesToChange(
  connection: Queryable,
  query: { definitionKeys: readonly Key[]; isSuspended: boolean; after: Key; limit: number },
): Promise<readonly { key: Key; tree_key: Key }[]> {
  const { rows } = await connection.query<{ key: Key; tree_key: Key }>({
    text: `select i.key, i.tree_key from instance i where i.definition_key = any($1::bigint[]) and i.ended_at is null
      and i.key > $3
        and (i.is_suspended <> $2 or exists (select 1 from job j where j.instance_key = i.key and j.ended_at is null
          and j.kind <> 'worker' and j.is_suspended <> $2))
      order by i.key limit $4`,
    values: [query.definitionKeys, query.isSuspended, query.after, query.limit],
  });
  return rows;
}

export interface SourceJob {
  readonly key: Key;
  readonly tree_key: Key | null;
  readonly definition_key: Key;
  readonly element_id: string;
  readonly position: string | null;
}

/** Timers and continuations of definitions, in the order of their keys. */
export async function sourceJobs(
  connection: Queryable,
  query: { definitionKeys: readonly Key[]; after: Key; limit: number },
): Promise<readonly SourceJob[]> {
  const { rows } = await connection.query<SourceJob>({
    text: `select key, tree_key, definition_key, element_id, position from job
      where definition_key = any($1::bigint[]) and ended_at is null and kind in ('timer', 'continuation') and key > $2
        order by key limit $3`,
    values: [query.definitionKeys, query.after, query.limit],
  });
  return rows;
}

/** Start timers of definitions belong to no tree. */
export async function changeStartTimer(
  connection: Queryable,
  jobKey: Key,
  change: { isSuspended?: boolean; priority?: number; retries?: number; dueAt?: Instant | null },
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'change start timer',
    text: `update job set is_suspended = coalesce($2, is_suspended), priority = coalesce($3, priority),
      retries = coalesce($4, retries),
      due_at = case when $5 then $6::timestamptz else due_at end where key = $1 and tree_key is null
        and ended_at is null`,
    values: [
      jobKey,
      change.isSuspended ?? null,
      change.priority ?? null,
      change.retries ?? null,
      change.dueAt !== undefined,
      change.dueAt === undefined || change.dueAt === null ? null : new Date(change.dueAt).toISOString(),
    ],
  });
  return rowCount === 1;
}

export async function deleteStartTimer(connection: Queryable, jobKey: Key, at: Instant): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'delete start timer',
    text: `update job set ended_at = $2, outcome = 'canceled' where key = $1 and tree_key is null and ended_at is null`,
    values: [jobKey, new Date(at).toISOString()],
  });
  if (rowCount !== 1) return false;
  await closeStartIncidents(connection, [jobKey], { at, outcome: 'deleted' });
  return true;
}

/** A change of suspension for later is a job without definition: it may mean versions that are not there yet. */
export async function insertPlannedSuspension(
  connection: Queryable,
  planned: { key: Key; dueAt: Instant; at: Instant; retries: number; request: Readonly<Record<string, string>> },
): Promise<void> {
  await connection.query({
    text: `insert into job (key, definition_key, element_id, kind, due_at, retries, headers, created_at)
      values ($1, 0, '', 'plannedSuspension', $2, $3, $4, $5)`,
    values: [
      planned.key,
      new Date(planned.dueAt).toISOString(),
      planned.retries,
      JSON.stringify(planned.request),
      new Date(planned.at).toISOString(),
    ],
  });
}
