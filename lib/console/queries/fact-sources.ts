import { Prisma } from '@/lib/db.ts';
import type { InstanceEventKind } from '../views/event-view.ts';

/** Records of one source that a page tells. */
const AT_ONCE = 400;
/** Rows of what was passed in one go, of which each tells many elements, and runs of former values. */
const RUNS_AT_ONCE = 100;

/** Where a page goes on: behind the record with this key; what was written one after the other has a number too. */
export interface AfterRecord {
  readonly key: string;
  readonly n: string;
}

/**
 * One kind of rows that keep something of an instance, in the order of their keys, newest first. Each row tells one fact
 * or several: kind, moment, element, text; without a moment it did not happen. `records` has the columns `record`, `n`,
 * `key` (null: nothing to tell) and what `facts` needs.
 */
export interface FactSource {
  readonly id: string;
  readonly kinds: readonly InstanceEventKind[];
  readonly atOnce: number;
  readonly records: (instanceKey: string, after: AfterRecord | null, isDrawn: boolean) => Prisma.Sql;
  readonly facts: Prisma.Sql;
}

/** The next rows of a table of the instance, by its alias. */
function next(alias: string, instanceKey: string, after: AfterRecord | null, limit = AT_ONCE): Prisma.Sql {
  const column = Prisma.raw(`${alias}.key`);
  const beyond = after === null ? Prisma.empty : Prisma.sql`and ${column} < ${after.key}::bigint`;
  return Prisma.sql`${Prisma.raw(alias)}.instance_key = ${instanceKey}::bigint ${beyond}
    order by ${column} desc limit ${limit}::int`;
}

const elements: FactSource = {
  id: 'elements',
  kinds: ['entered', 'left', 'cancelled'],
  atOnce: AT_ONCE,
  records: (instanceKey, after, isDrawn) => Prisma.sql`select e.key as record, 0 as n, e.key, e.element_id, e.outcome,
    e.started_at, e.ended_at from element_instance e
    where ${isDrawn ? Prisma.sql`e.kind not in ('multiInstanceBody', 'adHocInnerInstance') and` : Prisma.empty}
    ${next('e', instanceKey, after)}`,
  facts: Prisma.sql`('entered', r.started_at, r.element_id, null),
    (case when r.outcome = 'terminated' then 'cancelled' else 'left' end, r.ended_at, r.element_id, null)`,
};

/** What was passed straight through: one row for all of a path. */
const passed: FactSource = {
  id: 'passed',
  kinds: ['entered', 'left', 'cancelled'],
  atOnce: RUNS_AT_ONCE,
  records: (instanceKey, after, isDrawn) => {
    const beyond = after === null ? Prisma.empty : Prisma.sql`and p.first_key < ${after.key}::bigint`;
    const drawn = isDrawn ? Prisma.sql`and x.kind not in ('multiInstanceBody', 'adHocInnerInstance')` : Prisma.empty;
    return Prisma.sql`select p.first_key as record, 0 as n, p.first_key + x.key_offset as key, x.element_id, x.outcome,
      p.passed_at from (
        select p.first_key, p.path_key, p.passed_at from passed_elements p
        where p.instance_key = ${instanceKey}::bigint ${beyond} order by p.first_key desc limit ${RUNS_AT_ONCE}::int
      ) p left join path_element x on x.path_key = p.path_key ${drawn}`;
  },
  facts: Prisma.sql`('entered', r.passed_at, r.element_id, null),
    (case when r.outcome = 'terminated' then 'cancelled' else 'left' end, r.passed_at, r.element_id, null)`,
};

