import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { nextNumber } from './version-numbers.ts';

/** A version of a form, with the file that it is. */
export interface StoredForm {
  readonly key: Key;
  readonly deployment_key: Key;
  readonly resource_key: Key;
  readonly resource_name: string;
  readonly checksum: string;
  readonly form_id: string;
  readonly version: number;
  readonly version_tag: string | null;
  readonly tenant_id: string | null;
  readonly is_latest: boolean;
}

const SELECT = `select f.key, f.deployment_key, f.resource_key, r.name as resource_name, r.checksum, f.form_id,
  f.version, f.version_tag, f.tenant_id, f.is_latest
  from form_definition f join deployment_resource r on r.key = f.resource_key where f.deleted_at is null`;

export interface FormQuery {
  readonly formId: string;
  readonly version?: number;
  readonly versionTag?: string;
  readonly deploymentKey?: Key;
  readonly tenantId: string | null;
}

/** The newest that fits. */
export async function findForm(connection: Queryable, query: FormQuery): Promise<StoredForm | null> {
  const { rows } = await connection.query<StoredForm>({
    name: 'find form',
    text: `${SELECT} and f.form_id = $1 and coalesce(f.tenant_id, '') = coalesce($2, '') and ($3::int is null or f.version = $3)
      and ($4::text is null or f.version_tag = $4) and ($5::bigint is null or f.deployment_key = $5)
      and ($3::int is not null or $4::text is not null or $5::bigint is not null or f.is_latest) order by f.version desc limit 1`,
    values: [
      query.formId,
      query.tenantId,
      query.version ?? null,
      query.versionTag ?? null,
      query.deploymentKey ?? null,
    ],
  });
  return rows[0] ?? null;
}

export async function formsOfDeployment(connection: Queryable, deploymentKey: Key): Promise<readonly StoredForm[]> {
  return (
    await connection.query<StoredForm>({
      name: 'forms of deployment',
      text: `${SELECT} and f.deployment_key = $1 order by f.key`,
      values: [deploymentKey],
    })
  ).rows;
}

export interface NewForm {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly resourceKey: Key;
  readonly formId: string;
  readonly versionTag: string | null;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly deployedAt: Instant;
}

/** Becomes the newest version. Gives its number. */
export async function insertForm(connection: Queryable, f: NewForm): Promise<number> {
  const version = await nextNumber(
    connection,
    { table: 'form_definition', column: 'form_id' },
    f.formId,
    f.tenantId,
    f.dialect,
  );
  await connection.query({
    text: `update form_definition set is_latest = false where form_id = $1
      and coalesce(tenant_id, '') = coalesce($2, '') and is_latest`,
    values: [f.formId, f.tenantId],
  });
  await connection.query({
    text: `insert into form_definition (key, deployment_key, resource_key, form_id, version, version_tag, dialect,
      tenant_id, is_latest, deployed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, true, $9)`,
    values: [
      f.key,
      f.deploymentKey,
      f.resourceKey,
      f.formId,
      version,
      f.versionTag,
      f.dialect,
      f.tenantId,
      new Date(f.deployedAt).toISOString(),
    ],
  });
  return version;
}

/** Found no more, while tasks that have it keep it. false: there is none with this key. */
export async function retireForm(connection: Queryable, key: Key, at: Instant): Promise<boolean> {
  const { rows } = await connection.query<{ form_id: string; tenant_id: string | null }>({
    text: `update form_definition set deleted_at = $2, is_latest = false where key = $1 and deleted_at is null
      returning form_id, tenant_id`,
    values: [key, new Date(at).toISOString()],
  });
  for (const { form_id, tenant_id } of rows) await makeNewestLatest(connection, form_id, tenant_id);
  return rows.length > 0;
}

/** Goes with its deployment. */
export async function removeFormsOfDeployment(connection: Queryable, deploymentKey: Key): Promise<void> {
  const { rows } = await connection.query<{ form_id: string; tenant_id: string | null; is_latest: boolean }>({
    text: 'delete from form_definition where deployment_key = $1 returning form_id, tenant_id, is_latest',
    values: [deploymentKey],
  });
  for (const { form_id, tenant_id, is_latest } of rows)
    if (is_latest) await makeNewestLatest(connection, form_id, tenant_id);
}

async function makeNewestLatest(connection: Queryable, formId: string, tenantId: string | null): Promise<void> {
  await connection.query({
    text: `update form_definition set is_latest = true
      where key = (select key from form_definition where form_id = $1 and coalesce(tenant_id, '') = coalesce($2, '')
        and deleted_at is null order by version desc limit 1) and not is_latest`,
    values: [formId, tenantId],
  });
}
