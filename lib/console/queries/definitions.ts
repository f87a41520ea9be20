import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionRow } from '../views/definition-view.ts';
import { NOTHING_COUNTED, type Total, totals } from './counters.ts';
import { groupBy } from './group-by.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

const MAX_VERSIONS_IN_USE = 10;
/** Versions of all processes; more than this is a deployment gone wrong, and the list says what it has. */
const MAX_VERSIONS = 20_000;

interface VersionRow {
  key: string;
  processId: string;
  version: number;
  name: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isSuspended: boolean;
  deployedAt: Date;
}

export const definitions = defineQuery('definitions', {
  permission: 'definition.read',
  parameters: z.object({}),
  run: async (context) => ({ rows: (await definitionCounts(context)).rows }),
});

/** Processes with the counts of all their versions; `openIncidents`: of all processes, in reach or not. */
export async function definitionCounts(
  context: QueryContext,
): Promise<{ readonly rows: readonly DefinitionRow[]; readonly openIncidents: number }> {
  const versions = await context.database.$queryRaw<VersionRow[]>(Prisma.sql`
    select d.key::text as key, d.process_id as "processId", d.version, d.name, d.version_tag as "versionTag", d.dialect,
      d.tenant_id as "tenantId", d.is_suspended as "isSuspended", d.deployed_at as "deployedAt"
    from definition d where d.deleted_at is null ${and(visible(context, 'd.key'))}
    order by d.process_id, coalesce(d.tenant_id, ''), d.version desc limit ${MAX_VERSIONS}::int`);
  const byDefinition = await totals(context.database);
  const stars = await context.database.$queryRaw<{ process: string }[]>(Prisma.sql`
    select s.tenant_id || chr(10) || s.process_id as process from starred_definition s
    where s.username = ${context.person.username}`);
  const starred = new Set(stars.map(({ process }) => process));
  const byProcess = groupBy(versions, (version) => `${version.tenantId ?? ''}\n${version.processId}`);
  return {
    rows: [...byProcess].flatMap(([process, each]) => toRow(each, byDefinition, starred.has(process))),
    openIncidents: [...byDefinition.values()].reduce((sum, { incidents }) => sum + incidents, 0),
  };
}

/** Versions come newest first. */
function toRow(
  versions: readonly VersionRow[],
  byDefinition: ReadonlyMap<string, Total>,
  isStarred: boolean,
): DefinitionRow[] {
  const [newest] = versions;
  if (newest === undefined) return [];
  const counted = versions.map((version) => ({
    version: version.version,
    ...(byDefinition.get(version.key) ?? NOTHING_COUNTED),
  }));
  const sum = (pick: (total: Total) => number) => counted.reduce((before, total) => before + pick(total), 0);
  return [
    {
      definition: { key: newest.key, processId: newest.processId, version: newest.version, name: newest.name },
      versionTag: newest.versionTag,
      dialect: newest.dialect,
      tenantId: newest.tenantId,
      isSuspended: newest.isSuspended,
      deployedAt: instant(newest.deployedAt),
      running: sum((total) => total.running),
      incidents: sum((total) => total.incidents),
      completed: sum((total) => total.completed),
      cancelled: sum((total) => total.cancelled),
      versionsInUse: counted
        .filter((total) => total.running > 0)
        .slice(0, MAX_VERSIONS_IN_USE)
        .map((total) => total.version),
      versionCount: versions.length,
      restingVersions: counted.slice(1).filter((total) => total.running === 0).length,
      isStarred,
    },
  ];
}
