import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { nextNumber } from './version-numbers.ts';

/** A decision's row, with the file that it came from. */
export interface StoredDecision {
  readonly key: Key;
  readonly deployment_key: Key;
  readonly resource_key: Key;
  readonly resource_name: string;
  readonly requirements_key: Key | null;
  readonly requirements_id: string | null;
  readonly decision_id: string;
  readonly version: number;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly version_tag: string | null;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenant_id: string | null;
  readonly is_latest: boolean;
  readonly history_ttl_days: number | null;
  readonly checksum: string;
}
export interface StoredRequirements {
  readonly key: Key;
  readonly deployment_key: Key;
  readonly resource_key: Key;
  readonly resource_name: string;
  readonly requirements_id: string;
  readonly version: number;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly dialect: string;
  readonly tenant_id: string | null;
  readonly is_latest: boolean;
  readonly checksum: string;
}

const SELECT = `select d.key, d.deployment_key, d.resource_key, r.name as resource_name, r.checksum, d.requirements_key,
  q.requirements_id, d.decision_id, d.version, d.name, d.namespace,
  d.version_tag, d.dialect, d.tenant_id, d.is_latest, d.history_ttl_days
  from decision_definition d join deployment_resource r on r.key = d.resource_key left
    join decision_requirements q on q.key = d.requirements_key`;
const SELECT_REQUIREMENTS = `select q.key, q.deployment_key, q.resource_key, r.name as resource_name, r.checksum,
  q.requirements_id, q.version, q.name, q.namespace, q.dialect, q.tenant_id, q.is_latest
  from decision_requirements q join deployment_resource r on r.key = q.resource_key`;

export async function decisionByKey(connection: Queryable, key: Key): Promise<StoredDecision | null> {
  return (
    (
      await connection.query<StoredDecision>({
        name: 'decision by key',
        text: `${SELECT} where d.key = $1`,
        values: [key],
      })
    ).rows[0] ?? null
  );
}

export interface DecisionQuery {
  readonly decisionId: string;
  readonly version?: number;
  readonly versionTag?: string;
  readonly deploymentKey?: Key;
  readonly tenantId: string | null;
}

/** The newest that fits, and how many do. */
export async function findDecision(
  connection: Queryable,
  query: DecisionQuery,
): Promise<{ readonly key: Key; readonly matches: number } | null> {
  const { rows } = await connection.query<{ key: Key; matches: number }>({
    name: 'find decision',
    text: `select d.key, (count(*) over ())::int as matches from decision_definition d where d.decision_id = $1 and coalesce(d.tenant_id, '') = coalesce($2, '') and ($3::int is null or d.version = $3)
      and ($4::text is null or d.version_tag = $4) and ($5::bigint is null or d.deployment_key = $5)
      and ($3::int is not null or $4::text is not null or $5::bigint is not null or d.is_latest) order by d.version desc limit 1`,
    values: [
      query.decisionId,
      query.tenantId,
      query.version ?? null,
      query.versionTag ?? null,
      query.deploymentKey ?? null,
    ],
  });
  return rows[0] ?? null;
}

/** All decisions of one file. */
export async function decisionsOfResource(connection: Queryable, resourceKey: Key): Promise<readonly StoredDecision[]> {
  return (
    await connection.query<StoredDecision>({
      name: 'decisions of resource',
      text: `${SELECT} where d.resource_key = $1 order by d.key`,
      values: [resourceKey],
    })
  ).rows;
}

export async function decisionsOfDeployment(
  connection: Queryable,
  deploymentKey: Key,
): Promise<readonly StoredDecision[]> {
  return (
    await connection.query<StoredDecision>({
      name: 'decisions of deployment',
      text: `${SELECT} where d.deployment_key = $1 order by d.key`,
      values: [deploymentKey],
    })
  ).rows;
}

export async function requirementsOfDeployment(
  connection: Queryable,
  deploymentKey: Key,
): Promise<readonly StoredRequirements[]> {
  return (
    await connection.query<StoredRequirements>({
      name: 'requirements of deployment',
      text: `${SELECT_REQUIREMENTS} where q.deployment_key = $1 order by q.key`,
      values: [deploymentKey],
    })
  ).rows;
}

export async function requirementsByKey(connection: Queryable, key: Key): Promise<StoredRequirements | null> {
  return (
    (
      await connection.query<StoredRequirements>({
        name: 'requirements by key',
        text: `${SELECT_REQUIREMENTS} where q.key = $1`,
        values: [key],
      })
    ).rows[0] ?? null
  );
}