const variables: FactSource = {
  id: 'variables',
  kinds: ['written', 'removed'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select v.key as record, 0 as n, v.key, v.name, v.written_by, v.updated_at,
    v.removed_at from variable v where ${next('v', instanceKey, after)}`,
  facts: Prisma.sql`('written', r.updated_at, r.written_by, r.name), ('removed', r.removed_at, null, r.name)`,
};

/** Values that were replaced: runs of them, by their variable and the number of the first. */
const former: FactSource = {
  id: 'former',
  kinds: ['written'],
  atOnce: RUNS_AT_ONCE,
  records: (instanceKey, after) => {
    const beyond =
      after === null
        ? Prisma.empty
        : Prisma.sql`and v.key <= ${after.key}::bigint
          and (f.variable_key, f.revision) < (${after.key}::bigint, ${after.n}::int)`;
    return Prisma.sql`select s.record, s.n, s.record as key, s.name, s.written_by,
        case when s.n + i - 1 <> s.last then s.written_at end as written_at from (
        select f.variable_key as record, f.revision as n, f.texts, f.written_by, f.written_at, v.name,
          v.revision as last from variable v join former_value f on f.variable_key = v.key
        where v.instance_key = ${instanceKey}::bigint and v.revision > 1 ${beyond}
        order by f.variable_key desc, f.revision desc limit ${RUNS_AT_ONCE}::int
      ) s cross join lateral generate_subscripts(s.texts, 1) i`;
  },
  facts: Prisma.sql`('written', r.written_at, r.written_by, r.name)`,
};

const jobs: FactSource = {
  id: 'jobs',
  kinds: ['jobMade', 'jobDone', 'jobCancelled'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select j.key as record, 0 as n, j.key, j.element_id, j.outcome,
    coalesce(j.type, j.kind) as name, j.created_at, j.ended_at from job j where ${next('j', instanceKey, after)}`,
  facts: Prisma.sql`('jobMade', r.created_at, r.element_id, r.name),
    (case when r.outcome = 'canceled' then 'jobCancelled' else 'jobDone' end, r.ended_at, r.element_id, r.name)`,
};

const attempts: FactSource = {
  id: 'attempts',
  kinds: ['jobFailed'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select a.record, 0 as n, j.key, j.element_id, a.error_message, a.failed_at
    from (select a.key as record, a.job_key, a.error_message, a.failed_at from job_attempt a
      where ${next('a', instanceKey, after)}) a join job j on j.key = a.job_key`,
  facts: Prisma.sql`('jobFailed', r.failed_at, r.element_id, r.error_message)`,
};

const incidents: FactSource = {
  id: 'incidents',
  kinds: ['incident', 'resolved'],
  atOnce: AT_ONCE,
  records: (
    instanceKey,
    after,
  ) => Prisma.sql`select n.key as record, 0 as n, n.key, n.element_id, n.message, n.raised_at,
    n.resolved_at from incident n where ${next('n', instanceKey, after)}`,
  facts: Prisma.sql`('incident', r.raised_at, r.element_id, r.message), ('resolved', r.resolved_at, r.element_id, null)`,
};

const waits: FactSource = {
  id: 'waits',
  kinds: ['waits', 'waitsNoMore'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select s.key as record, 0 as n, s.key, s.element_id, s.name, s.created_at,
    s.closed_at from subscription s where ${next('s', instanceKey, after)}`,
  facts: Prisma.sql`('waits', r.created_at, r.element_id, r.name), ('waitsNoMore', r.closed_at, r.element_id, r.name)`,
};

const tasks: FactSource = {
  id: 'tasks',
  kinds: ['taskMade', 'taskDone', 'taskCancelled'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select u.key as record, 0 as n, u.key, u.element_id, u.name, u.outcome,
    u.created_at, u.ended_at from user_task u where ${next('u', instanceKey, after)}`,
  facts: Prisma.sql`('taskMade', r.created_at, r.element_id, r.name),
    (case when r.outcome = 'completed' then 'taskDone' else 'taskCancelled' end, r.ended_at, r.element_id, r.name)`,
};

const assignments: FactSource = {
  id: 'assignments',
  kinds: ['taskAssigned'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select g.record, 0 as n, u.key, u.element_id, g.after, g.assigned_at
    from (select g.key as record, g.task_key, g.after, g.assigned_at from task_assignment g
      where ${next('g', instanceKey, after)}) g join user_task u on u.key = g.task_key`,
  facts: Prisma.sql`('taskAssigned', r.assigned_at, r.element_id, r.after)`,
};

const decisions: FactSource = {
  id: 'decisions',
  kinds: ['decided'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => Prisma.sql`select x.key as record, 0 as n, x.key, x.element_id,
    coalesce(x.decision_name, x.decision_id) as name, x.evaluated_at from decision_instance x
    where ${next('x', instanceKey, after)}`,
  facts: Prisma.sql`('decided', r.evaluated_at, r.element_id, r.name)`,
};

/** Instances that it called. */
const calls: FactSource = {
  id: 'calls',
  kinds: ['called'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => {
    const beyond = after === null ? Prisma.empty : Prisma.sql`and c.key < ${after.key}::bigint`;
    return Prisma.sql`select c.key as record, 0 as n, c.key, e.element_id, d.process_id, c.started_at from (
        select c.key, c.started_at, c.definition_key, c.parent_element_instance_key from instance c
        where c.parent_instance_key = ${instanceKey}::bigint ${beyond} order by c.key desc limit ${AT_ONCE}::int
      ) c join definition d on d.key = c.definition_key
      left join element_instance e on e.key = c.parent_element_instance_key`;
  },
  facts: Prisma.sql`('called', r.started_at, r.element_id, r.process_id)`,
};

/** What people did to it: the operation, and behind a space who did it. */
const operations: FactSource = {
  id: 'operations',
  kinds: ['operation'],
  atOnce: AT_ONCE,
  records: (instanceKey, after) => {
    const beyond = after === null ? Prisma.empty : Prisma.sql`and o.n < ${after.key}::bigint`;
    return Prisma.sql`select o.n as record, 0 as n, o.n as key, o.element_id, o.operation, o.actor_name, o.at
      from audit_entry o where o.instance_key = ${instanceKey}::bigint and o.outcome = 'done'
      and o.actor_kind <> 'system' ${beyond} order by o.n desc limit ${AT_ONCE}::int`;
  },
  facts: Prisma.sql`('operation', r.at, r.element_id, r.operation || ' ' || coalesce(r.actor_name, ''))`,
};

export const FACT_SOURCES: readonly FactSource[] = [
  elements,
  passed,
  variables,
  former,
  jobs,
  attempts,
  incidents,
  waits,
  tasks,
  assignments,
  decisions,
  calls,
  operations,
];
