import { authorize } from '@/lib/auth/authorize.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { InstanceEvent, InstanceEventKind } from '../views/event-view.ts';
import type { QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

interface Row extends Omit<InstanceEvent, 'at'> {
  at: Date;
  actorName: string | null;
}

/**
 * `kinds`: which are told; `isDrawn`: elements that stand in the model alone; `maxCharacters`: of a failure's message.
 */
export interface FactsAsked {
  readonly kinds: ReadonlySet<InstanceEventKind>;
  readonly isDrawn: boolean;
  readonly maxCharacters: number;
  readonly limit: number;
}

/**
 * What was kept of an instance, newest first. Rows keep when they began and ended, and all that one command does shares
 * one moment: so it is read from the rows themselves, and nothing is written for it. `rank` orders what shares a
 * moment: what ended, what was written, what began, what went wrong. Empty: there is no such instance, or it is out of
 * reach.
 */
export async function instanceFacts(
  context: QueryContext,
  instanceKey: string,
  { kinds, isDrawn, maxCharacters, limit }: FactsAsked,
): Promise<readonly InstanceEvent[]> {
  const told = selectsOf(context, instanceKey, isDrawn)
    .filter(([ofKinds]) => ofKinds.some((kind) => kinds.has(kind)))
    .map(([, select]) => select);
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with own as (select p.key, p.started_at, p.ended_at, p.outcome, p.end_reason, p.start_element_id from instance p
      where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))})
    select kind, at, key::text as key, element_id as "elementId", left(text, ${maxCharacters}::int) as text,
      actor_name as "actorName"
    from (${Prisma.join(told, ' union all ')}) facts(kind, at, key, element_id, text, actor_name, rank) where
      exists (select 1 from own) order by at desc, rank desc, key desc limit ${limit}::int`);
  return rows.map(({ actorName, ...row }) => ({
    ...row,
    at: instant(row.at),
    text: row.kind === 'operation' ? `${actionLabel(row.text ?? '')} · ${actorName ?? ''}` : row.text,
  }));
}

/** One select for each source, with the kinds that it tells. */
function selectsOf(
  context: QueryContext,
  instanceKey: string,
  isDrawn: boolean,
): readonly (readonly [kinds: readonly InstanceEventKind[], select: Prisma.Sql])[] {
  const mine = (table: string) => Prisma.sql`${Prisma.raw(table)}.instance_key = ${instanceKey}::bigint`;
  const drawn = isDrawn ? Prisma.sql`and e.kind not in ('multiInstanceBody', 'adHocInnerInstance')` : Prisma.empty;
  const operations = authorize(context.person, 'audit.read');
  const seesOperations = operations.isAllowed && !operations.isOwnOnly;
  return [
    [['started'], Prisma.sql`select 'started', own.started_at, own.key, own.start_element_id, null, null, 0 from own`],
    [
      ['ended'],
      Prisma.sql`select 'ended', own.ended_at, own.key, null, own.end_reason, null, 12 from own
        where own.ended_at is not null`,
    ],
    [
      ['entered'],
      Prisma.sql`select 'entered', e.started_at, e.key, e.element_id, null, null, 6 from element_instance e
        where ${mine('e')} ${drawn}`,
    ],
    [
      ['left', 'cancelled'],
      Prisma.sql`select case when e.outcome = 'terminated' then 'cancelled'
        else 'left' end, e.ended_at, e.key, e.element_id, null, null, 4 from element_instance e where ${mine('e')}
        and e.ended_at is not null ${drawn}`,
    ],
    [
      ['written'],
      Prisma.sql`select 'written', v.updated_at, v.key, v.written_by, v.name, null, 5 from variable v
        where ${mine('v')}`,
    ],
    [
      ['written'],
      Prisma.sql`select 'written', h.written_at, v.key, h.written_by, v.name, null, 5 from variable_history h
        join variable v on v.key = h.variable_key where ${mine('v')} and h.revision <> v.revision`,
    ],
    [
      ['removed'],
      Prisma.sql`select 'removed', v.removed_at, v.key, null, v.name, null, 5 from variable v where ${mine('v')}
        and v.removed_at is not null`,
    ],
    [
      ['jobMade'],
      Prisma.sql`select 'jobMade', j.created_at, j.key, j.element_id, coalesce(j.type, j.kind), null, 7 from job j
        where ${mine('j')}`,
    ],
    [
      ['jobFailed'],
      Prisma.sql`select 'jobFailed', a.failed_at, j.key, j.element_id, a.error_message, null, 8 from job_attempt a
        join job j on j.key = a.job_key where ${mine('a')}`,
    ],
    [
      ['jobDone', 'jobCancelled'],
      Prisma.sql`select case when j.outcome = 'canceled' then 'jobCancelled'
        else 'jobDone' end, j.ended_at, j.key, j.element_id, coalesce(j.type, j.kind), null, 3 from job j
        where ${mine('j')} and j.ended_at is not null`,
    ],
    [
      ['incident'],
      Prisma.sql`select 'incident', n.raised_at, n.key, n.element_id, n.message, null, 9 from incident n
        where ${mine('n')}`,
    ],
    [
      ['resolved'],
      Prisma.sql`select 'resolved', n.resolved_at, n.key, n.element_id, null, null, 2 from incident n where ${mine('n')}
        and n.resolved_at is not null`,
    ],
    [
      ['waits'],
      Prisma.sql`select 'waits', s.created_at, s.key, s.element_id, s.name, null, 7 from subscription s
        where ${mine('s')}`,
    ],
    [
      ['waitsNoMore'],
      Prisma.sql`select 'waitsNoMore', s.closed_at, s.key, s.element_id, s.name, null, 3 from subscription s
        where ${mine('s')} and s.closed_at is not null`,
    ],
    [
      ['taskMade'],
      Prisma.sql`select 'taskMade', u.created_at, u.key, u.element_id, u.name, null, 7 from user_task u
        where ${mine('u')}`,
    ],
    [
      ['taskAssigned'],
      Prisma.sql`select 'taskAssigned', g.assigned_at, u.key, u.element_id, g.after, null, 8 from task_assignment g
        join user_task u on u.key = g.task_key where ${mine('g')}`,
    ],
    [
      ['taskDone', 'taskCancelled'],
      Prisma.sql`select case when u.outcome = 'completed' then 'taskDone'
        else 'taskCancelled' end, u.ended_at, u.key, u.element_id, u.name, null, 3 from user_task u where ${mine('u')}
        and u.ended_at is not null`,
    ],
    [
      ['decided'],
      Prisma.sql`select 'decided', x.evaluated_at, x.key, x.element_id, coalesce(x.decision_name, x.decision_id), null,
        7 from decision_instance x where ${mine('x')}`,
    ],
    [
      ['called'],
      Prisma.sql`select 'called', c.started_at, c.key, e.element_id, d.process_id, null, 7 from own
        join instance c on c.parent_instance_key = own.key join definition d on d.key = c.definition_key left
        join element_instance e on e.key = c.parent_element_instance_key`,
    ],
    [
      ['operation'],
      Prisma.sql`select 'operation', o.at, o.n, o.element_id, o.operation, o.actor_name, 10 from audit_entry o
        where ${mine('o')} and o.outcome = 'done' and o.actor_kind <> 'system' and ${seesOperations}::boolean`,
    ],
  ];
}
