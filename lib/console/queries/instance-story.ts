import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { StoryFact, StoryMoment } from '../views/story-view.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, visible } from './sql.ts';

/** Of a longer story the end is told. */
const MAX_FACTS = 5_000;
/** Of a failure's message. */
const MAX_CHARACTERS = 300;

interface Row extends StoryFact { at: Date; actorName: string | null }

/**
 * Every change of an instance in order. Rows keep when they began and ended, and all events of one command share one
 * moment: so the story is read from the rows themselves, and nothing is written for it.
 */
export const instanceStory = defineQuery('instance-story', {
  permission: 'instance.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const rows = await factsOf(context, query.key);
    if (rows.length === 0) return null;
    const kept = rows.slice(0, MAX_FACTS).reverse();
    const moments: { at: number; facts: StoryFact[] }[] = [];
    for (const row of kept) {
      const at = row.at.getTime();
      const fact: StoryFact = { kind: row.kind, elementId: row.elementId, text: row.kind === 'operation' ? `${actionLabel(row.text ?? '')} · ${row.actorName ?? ''}` : row.text };
      const last = moments.at(-1);
      if (last?.at === at) last.facts.push(fact); else moments.push({ at, facts: [fact] });
    }
    return { moments: moments satisfies readonly StoryMoment[], isCut: rows.length > MAX_FACTS };
  },
});

/** Newest first. `rank` orders what shares a moment: what ended, what was written, what began, what went wrong. */
async function factsOf(context: QueryContext, instanceKey: string): Promise<readonly Row[]> {
  const mine = (table: string) => Prisma.sql`${Prisma.raw(table)}.instance_key = ${instanceKey}::bigint`;
  const operations = authorize(context.person, 'audit.read');
  const seesOperations = operations.isAllowed && !operations.isOwnOnly;
  return await context.database.$queryRaw<Row[]>(Prisma.sql`
    with own as (select p.key, p.ended_at, p.outcome, p.end_reason from instance p where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))})
    select at, kind, element_id as "elementId", left(text, ${MAX_CHARACTERS}::int) as text, actor_name as "actorName" from (
      select e.ended_at as at, case when e.outcome = 'terminated' then 'cancelled' else 'left' end as kind, e.element_id, null as text, null as actor_name, 1 as rank, e.key as tie
        from element_instance e where ${mine('e')} and e.ended_at is not null and e.kind not in ('multiInstanceBody', 'adHocInnerInstance')
      union all select v.updated_at, 'variable', v.written_by, v.name, null, 2, v.key from variable v where ${mine('v')}
      union all select h.written_at, 'variable', h.written_by, v.name, null, 2, v.key from variable_history h join variable v on v.key = h.variable_key where ${mine('v')} and h.revision <> v.revision
      union all select v.removed_at, 'removed', null, v.name, null, 2, v.key from variable v where ${mine('v')} and v.removed_at is not null
      union all select e.started_at, 'entered', e.element_id, null, null, 3, e.key from element_instance e where ${mine('e')} and e.kind not in ('multiInstanceBody', 'adHocInnerInstance')
      union all select a.failed_at, 'failed', j.element_id, a.error_message, null, 4, a.key from job_attempt a join job j on j.key = a.job_key where ${mine('a')}
      union all select n.raised_at, 'incident', n.element_id, n.message, null, 5, n.key from incident n where ${mine('n')}
      union all select n.resolved_at, 'resolved', n.element_id, null, null, 0, n.key from incident n where ${mine('n')} and n.resolved_at is not null
      union all select a.at, 'operation', a.element_id, a.operation, a.actor_name, 6, a.n from audit_entry a where ${mine('a')} and a.outcome = 'done' and a.actor_kind <> 'system' and ${seesOperations}::boolean
      union all select own.ended_at, 'ended', null, own.end_reason, null, 7, own.key from own where own.ended_at is not null
    ) facts where exists (select 1 from own) order by at desc, rank desc, tie desc limit ${MAX_FACTS + 1}::int`);
}
