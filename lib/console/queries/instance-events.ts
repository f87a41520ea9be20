import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { InstanceEvent } from '../views/event-view.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

/** Of a longer life the end is told. */
const MAX_EVENTS = 5_000;
/** Of a failure's message. */
const MAX_CHARACTERS = 500;

interface Row extends Omit<InstanceEvent, 'at'> { at: Date; actorName: string | null }

/**
 * Everything that was kept of an instance, one line for each beginning, change and end: what the story (`instance-story`)
 * sums up in moments stands here by itself, with jobs, waits, tasks, decisions and calls. Values are not told, their names are.
 */
export const instanceEvents = defineQuery('instance-events', {
  permission: 'instance.read',
  parameters: z.object({ instance: key }),
  run: async (context, query) => {
    const rows = await eventsOf(context, query.instance);
    if (rows.length === 0) return null;
    return {
      events: rows.slice(0, MAX_EVENTS).map(({ actorName, ...row }) => ({ ...row, at: instant(row.at), text: row.kind === 'operation' ? `${actionLabel(row.text ?? '')} · ${actorName ?? ''}` : row.text })),
      isCut: rows.length > MAX_EVENTS,
    };
  },
});

/** `rank` orders what shares a moment, as one command does it: what ended, what was written, what began, what went wrong. */
async function eventsOf(context: QueryContext, instanceKey: string): Promise<readonly Row[]> {
  const mine = (table: string) => Prisma.sql`${Prisma.raw(table)}.instance_key = ${instanceKey}::bigint`;
  const operations = authorize(context.person, 'audit.read');
  const seesOperations = operations.isAllowed && !operations.isOwnOnly;
  return await context.database.$queryRaw<Row[]>(Prisma.sql`
    with own as (select p.key, p.started_at, p.ended_at, p.end_reason, p.start_element_id from instance p where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))})
    select kind, at, key::text as key, element_id as "elementId", left(text, ${MAX_CHARACTERS}::int) as text, actor_name as "actorName" from (
      select 'started' as kind, own.started_at as at, own.key, own.start_element_id as element_id, null as text, null as actor_name, 0 as rank from own
      union all select 'ended', own.ended_at, own.key, null, own.end_reason, null, 12 from own where own.ended_at is not null
      union all select 'entered', e.started_at, e.key, e.element_id, null, null, 6 from element_instance e where ${mine('e')}
      union all select case when e.outcome = 'terminated' then 'cancelled' else 'left' end, e.ended_at, e.key, e.element_id, null, null, 4 from element_instance e where ${mine('e')} and e.ended_at is not null
      union all select 'written', v.updated_at, v.key, v.written_by, v.name, null, 5 from variable v where ${mine('v')}
      union all select 'written', h.written_at, v.key, h.written_by, v.name, null, 5 from variable_history h join variable v on v.key = h.variable_key where ${mine('v')} and h.revision <> v.revision
      union all select 'removed', v.removed_at, v.key, null, v.name, null, 5 from variable v where ${mine('v')} and v.removed_at is not null
      union all select 'jobMade', j.created_at, j.key, j.element_id, coalesce(j.type, j.kind), null, 7 from job j where ${mine('j')}
      union all select 'jobFailed', a.failed_at, j.key, j.element_id, a.error_message, null, 8 from job_attempt a join job j on j.key = a.job_key where ${mine('a')}
      union all select case when j.outcome = 'canceled' then 'jobCancelled' else 'jobDone' end, j.ended_at, j.key, j.element_id, coalesce(j.type, j.kind), null, 3 from job j where ${mine('j')} and j.ended_at is not null
      union all select 'incident', n.raised_at, n.key, n.element_id, n.message, null, 9 from incident n where ${mine('n')}
      union all select 'resolved', n.resolved_at, n.key, n.element_id, null, null, 2 from incident n where ${mine('n')} and n.resolved_at is not null
      union all select 'waits', s.created_at, s.key, s.element_id, s.name, null, 7 from subscription s where ${mine('s')}
      union all select 'waitsNoMore', s.closed_at, s.key, s.element_id, s.name, null, 3 from subscription s where ${mine('s')} and s.closed_at is not null
      union all select 'taskMade', u.created_at, u.key, u.element_id, u.name, null, 7 from user_task u where ${mine('u')}
      union all select 'taskAssigned', g.assigned_at, u.key, u.element_id, g.after, null, 8 from task_assignment g join user_task u on u.key = g.task_key where ${mine('g')}
      union all select case when u.outcome = 'completed' then 'taskDone' else 'taskCancelled' end, u.ended_at, u.key, u.element_id, u.name, null, 3 from user_task u where ${mine('u')} and u.ended_at is not null
      union all select 'decided', x.evaluated_at, x.key, x.element_id, coalesce(x.decision_name, x.decision_id), null, 7 from decision_instance x where ${mine('x')}
      union all select 'called', c.started_at, c.key, e.element_id, d.process_id, null, 7 from own join instance c on c.parent_instance_key = own.key join definition d on d.key = c.definition_key left join element_instance e on e.key = c.parent_element_instance_key
      union all select 'operation', o.at, o.n, o.element_id, o.operation, o.actor_name, 10 from audit_entry o where ${mine('o')} and o.outcome = 'done' and o.actor_kind <> 'system' and ${seesOperations}::boolean
    ) events where exists (select 1 from own) order by at desc, rank desc, key desc limit ${MAX_EVENTS + 1}::int`);
}
