import type { Queryable } from './connection.ts';

/** Versioned things beside processes, with the columns of their ids. */
export interface Versioned {
  readonly table: 'decision_definition' | 'decision_requirements' | 'form_definition';
  readonly column: 'decision_id' | 'requirements_id' | 'form_id';
}

/**
 * Their counters stand beside those of processes, whose ids have no blanks. Camunda 8 uses no number of a form twice;
 * decisions count on from what is left.
 */
export async function nextNumber(
  connection: Queryable,
  { table, column }: Versioned,
  id: string,
  tenantId: string | null,
  dialect: string,
): Promise<number> {
  const counter = `${table} ${id}`;
  const { rows } = await connection.query<{ version: number | null }>({
    name: `next version of ${table}`,
    text: `select greatest((select max(version) from ${table} where ${column} = $1
      and coalesce(tenant_id, '') = coalesce($2, '')),
      (select version from version_counter where process_id = $3 and tenant_id = coalesce($2, '') and $4)) as version`,
    values: [id, tenantId, counter, dialect === 'camunda8' && table === 'form_definition'],
  });
  const version = (rows[0]?.version ?? 0) + 1;
  await connection.query({
    name: 'count version of other things',
    text: `insert into version_counter as c (process_id, tenant_id, version) values ($1, coalesce($2, ''), $3)
      on conflict (process_id, tenant_id) do update set version = greatest(c.version, excluded.version)`,
    values: [counter, tenantId, version],
  });
  return version;
}
