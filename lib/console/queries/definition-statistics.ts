import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionStatisticsView, ElementStatistics } from '../views/definition-view.ts';
import { findDefinition } from './definition.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Newest ended instances that are measured: enough for a 95th percentile, few enough to be read at once. */
const MEASURED = 200;
/** Among so many of the newest: where nearly all still live, the rest is not searched for them. */
const LOOKED = 5_000;

/** How long each element takes and how often its work fails, from the newest instances that have ended. */
export const definitionStatistics = defineQuery('definition-statistics', {
  permission: 'definition.read',
  parameters: z.object({ definition: key }),
  run: async (context, query): Promise<DefinitionStatisticsView | null> => {
    if ((await findDefinition(context, { key: query.definition })) === null) return null;
    const measured = Prisma.sql`measured as materialized (
      select n.key from (select i.key, i.ended_at from instance i where i.definition_key = ${query.definition}::bigint
        order by i.key desc limit ${LOOKED}::int) n where n.ended_at is not null order by n.key desc
        limit ${MEASURED}::int)`;
    const [elements, [sample]] = await Promise.all([
      context.database.$queryRaw<ElementStatistics[]>(Prisma.sql`
        with ${measured}, took as (
          select e.element_id, e.outcome, extract(epoch from e.ended_at - e.started_at)::float8 * 1000 as ms
          from measured m cross join lateral (select * from element_history h where h.instance_key = m.key offset 0) e
            where e.ended_at is not null
            and e.outcome <> 'merged' and e.kind not in ('multiInstanceBody', 'adHocInnerInstance')
        ), failed as (
          select j.element_id, count(*)::int as failures from measured m join job_attempt a on a.instance_key = m.key
            join job j on j.key = a.job_key group by 1
        )
        select t.element_id as "elementId", count(*)::int as entries, count(*)
          filter (where t.outcome = 'terminated')::int as cancelled, coalesce(max(f.failures), 0)::int as failures,
          percentile_cont(0.5) within group (order by t.ms) as median,
            percentile_cont(0.95) within group (order by t.ms) as p95, max(t.ms) as longest
        from took t left join failed f on f.element_id = t.element_id group by 1 order by 1`),
      context.database.$queryRaw<{ instances: number }[]>(
        Prisma.sql`with ${measured} select count(*)::int as instances from measured`,
      ),
    ]);
    return { instances: sample?.instances ?? 0, elements };
  },
});
