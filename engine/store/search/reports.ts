import type { Instant, Key } from '../../core/state.ts';
import type { Queryable } from '../connection.ts';

export interface ReportScope {
  readonly definitionKeys?: readonly Key[];
  readonly processIds?: readonly string[];
  readonly from?: Instant;
  readonly until?: Instant;
}
export interface PeriodDurations {
  readonly period: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly average: number;
}
export interface TaskCount {
  readonly count: number;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly definitionVersion: number;
  readonly definitionName: string | null;
  readonly tenantId: string | null;
  readonly taskName: string | null;
}
/** `tenantIds`: of any tenant when undefined; null in it means: of none. */
export interface CleanableScope {
  readonly definitionKeys?: readonly Key[];
  readonly ids?: readonly string[];
  readonly tenantIds?: readonly (string | null)[];
  readonly now: Instant;
  readonly onlyFinished: boolean;
}
export interface CleanableCount {
  readonly key: Key;
  readonly id: string;
  readonly name: string | null;
  readonly version: number;
  readonly tenantId: string | null;
  readonly historyTtlDays: number | null;
  readonly finished: number;
  readonly cleanable: number;
}

/**
 * Numbers over what has finished. They read what they count, so each is confined by definitions or times where it can
 * be.
 */
export interface Reports {
  /** How long instances took, by the month or quarter in which they began. */
  instanceDurations(unit: 'month' | 'quarter', scope: ReportScope): Promise<readonly PeriodDurations[]>;
  taskDurations(
    unit: 'month' | 'quarter',
    scope: Pick<ReportScope, 'from' | 'until'>,
  ): Promise<readonly PeriodDurations[]>;
  taskCounts(by: 'definition' | 'name', scope: Pick<ReportScope, 'from' | 'until'>): Promise<readonly TaskCount[]>;
  /** Open tasks that nobody has taken, by the group that they are offered to; null: to none. */
  tasksPerGroup(): Promise<readonly { readonly groupName: string | null; readonly taskCount: number }[]>;
  /** What has finished, and of it what nobody has to keep any longer. */
  cleanable(what: 'instance' | 'decision', scope: CleanableScope): Promise<readonly CleanableCount[]>;
}

const at = (instant: Instant | undefined): string | null =>
  instant === undefined ? null : new Date(instant).toISOString();
const durations = (
  unit: string,
  began: string,
): string => `extract(${unit} from ${began} at time zone 'UTC')::int as period,
  (min(extract(epoch from ended_at - ${began})) * 1000)::bigint as minimum, (max(extract(epoch from ended_at - ${began})) * 1000)::bigint as maximum, round(avg(extract(epoch from ended_at - ${began})) * 1000)::bigint as average`;

interface DurationRow {
  readonly period: number;
  readonly minimum: string;
  readonly maximum: string;
  readonly average: string;
}
const durationsOf = ({ period, minimum, maximum, average }: DurationRow): PeriodDurations => ({
  period,
  minimum: Number(minimum),
  maximum: Number(maximum),
  average: Number(average),
});

export function createReports(connection: Queryable): Reports {
  return {
    async instanceDurations(unit, { definitionKeys, processIds, from, until }) {
      const { rows } = await connection.query<DurationRow>({
        text: `select ${durations(unit, 'i.started_at')} from instance i where i.ended_at is not null
          and ($1::bigint[] is null or i.definition_key = any($1))
          and ($2::text[] is null or i.definition_key in (select key from definition where process_id = any($2)))
            and ($3::timestamptz is null or i.started_at >= $3) and ($4::timestamptz is null or i.started_at <= $4)
            group by 1 order by 1`,
        values: [definitionKeys ?? null, processIds ?? null, at(from), at(until)],
      });
      return rows.map(durationsOf);
    },
    async taskDurations(unit, { from, until }) {
      const { rows } = await connection.query<DurationRow>({
        text: `select ${durations(unit, 't.created_at')} from user_task t where t.ended_at is not null
          and ($1::timestamptz is null or t.ended_at >= $1) and ($2::timestamptz is null or t.ended_at <= $2) group by 1
          order by 1`,
        values: [at(from), at(until)],
      });
      return rows.map(durationsOf);
    },
    async taskCounts(by, { from, until }) {
      const name = by === 'name' ? 't.name' : 'null::text';
      const { rows } = await connection.query<Omit<TaskCount, 'count'> & { count: string }>({
        text: `select count(*) as count, d.key as "definitionKey", d.process_id as "processId",
          d.version as "definitionVersion", d.name as "definitionName", t.tenant_id as "tenantId", ${name} as "taskName"
          from user_task t join definition d on d.key = t.definition_key where t.ended_at is not null
            and ($1::timestamptz is null or t.ended_at >= $1) and ($2::timestamptz is null or t.ended_at <= $2)
          group by d.key, t.tenant_id, 7 order by d.key, 7`,
        values: [at(from), at(until)],
      });
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    async tasksPerGroup() {
      const { rows } = await connection.query<{ groupName: string | null; count: string }>({
        text: `select g as "groupName", count(*) as count from user_task t left
          join lateral unnest(t.candidate_groups) g on true where t.ended_at is null and t.assignee is null group by g
          order by g`,
      });
      return rows.map(({ groupName, count }) => ({ groupName, taskCount: Number(count) }));
    },
    async cleanable(what, scope) {
      const { rows } = await connection.query<
        Omit<CleanableCount, 'finished' | 'cleanable'> & { finished: string; cleanable: string }
      >({
        text: `select * from (${what === 'instance' ? FINISHED_INSTANCES : FINISHED_DECISIONS}) c
          where (not $5 or finished > 0) order by key`,
        values: [
          scope.definitionKeys ?? null,
          scope.ids ?? null,
          scope.tenantIds?.map((id) => id ?? '') ?? null,
          at(scope.now),
          scope.onlyFinished,
        ],
      });
      return rows.map((row) => ({ ...row, finished: Number(row.finished), cleanable: Number(row.cleanable) }));
    },
  };
}

/** What people have fixed goes before what the definition says. */
const FINISHED_INSTANCES = `select d.key, d.process_id as id, d.name, d.version, d.tenant_id as "tenantId",
  d.history_ttl_days as "historyTtlDays", count(i.key) as finished,
    count(i.key) filter (where case when i.is_removal_fixed then i.removal_at
      else i.ended_at + d.history_ttl_days * interval '1 day' end <= $4::timestamptz) as cleanable
  from definition d left join instance i on i.definition_key = d.key and i.ended_at is not null
  where d.deleted_at is null and d.dialect = 'camunda7' and ($1::bigint[] is null or d.key = any($1))
    and ($2::text[] is null or d.process_id = any($2)) and ($3::text[] is null or coalesce(d.tenant_id, '') = any($3))
    group by d.key`;
const FINISHED_DECISIONS = `select d.key, d.decision_id as id, d.name, d.version, d.tenant_id as "tenantId",
  d.history_ttl_days as "historyTtlDays", count(i.key) as finished,
    count(i.key) filter (where case when i.is_removal_fixed then i.removal_at
      else i.evaluated_at + d.history_ttl_days * interval '1 day' end <= $4::timestamptz) as cleanable
  from decision_definition d left join decision_instance i on i.decision_key = d.key and i.failure is null
  where d.dialect = 'camunda7' and ($1::bigint[] is null or d.key = any($1))
    and ($2::text[] is null or d.decision_id = any($2)) and ($3::text[] is null or coalesce(d.tenant_id, '') = any($3))
    group by d.key`;
