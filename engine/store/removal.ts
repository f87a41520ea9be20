import type { RemovalTime } from '../core/batch-operation.ts';
import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { definitionByKey, type StoredDefinition } from './definitions.ts';
import { dropStatistics } from './statistics.ts';

export async function deploymentExists(connection: Queryable, key: Key): Promise<boolean> {
  return (
    ((await connection.query({ text: 'select 1 from deployment where key = $1 for update', values: [key] })).rowCount ??
      0) > 0
  );
}

export async function hasRunningInstances(connection: Queryable, definitionKeys: readonly Key[]): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: 'select 1 from instance where definition_key = any($1::bigint[]) and ended_at is null limit 1',
    values: [definitionKeys],
  });
  return (rowCount ?? 0) > 0;
}

/** Tables whose rows hang on an instance; former values hang on their variable. */
const OF_INSTANCE = [
  'element_instance',
  'passed_elements',
  'variable',
  'job',
  'job_attempt',
  'user_task',
  'form_field',
  'task_assignment',
  'task_link',
  'subscription',
  'message_correlation',
  'message_start_lock',
  'decision_instance',
  'incident',
  'task_comment',
  'task_attachment',
] as const;

/**
 * Removes all instances of a definition with the instances that they called, and all that was ever kept of them. The
 * trees' versions move on first, so that a command under way on any node finds its tree changed.
 */
export async function deleteInstancesOf(connection: Queryable, definitionKey: Key): Promise<void> {
  const { rows } = await connection.query<{ tree_key: Key }>({
    text: 'select distinct tree_key from instance where definition_key = $1',
    values: [definitionKey],
  });
  const trees = rows.map(({ tree_key }) => tree_key);
  if (trees.length === 0) return;
  await connection.query({
    text: 'update process_tree set version = version + 1 where key = any($1::bigint[])',
    values: [trees],
  });
  // A called instance goes with its whole tree only when the root is of this definition; else it goes alone.
  const doomed = (
    await connection.query<{ key: Key }>({
      text: `with recursive gone as (
             select key from instance where definition_key = $1
             union select i.key from instance i join gone g on i.parent_instance_key = g.key)
           select key from gone`,
      values: [definitionKey],
    })
  ).rows.map(({ key }) => key);
  await deleteAllOf(connection, doomed, trees);
  await dropStatistics(connection, definitionKey);
}

export async function deleteDefinition(connection: Queryable, key: Key): Promise<void> {
  await deleteStartJobs(connection, key);
  // An instance that has moved on to another definition keeps what it passed of this one.
  await connection.query({
    text: `delete from path_element x where definition_key = $1
      and not exists (select 1 from passed_elements p where p.path_key = x.path_key)`,
    values: [key],
  });
  await connection.query({ text: 'delete from definition where key = $1', values: [key] });
}

/** Jobs of its start events, with their attempts and incidents. */
async function deleteStartJobs(connection: Queryable, definitionKey: Key): Promise<void> {
  const { rows } = await connection.query<{ key: Key }>({
    text: 'delete from job where definition_key = $1 and tree_key is null returning key',
    values: [definitionKey],
  });
  if (rows.length === 0) return;
  for (const table of ['job_attempt', 'incident'])
    await connection.query({
      text: `delete from ${table} where job_key = any($1::bigint[])`,
      values: [rows.map(({ key }) => key)],
    });
  await dropStatistics(connection, definitionKey);
}

/** Its row stays for its instances; nothing finds it by name or number any more. */
export async function retireDefinition(connection: Queryable, key: Key, at: number): Promise<void> {
  await connection.query({
    text: 'update definition set deleted_at = $2, is_latest = false where key = $1',
    values: [key, new Date(at).toISOString()],
  });
}

export async function deleteDeployment(connection: Queryable, key: Key): Promise<void> {
  await connection.query({ text: 'delete from deployment where key = $1', values: [key] });
}

/** The newest version of a process once `going` are gone. null: there is no other. */
export async function newestBeside(
  connection: Queryable,
  processId: string,
  tenantId: string | null,
  going: readonly Key[],
): Promise<StoredDefinition | null> {
  const { rows } = await connection.query<{ key: Key }>({
    text: `select key from definition where process_id = $1 and coalesce(tenant_id, '') = coalesce($2, '')
      and deleted_at is null and key <> all($3::bigint[]) order by version desc limit 1`,
    values: [processId, tenantId, going],
  });
  const newest = rows[0];
  return newest ? definitionByKey(connection, newest.key) : null;
}

export async function makeLatest(connection: Queryable, key: Key): Promise<void> {
  await connection.query({ text: 'update definition set is_latest = true where key = $1', values: [key] });
}

