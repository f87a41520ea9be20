import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionRow } from '../views/definition-view.ts';
import { type Counter, counters, WHOLE_INSTANCE } from './counters.ts';
import { groupBy } from './group-by.ts';
import { defineQuery } from './query.ts';
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
  run: async (context) => {
    const [versions, counts, stars] = await Promise.all([
      context.database.$queryRaw<VersionRow[]>(Prisma.sql`
        select d.key::text as key, d.process_id as "processId", d.version, d.name, d.version_tag as "versionTag",
          d.dialect,
          d.tenant_id as "tenantId", d.is_suspended as "isSuspended", d.deployed_at as "deployedAt"
        from definition d where d.deleted_at is null ${and(visible(context, 'd.key'))}
        order by d.process_id, coalesce(d.tenant_id, ''), d.version desc limit ${MAX_VERSIONS}::int`),
      counters(context.database, Prisma.sql`true`),
      context.database.$queryRaw<{ process: string }[]>(Prisma.sql`
        select s.tenant_id || chr(10) || s.process_id as process from starred_definition s
        where s.username = ${context.person.username}`),
    ]);
    const starred = new Set(stars.map(({ process }) => process));
    const byDefinition = groupBy(counts, (counter) => counter.definitionKey);
    const byProcess = groupBy(versions, (version) => `${version.tenantId ?? ''}\n${version.processId}`);
    return {
      rows: [...byProcess].flatMap(([process, each]) => toRow(each, byDefinition, starred.has(process))),
    };
  },
});

/** Versions come newest first. */
function toRow(
  versions: readonly VersionRow[],
  byDefinition: ReadonlyMap<string, readonly Counter[]>,
  isStarred: boolean,
): DefinitionRow[] {
  const [newest] = versions;
  if (newest === undefined) return [];
  const totals = versions.map((version) => ({
    version: version.version,
    ...totalOf(byDefinition.get(version.key) ?? []),
  }));
  const sum = (pick: (total: Total) => number) => totals.reduce((before, total) => before + pick(total), 0);
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
      versionsInUse: totals
        .filter((total) => total.running > 0)
        .slice(0, MAX_VERSIONS_IN_USE)
        .map((total) => total.version),
      versionCount: versions.length,
      restingVersions: totals.slice(1).filter((total) => total.running === 0).length,
      isStarred,
    },
  ];
}

export interface Total {
  readonly running: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
}

/** Of one definition: instances are counted as a whole, incidents where they are. */
export function totalOf(counts: readonly Counter[]): Total {
  const whole = counts.find((counter) => counter.elementId === WHOLE_INSTANCE);
  const incidents = counts.reduce(
    (sum, counter) => (counter.elementId === WHOLE_INSTANCE ? sum : sum + counter.incidents),
    0,
  );
  return { running: whole?.active ?? 0, incidents, completed: whole?.completed ?? 0, cancelled: whole?.cancelled ?? 0 };
}
