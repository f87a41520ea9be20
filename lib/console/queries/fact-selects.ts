import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import type { InstanceEventKind } from '../views/event-view.ts';
import type { QueryContext } from './query.ts';

/**
 * One source of facts, with the kinds that it tells. Columns: kind, at, key, element, text, actor, rank; `own` is the
 * instance.
 */
export type FactSelect = readonly [kinds: readonly InstanceEventKind[], select: Prisma.Sql];
/** The rows of a table, by its alias, that are of the instance. */
type Mine = (alias: string) => Prisma.Sql;

/** `isDrawn`: only elements that stand in the model. */
export function factSelects(context: QueryContext, instanceKey: string, isDrawn: boolean): readonly FactSelect[] {
  const mine: Mine = (alias) => Prisma.sql`${Prisma.raw(alias)}.instance_key = ${instanceKey}::bigint`;
  return [
    ...lifeFacts(),
    ...elementFacts(mine, isDrawn),
    ...variableFacts(mine),
    ...jobFacts(mine),
    ...incidentFacts(mine),
    ...waitFacts(mine),
    ...taskFacts(mine),
    ...resultFacts(mine),
    ...operationFacts(mine, context),
  ];
}

function lifeFacts(): readonly FactSelect[] {
  return [
    [['started'], Prisma.sql`select 'started', own.started_at, own.key, own.start_element_id, null, null, 0 from own`],
    [
      ['ended'],
      Prisma.sql`select 'ended', own.ended_at, own.key, null, own.end_reason, null, 12 from own
        where own.ended_at is not null`,
    ],
  ];
}

function elementFacts(mine: Mine, isDrawn: boolean): readonly FactSelect[] {
  const drawn = isDrawn ? Prisma.sql`and e.kind not in ('multiInstanceBody', 'adHocInnerInstance')` : Prisma.empty;
  return [
    [
      ['entered'],
      Prisma.sql`select 'entered', e.started_at, e.key, e.element_id, null, null, 6 from element_history e
        where ${mine('e')} ${drawn}`,
    ],
    [
      ['left', 'cancelled'],
      Prisma.sql`select case when e.outcome = 'terminated' then 'cancelled'
        else 'left' end, e.ended_at, e.key, e.element_id, null, null, 4 from element_history e where ${mine('e')}
        and e.ended_at is not null ${drawn}`,
    ],
  ];
}

function variableFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

function jobFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

function incidentFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

function waitFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

function taskFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

/** What came of it: decisions, and instances that it called. */
function resultFacts(mine: Mine): readonly FactSelect[] {
  return [
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
  ];
}

/** What people did to it, for those who may read the log. */
function operationFacts(mine: Mine, context: QueryContext): readonly FactSelect[] {
  const operations = authorize(context.person, 'audit.read');
  const seesOperations = operations.isAllowed && !operations.isOwnOnly;
  return [
    [
      ['operation'],
      Prisma.sql`select 'operation', o.at, o.n, o.element_id, o.operation, o.actor_name, 10 from audit_entry o
        where ${mine('o')} and o.outcome = 'done' and o.actor_kind <> 'system' and ${seesOperations}::boolean`,
    ],
  ];
}
