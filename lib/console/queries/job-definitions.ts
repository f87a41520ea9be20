import { z } from 'zod';
import { jobSourceId, jobSourcesOf } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import type { JobDefinitionRow, JobDefinitionsView } from '../views/job-view.ts';
import { counters } from './counters.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';

/**
 * What makes jobs in one version: continuations, timers and the work of workers, with what operators set and what has
 * failed.
 */
export const jobDefinitions = defineQuery('job-definitions', {
  permission: 'job.read',
  parameters: z.object({ definition: key }),
  run: async (context, query): Promise<JobDefinitionsView | null> => {
    const definition = await context.engine.definition({ key: query.definition });
    const { definitions } = context.access;
    if (definition === null || (definitions !== null && !definitions.includes(definition.graph.processId))) return null;
    const [active, failed] = await Promise.all([
      activeAt(context, query.definition),
      failedAt(context, query.definition),
    ]);
    const own = jobSourcesOf(definition.graph).map((source) => {
      const setting = definition.jobSettings.get(jobSourceId(source));
      return {
        elementId: source.elementId,
        position: positionOf(source.position),
        isSuspended: setting?.isSuspended ?? definition.isSuspended,
        priority: setting?.priority ?? null,
      };
    });
    const work = [...definition.graph.elements.values()]
      .filter((element) => 'work' in element && element.work !== undefined)
      .map(({ id }) => id);
    const rows = [
      ...own,
      ...work
        .filter((elementId) => !own.some((each) => each.elementId === elementId))
        .map((elementId) => ({ elementId, position: 'worker' as const, isSuspended: null, priority: null })),
    ];
    return {
      rows: rows.map((row) => ({
        ...row,
        key: `${row.elementId} ${row.position}`,
        active: active.get(row.elementId) ?? 0,
        failed: failed.get(row.elementId) ?? 0,
      })),
    };
  },
});

function positionOf(position: string | null): JobDefinitionRow['position'] {
  return position === 'before' || position === 'after' || position === 'innerBefore' || position === 'innerAfter'
    ? position
    : 'timer';
}

async function activeAt({ database }: QueryContext, definitionKey: string): Promise<ReadonlyMap<string, number>> {
  const rows = await counters(database, Prisma.sql`s.definition_key = ${definitionKey}::bigint`);
  return new Map(rows.map(({ elementId, active }) => [elementId, active]));
}

async function failedAt({ database }: QueryContext, definitionKey: string): Promise<ReadonlyMap<string, number>> {
  const rows = await database.$queryRaw<{ elementId: string; failed: number }[]>(Prisma.sql`
    select n.element_id as "elementId", count(*)::int as failed from incident n where n.resolved_at is null
      and n.definition_key = ${definitionKey}::bigint and n.job_key is not null group by 1`);
  return new Map(rows.map(({ elementId, failed }) => [elementId, failed]));
}
