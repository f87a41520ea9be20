import type { Instant, Key } from '../core/state.ts';
import type { Semantics } from '../graph/semantics.ts';
import type { Queryable } from './connection.ts';
import { closeStartIncidents } from './start-incidents.ts';

/** A definition's row, with the file that it came from. */
export interface StoredDefinition {
  readonly key: Key;
  readonly deployment_key: Key;
  readonly resource_key: Key;
  readonly resource_name: string;
  readonly process_id: string;
  readonly version: number;
  readonly name: string | null;
  readonly version_tag: string | null;
  readonly tenant_id: string | null;
  readonly is_suspended: boolean;
  readonly is_latest: boolean;
  readonly is_startable_in_tasklist: boolean;
  readonly history_ttl_days: number | null;
  readonly dialect: string;
  readonly is_deleted: boolean;
}

const SELECT = `select d.key, d.deployment_key, d.resource_key, r.name as resource_name, d.process_id, d.version,
  d.name, d.version_tag, d.tenant_id,
  d.is_suspended, d.is_latest, d.is_startable_in_tasklist, d.history_ttl_days, d.dialect,
    d.deleted_at is not null as is_deleted
  from definition d join deployment_resource r on r.key = d.resource_key`;

export async function definitionByKey(connection: Queryable, key: Key): Promise<StoredDefinition | null> {
  const { rows } = await connection.query<StoredDefinition>({
    name: 'definition by key',
    text: `${SELECT} where d.key = $1`,
    values: [key],
  });
  return rows[0] ?? null;
}

export interface DefinitionQuery {
  readonly processId: string;
  readonly version?: number;
  readonly versionTag?: string;
  readonly deploymentKey?: Key;
  readonly isAnyVersion?: boolean;
  readonly tenantId: string | null;
}

/** The newest that fits, and how many do. */
export async function findDefinition(
  connection: Queryable,
  query: DefinitionQuery,
): Promise<{ readonly key: Key; readonly matches: number } | null> {
  const { rows } = await connection.query<{ key: Key; matches: number }>({
    name: 'find definition',
    text: `select d.key, (count(*) over ())::int as matches from definition d where d.deleted_at is null and d.process_id = $1 and coalesce(d.tenant_id, '') = coalesce($2, '') and ($3::int is null or d.version = $3)
      and ($4::text is null or d.version_tag = $4) and ($5::bigint is null or d.deployment_key = $5)
      and ($3::int is not null or $4::text is not null or $5::bigint is not null or $6 or d.is_latest) order by d.version desc limit 1`,
    values: [
      query.processId,
      query.tenantId,
      query.version ?? null,
      query.versionTag ?? null,
      query.deploymentKey ?? null,
      query.isAnyVersion ?? false,
    ],
  });
  return rows[0] ?? null;
}

export async function definitionsOfDeployment(
  connection: Queryable,
  deploymentKey: Key,
): Promise<readonly StoredDefinition[]> {
  const { rows } = await connection.query<StoredDefinition>({
    name: 'definitions of deployment',
    text: `${SELECT} where d.deployment_key = $1 order by d.key`,
    values: [deploymentKey],
  });
  return rows;
}

export async function resourceContent(connection: Queryable, resourceKey: Key): Promise<Uint8Array | null> {
  const { rows } = await connection.query<{ content: Buffer }>({
    name: 'resource content',
    text: 'select content from deployment_resource where key = $1',
    values: [resourceKey],
  });
  return rows[0]?.content ?? null;
}

export interface StoredDeployment {
  readonly key: Key;
  readonly name: string | null;
  readonly source: string | null;
  readonly tenant_id: string | null;
  readonly deployed_at: Instant;
}

/** The newest deployment of this name, for filtering duplicates. */
export async function latestDeployment(
  connection: Queryable,
  name: string | null,
  tenantId: string | null,
): Promise<StoredDeployment | null> {
  const { rows } = await connection.query<StoredDeployment>({
    name: 'latest deployment',
    text: `select key, name, source, tenant_id, deployed_at from deployment where name is not distinct from $1
      and tenant_id is not distinct from $2 order by key desc limit 1`,
    values: [name, tenantId],
  });
  return rows[0] ?? null;
}