/** All that is kept of one finished instance. What it called is kept for itself. */
export async function deleteInstance(connection: Queryable, key: Key): Promise<'deleted' | 'running' | 'unknown'> {
  const { rows } = await connection.query<{ tree_key: Key; ended_at: number | null }>({
    text: 'select tree_key, ended_at from instance where key = $1 for update',
    values: [key],
  });
  const [instance] = rows;
  if (!instance) return 'unknown';
  if (instance.ended_at === null) return 'running';
  await deleteAllOf(connection, [key], [instance.tree_key]);
  return 'deleted';
}

/** All that is kept of instances, and their trees where nothing of them is left. */
export async function deleteAllOf(
  connection: Queryable,
  keys: readonly Key[],
  treeKeys: readonly Key[],
): Promise<void> {
  await connection.query({
    text: `delete from former_value where variable_key = any(array(select key from variable
      where instance_key = any($1::bigint[])))`,
    values: [keys],
  });
  for (const table of OF_INSTANCE)
    await connection.query({ text: `delete from ${table} where instance_key = any($1::bigint[])`, values: [keys] });
  await connection.query({ text: 'delete from instance where key = any($1::bigint[])', values: [keys] });
  await connection.query({
    text: `delete from process_tree t where key = any($1::bigint[])
      and not exists (select 1 from instance i where i.tree_key = t.key)
      and not exists (select 1 from user_task u where u.tree_key = t.key and u.ended_at is null)`,
    values: [treeKeys],
  });
}

/** The same with all that it called; nothing goes while one of them runs. */
export async function deleteInstanceWithCalled(
  connection: Queryable,
  key: Key,
): Promise<'deleted' | 'running' | 'unknown'> {
  const { rows } = await connection.query<{ key: Key; ended_at: number | null }>({
    text: `with recursive below as (
             select key, ended_at from instance where key = $1
             union all select i.key, i.ended_at from instance i join below b on i.parent_instance_key = b.key)
           select key, ended_at from below`,
    values: [key],
  });
  if (rows.some(({ ended_at }) => ended_at === null)) return 'running';
  let outcome: 'deleted' | 'running' | 'unknown' = 'unknown';
  // Called ones first: the tree itself goes with the last of it.
  for (const row of rows.reverse()) outcome = await deleteInstance(connection, row.key);
  return outcome;
}

/** Says when the history of an instance goes, perhaps with all of its tree. false: there is no such instance. */
export async function setRemovalTime(
  connection: Queryable,
  key: Key,
  { mode, at, isHierarchical }: RemovalTime,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: `update instance set removal_at = $2, is_removal_fixed = $3
      where ${isHierarchical ? 'tree_key = (select tree_key from instance where key = $1)' : 'key = $1'}`,
    values: [key, mode === 'absolute' && at !== null ? new Date(at) : null, mode !== 'calculated'],
  });
  return (rowCount ?? 0) > 0;
}

/** What is kept of one evaluation of a decision. */
export async function deleteDecisionInstance(connection: Queryable, key: Key): Promise<void> {
  await connection.query({ text: 'delete from decision_instance where key = $1', values: [key] });
}

/**
 * Removes what is kept of an instance's variables or of one: of those that live still their value stays, and nothing
 * shows its history. false: there is nothing.
 */
export async function deleteVariableHistory(
  connection: Queryable,
  of: { readonly instanceKey: Key } | { readonly variableKey: Key },
): Promise<boolean> {
  const [variables, key] =
    'instanceKey' in of
      ? (['v.instance_key = $1', of.instanceKey] as const)
      : (['v.key = $1', of.variableKey] as const);
  await connection.query({
    text: `delete from former_value where variable_key = any(array(select v.key from variable v where ${variables}))`,
    values: [key],
  });
  const gone = await connection.query({
    text: `delete from variable v where ${variables}
      and (v.ended_at is not null or v.removed_at is not null or
      exists (select 1 from instance i where i.key = v.instance_key and i.ended_at is not null))`,
    values: [key],
  });
  const hidden = await connection.query({
    text: `update variable v set is_history_deleted = true where ${variables} and not is_history_deleted`,
    values: [key],
  });
  return (gone.rowCount ?? 0) + (hidden.rowCount ?? 0) > 0;
}

/**
 * When what is kept of one evaluation goes; computed from its decision's time to live where nothing else is said.
 * false: there is no such evaluation.
 */
export async function setDecisionRemovalTime(
  connection: Queryable,
  key: Key,
  { mode, at }: RemovalTime,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: 'update decision_instance set removal_at = $2, is_removal_fixed = $3 where key = $1',
    values: [key, mode === 'absolute' && at !== null ? new Date(at) : null, mode !== 'calculated'],
  });
  return (rowCount ?? 0) > 0;
}