/** Newest versions of these decisions: Camunda 8 makes no new ones of the same content. */
export async function latestDecisions(
  connection: Queryable,
  decisionIds: readonly string[],
  tenantId: string | null,
): Promise<ReadonlyMap<string, StoredDecision>> {
  const { rows } = await connection.query<StoredDecision>({
    name: 'latest decisions',
    text: `${SELECT} where d.decision_id = any($1::text[]) and coalesce(d.tenant_id, '') = coalesce($2, '') and d.is_latest`,
    values: [decisionIds, tenantId],
  });
  return new Map(rows.map((row) => [row.decision_id, row]));
}

export interface NewRequirements {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly resourceKey: Key;
  readonly requirementsId: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly deployedAt: Instant;
}

/** Becomes the newest version. Gives its number. */
export async function insertRequirements(connection: Queryable, q: NewRequirements): Promise<number> {
  const version = await nextNumber(
    connection,
    { table: 'decision_requirements', column: 'requirements_id' },
    q.requirementsId,
    q.tenantId,
    q.dialect,
  );
  await connection.query({
    text: `update decision_requirements set is_latest = false where requirements_id = $1
      and coalesce(tenant_id, '') = coalesce($2, '') and is_latest`,
    values: [q.requirementsId, q.tenantId],
  });
  await connection.query({
    text: `insert into decision_requirements (key, deployment_key, resource_key, requirements_id, version, name,
      namespace, dialect, tenant_id, is_latest, deployed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10)`,
    values: [
      q.key,
      q.deploymentKey,
      q.resourceKey,
      q.requirementsId,
      version,
      q.name,
      q.namespace,
      q.dialect,
      q.tenantId,
      new Date(q.deployedAt).toISOString(),
    ],
  });
  return version;
}

export interface NewDecision extends Omit<NewRequirements, 'requirementsId'> {
  readonly requirementsKey: Key | null;
  readonly decisionId: string;
  readonly versionTag: string | null;
  readonly historyTtlDays: number | null;
}

export async function insertDecision(connection: Queryable, d: NewDecision): Promise<number> {
  const version = await nextNumber(
    connection,
    { table: 'decision_definition', column: 'decision_id' },
    d.decisionId,
    d.tenantId,
    d.dialect,
  );
  await connection.query({
    text: `update decision_definition set is_latest = false where decision_id = $1
      and coalesce(tenant_id, '') = coalesce($2, '') and is_latest`,
    values: [d.decisionId, d.tenantId],
  });
  await connection.query({
    text: `insert into decision_definition (key, deployment_key, resource_key, requirements_key, decision_id, version,
      name, namespace, version_tag, dialect, tenant_id, is_latest, history_ttl_days, deployed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true, $12, $13)`,
    values: [
      d.key,
      d.deploymentKey,
      d.resourceKey,
      d.requirementsKey,
      d.decisionId,
      version,
      d.name,
      d.namespace,
      d.versionTag,
      d.dialect,
      d.tenantId,
      d.historyTtlDays,
      new Date(d.deployedAt).toISOString(),
    ],
  });
  return version;
}

export async function setHistoryTtl(connection: Queryable, key: Key, days: number | null): Promise<boolean> {
  return (
    ((
      await connection.query({
        name: 'decision history ttl',
        text: 'update decision_definition set history_ttl_days = $2 where key = $1',
        values: [key, days],
      })
    ).rowCount ?? 0) > 0
  );
}

/** Decisions and requirements go; the versions before become the newest. Their history goes with them when asked. */
export async function removeDecisions(
  connection: Queryable,
  decisions: readonly StoredDecision[],
  requirements: readonly StoredRequirements[],
  withHistory: boolean,
): Promise<void> {
  if (withHistory)
    await connection.query({
      text: 'delete from decision_instance where decision_key = any($1::bigint[])',
      values: [decisions.map(({ key }) => key)],
    });
  await connection.query({
    text: 'delete from decision_definition where key = any($1::bigint[])',
    values: [decisions.map(({ key }) => key)],
  });
  await connection.query({
    text: 'delete from decision_requirements where key = any($1::bigint[])',
    values: [requirements.map(({ key }) => key)],
  });
  for (const { is_latest, decision_id, tenant_id } of decisions)
    if (is_latest) await makeLatest(connection, 'decision_definition', 'decision_id', decision_id, tenant_id);
  for (const { is_latest, requirements_id, tenant_id } of requirements)
    if (is_latest) await makeLatest(connection, 'decision_requirements', 'requirements_id', requirements_id, tenant_id);
}

async function makeLatest(
  connection: Queryable,
  table: 'decision_definition' | 'decision_requirements',
  column: 'decision_id' | 'requirements_id',
  id: string,
  tenantId: string | null,
): Promise<void> {
  await connection.query({
    text: `update ${table} set is_latest = true
      where key = (select key from ${table} where ${column} = $1 and coalesce(tenant_id, '') = coalesce($2, '')
      order by version desc limit 1)`,
    values: [id, tenantId],
  });
}