/** The text of one file of a deployment, by its name. */
export async function deployedText(connection: Queryable, deploymentKey: Key, name: string): Promise<string | null> {
  const { rows } = await connection.query<{ content: Buffer }>({
    name: 'content of a deployed file',
    text: 'select content from deployment_resource where deployment_key = $1 and name = $2',
    values: [deploymentKey, name],
  });
  return rows[0]?.content.toString('utf8') ?? null;
}

/** Of each of these files, by its name, as it was deployed last under this name. */
export async function latestChecksums(
  connection: Queryable,
  deployment: { readonly name: string | null; readonly tenantId: string | null },
  names: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await connection.query<{ name: string; checksum: string }>({
    name: 'latest checksums',
    text: `select wanted.name, latest.checksum from unnest($3::text[]) wanted (name) cross join lateral (
        select r.checksum from deployment d join deployment_resource r on r.deployment_key = d.key
        where d.name is not distinct from $1 and d.tenant_id is not distinct from $2 and r.name = wanted.name
        order by d.key desc limit 1) latest`,
    values: [deployment.name, deployment.tenantId, names],
  });
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/**
 * Newest definitions of these processes with their file's checksum: Camunda 8 makes no new version of the same content.
 */
export async function latestWithChecksum(
  connection: Queryable,
  processIds: readonly string[],
  tenantId: string | null,
): Promise<Map<string, StoredDefinition & { checksum: string }>> {
  const { rows } = await connection.query<StoredDefinition & { checksum: string }>({
    name: 'latest with checksum',
    text: `${SELECT.replace(
      `select `,
      `select r.checksum,
      `,
    )} where d.process_id = any($1::text[]) and coalesce(d.tenant_id, '') = coalesce($2, '') and d.is_latest`,
    values: [processIds, tenantId],
  });
  return new Map(rows.map((row) => [row.process_id, row]));
}

/** The number after the highest there is, or after the highest that ever was. */
export async function nextVersion(
  connection: Queryable,
  processId: string,
  tenantId: string | null,
  versionNumbers: Semantics['versionNumbers'],
): Promise<number> {
  const { rows } = await connection.query<{ version: number | null }>({
    name: 'next version',
    text: `select greatest((select max(version) from definition where process_id = $1
      and coalesce(tenant_id, '') = coalesce($2, '')),
      (select version from version_counter where process_id = $1 and tenant_id = coalesce($2, '') and $3)) as version`,
    values: [processId, tenantId, versionNumbers === 'neverTwice'],
  });
  const version = (rows[0]?.version ?? 0) + 1;
  await connection.query({
    name: 'count version',
    text: `insert into version_counter as c (process_id, tenant_id, version) values ($1, coalesce($2, ''), $3)
      on conflict (process_id, tenant_id) do update set version = greatest(c.version, excluded.version)`,
    values: [processId, tenantId, version],
  });
  return version;
}

export async function insertDeployment(
  connection: Queryable,
  deployment: StoredDeployment,
  resources: readonly { key: Key; name: string; content: Uint8Array; checksum: string }[],
): Promise<void> {
  await connection.query({
    text: 'insert into deployment (key, name, source, tenant_id, deployed_at) values ($1, $2, $3, $4, $5)',
    values: [
      deployment.key,
      deployment.name,
      deployment.source,
      deployment.tenant_id,
      new Date(deployment.deployed_at).toISOString(),
    ],
  });
  for (const { key, name, content, checksum } of resources) {
    await connection.query({
      text: `insert into deployment_resource (key, deployment_key, name, content, checksum)
        values ($1, $2, $3, $4, $5)`,
      values: [key, deployment.key, name, Buffer.from(content), checksum],
    });
  }
}

export interface NewDefinition {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly resourceKey: Key;
  readonly processId: string;
  readonly version: number;
  readonly name: string | null;
  readonly versionTag: string | null;
  readonly dialect: string;
  readonly tenantId: string | null;
  readonly isStartableInTasklist: boolean;
  readonly historyTtlDays: number | null;
  readonly deployedAt: Instant;
  readonly category: string | null;
  readonly starterUsers: readonly string[];
  readonly starterGroups: readonly string[];
}

/** Becomes the newest version; what the version before waited for at its start events is no longer waited for. */
export async function insertDefinition(connection: Queryable, d: NewDefinition): Promise<void> {
  await disarmStarts(connection, d.processId, d.tenantId);
  await connection.query({
    text: `update definition set is_latest = false where process_id = $1 and coalesce(tenant_id, '') = coalesce($2, '')
      and is_latest`,
    values: [d.processId, d.tenantId],
  });
  await connection.query({
    text: `insert into definition (key, deployment_key, resource_key, process_id, version, name, version_tag, dialect,
      tenant_id, is_latest, is_startable_in_tasklist, history_ttl_days, deployed_at, category, starter_users,
      starter_groups)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $11, $12, $13, $14, $15)`,
    values: [
      d.key,
      d.deploymentKey,
      d.resourceKey,
      d.processId,
      d.version,
      d.name,
      d.versionTag,
      d.dialect,
      d.tenantId,
      d.isStartableInTasklist,
      d.historyTtlDays,
      new Date(d.deployedAt).toISOString(),
      d.category,
      d.starterUsers,
      d.starterGroups,
    ],
  });
}

/** Days that what its instances did is kept; null: for ever. false: there is no such definition. */
export async function setHistoryTtl(connection: Queryable, key: Key, days: number | null): Promise<boolean> {
  return (
    ((
      await connection.query({
        name: 'definition history ttl',
        text: 'update definition set history_ttl_days = $2 where key = $1 and deleted_at is null',
        values: [key, days],
      })
    ).rowCount ?? 0) > 0
  );
}

export async function disarmStarts(connection: Queryable, processId: string, tenantId: string | null): Promise<void> {
  const ofProcess = `select key from definition where process_id = $1 and coalesce(tenant_id, '') = coalesce($2, '')`;
  await connection.query({
    text: `delete from start_subscription where definition_key in (${ofProcess})`,
    values: [processId, tenantId],
  });
  const { rows } = await connection.query<{ key: Key; ended_at: Instant }>({
    text: `update job set ended_at = now(), outcome = 'canceled' where tree_key is null and ended_at is null
      and definition_key in (${ofProcess}) returning key, ended_at`,
    values: [processId, tenantId],
  });
  const [ended] = rows;
  if (!ended) return;
  const jobKeys = rows.map(({ key }) => key);
  await closeStartIncidents(connection, jobKeys, { at: ended.ended_at, outcome: 'deleted' });
}

export interface StartArming {
  readonly definitionKey: Key;
  readonly tenantId: string | null;
  readonly at: Instant;
  readonly subscriptions: readonly {
    key: Key;
    elementId: string;
    kind: 'message' | 'signal' | 'conditional';
    name: string;
  }[];
  readonly timers: readonly {
    key: Key;
    elementId: string;
    dueAt: Instant;
    repeat: string | null;
    priority: number;
    retries: number;
  }[];
}

export interface StartMessages {
  readonly names: readonly string[];
  /** Whose they are to be. */
  readonly processId: string;
  readonly tenantId: string | null;
  /** Versions that are on their way out. */
  readonly going: readonly Key[];
}

/** A message by which another process of Camunda 7 is started already: there a name starts one process only. */
export async function takenStartMessage(
  connection: Queryable,
  { names, processId, tenantId, going }: StartMessages,
): Promise<string | null> {
  const { rows } = await connection.query<{ name: string }>({
    name: 'taken start message',
    text: `select s.name from start_subscription s join definition d on d.key = s.definition_key
      where s.kind = 'message' and s.name = any($1::text[]) and d.process_id <> $2
        and d.tenant_id is not distinct from $3::text and d.dialect = 'camunda7' and d.key <> all($4::bigint[]) limit 1`,
    values: [names, processId, tenantId, going],
  });
  return rows[0]?.name ?? null;
}

export async function armStarts(connection: Queryable, arming: StartArming): Promise<void> {
  const at = new Date(arming.at).toISOString();
  for (const s of arming.subscriptions) {
    await connection.query({
      text: `insert into start_subscription (key, definition_key, element_id, kind, name, created_at)
        values ($1, $2, $3, $4, $5, $6)`,
      values: [s.key, arming.definitionKey, s.elementId, s.kind, s.name, at],
    });
  }
  for (const t of arming.timers) {
    await connection.query({
      name: 'arm start timer',
      text: `insert into job (key, definition_key, element_id, kind, due_at, repeat, retries, tenant_id, created_at,
        priority) values ($1, $2, $3, 'timer', $4, $5, $9, $6, $7, $8)`,
      values: [
        t.key,
        arming.definitionKey,
        t.elementId,
        new Date(t.dueAt).toISOString(),
        t.repeat,
        arming.tenantId,
        at,
        t.priority,
        t.retries,
      ],
    });
  }
}
