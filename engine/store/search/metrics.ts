import type { Instant } from '../../core/state.ts';
import type { Queryable } from '../connection.ts';

/** What is counted: each thing by the moment at which it happened. */
const COUNTED = {
  instanceStarts: { from: 'instance', at: 'started_at', where: 'parent_instance_key is null', value: '1' },
  elementStarts: { from: 'element_history', at: 'started_at', where: `kind <> 'adHocInnerInstance'`, value: '1' },
  elementEnds: {
    from: 'element_history',
    at: 'ended_at',
    where: `kind <> 'adHocInnerInstance' and outcome is distinct from 'merged'`,
    value: '1',
  },
  decisions: { from: 'decision_instance', at: 'evaluated_at', where: 'failure is null', value: '1' },
  /** The parts of tables that were looked at: inputs and outputs of what matched. */
  decisionElements: {
    from: 'decision_instance',
    at: 'evaluated_at',
    where: 'failure is null',
    value: 'greatest(1, jsonb_array_length(inputs) + jsonb_array_length(rules))',
  },
  jobsDone: { from: 'job', at: 'ended_at', where: `kind <> 'worker' and outcome = 'completed'`, value: '1' },
  jobsFailed: { from: 'job_attempt', at: 'failed_at', where: 'worker is null', value: '1' },
} as const;
export type Counted = keyof typeof COUNTED;

export interface Metrics {
  /** null: at any time. */
  sum(what: Counted, from: Instant | null, until: Instant | null): Promise<number>;
  /** People to whom tasks were given. */
  people(from: Instant | null, until: Instant | null): Promise<number>;
  /** By intervals of so many seconds, the latest first; those in which nothing happened are left out. */
  intervals(
    what: Counted,
    range: {
      readonly from: Instant | null;
      readonly until: Instant | null;
      readonly seconds: number;
      readonly limit: number;
      readonly offset: number;
    },
  ): Promise<readonly { readonly at: Instant; readonly value: number }[]>;
}

const text = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
const during = (column: string): string =>
  `($1::timestamptz is null or ${column} >= $1) and ($2::timestamptz is null or ${column} < $2)`;

export function createMetrics(connection: Queryable): Metrics {
  return {
    async sum(what, from, until) {
      const { from: table, at, where, value } = COUNTED[what];
      const { rows } = await connection.query<{ sum: string | null }>({
        text: `select sum(${value}) as sum from ${table} where ${at} is not null and ${where} and ${during(at)}`,
        values: [text(from), text(until)],
      });
      return Number(rows[0]?.sum ?? 0);
    },
    async people(from, until) {
      const { rows } = await connection.query<{ count: string }>({
        text: `select count(distinct user_id) as count from task_link where type = 'assignee' and is_added
          and ${during('at')}`,
        values: [text(from), text(until)],
      });
      return Number(rows[0]?.count ?? 0);
    },
    async intervals(what, { from, until, seconds, limit, offset }) {
      const { from: table, at, where, value } = COUNTED[what];
      const { rows } = await connection.query<{ at: Instant; value: string }>({
        text: `select to_timestamp(floor(extract(epoch from ${at}) / $3::int) * $3::int) as at, sum(${value}) as value
          from ${table} where ${at} is not null and ${where} and ${during(at)} group by 1 order by 1 desc
          limit $4 offset $5`,
        values: [text(from), text(until), seconds, limit, offset],
      });
      return rows.map((row) => ({ at: row.at, value: Number(row.value) }));
    },
  };
}
