import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { ElementCounts } from '../views/shared.ts';
import { type Counter, counters, NOTHING_COUNTED, totals, WHOLE_INSTANCE } from './counters.ts';
import { key, text } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, bigints, instant, instantOrNull, visible } from './sql.ts';

/** Of one process that are shown. */
export const MAX_VERSIONS = 200;

/** Which definition is meant: by key, or by process id with the newest version by default. */
export const definitionQuery = z
  .object({
    key: key.optional(),
    process: text.optional(),
    version: z.coerce.number().int().min(1).max(2_000_000_000).optional(),
  })
  .refine((query) => query.key !== undefined || query.process !== undefined, {
    message: 'Say which definition: by key, or by process.',
    path: ['process'],
  });

export interface FoundDefinition {
  key: string;
  processId: string;
  version: number;
  name: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isSuspended: boolean;
  isLatest: boolean;
  deployedAt: Date;
  resourceName: string;
  historyTtlDays: number | null;
  deletedAt: Date | null;
}

export async function findDefinition(
  context: QueryContext,
  query: z.output<typeof definitionQuery>,
): Promise<FoundDefinition | null> {
  const condition =
    query.key === undefined
      ? Prisma.sql`d.process_id = ${query.process} ${query.version === undefined ? Prisma.empty : Prisma.sql`and d.version = ${query.version}::int`}`
      : Prisma.sql`d.key = ${query.key}::bigint`;
  const [row] = await context.database.$queryRaw<FoundDefinition[]>(Prisma.sql`
    select d.key::text as key, d.process_id as "processId", d.version, d.name, d.version_tag as "versionTag", d.dialect,
      d.tenant_id as "tenantId", d.is_suspended as "isSuspended", d.is_latest as "isLatest",
        d.deployed_at as "deployedAt",
      r.name as "resourceName", d.history_ttl_days as "historyTtlDays", d.deleted_at as "deletedAt"
    from definition d join deployment_resource r on r.key = d.resource_key
    where ${condition} ${and(visible(context, 'd.key'))}
    order by d.deleted_at is not null, d.version desc limit 1`);
  return row ?? null;
}

export const definition = defineQuery('definition', {
  permission: 'definition.read',
  parameters: definitionQuery,
  run: async (context, query) => {
    const found = await findDefinition(context, query);
    if (found === null) return null;
    const versions = await versionsOf(context, found);
    const elements = await counters(
      context.database,
      Prisma.sql`s.definition_key = ${found.key}::bigint and s.element_id <> ${WHOLE_INSTANCE}`,
    );
    const byDefinition = await totals(
      context.database,
      Prisma.sql`s.definition_key = any(${bigints(versions.map((version) => version.key).concat(found.key))})`,
    );
    const { key: definitionKey, processId, version, name, deployedAt, deletedAt, ...facts } = found;
    return {
      ...facts,
      definition: { key: definitionKey, processId, version, name },
      deployedAt: instant(deployedAt),
      deletedAt: instantOrNull(deletedAt),
      ...(byDefinition.get(found.key) ?? NOTHING_COUNTED),
      elements: elements.map(toElementCounts),
      versions: versions.map((each) => {
        const total = byDefinition.get(each.key) ?? NOTHING_COUNTED;
        return { ...each, deployedAt: instant(each.deployedAt), running: total.running, incidents: total.incidents };
      }),
    };
  },
});

function toElementCounts(counter: Counter): ElementCounts {
  return {
    elementId: counter.elementId,
    active: counter.active,
    incidents: counter.incidents,
    completed: counter.completed,
    cancelled: counter.cancelled,
  };
}

function versionsOf(
  context: QueryContext,
  found: FoundDefinition,
): Promise<{ key: string; version: number; versionTag: string | null; deployedAt: Date }[]> {
  return context.database.$queryRaw(Prisma.sql`
    select d.key::text as key, d.version, d.version_tag as "versionTag", d.deployed_at as "deployedAt" from definition d
    where d.deleted_at is null and d.process_id = ${found.processId}
      and d.tenant_id is not distinct from ${found.tenantId}
    order by d.version desc limit ${MAX_VERSIONS}::int`);
}
