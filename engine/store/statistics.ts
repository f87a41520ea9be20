import type { Key } from '../core/state.ts';
import { inTransaction, type Pool, type Queryable } from './connection.ts';

/** Rows of `statistic_change` (one for each batch), and as many of `path_change`, that are added up in one go. */
const CHANGES_PER_FOLD = 2_000;
const FOLD_LOCK = 4_201;

/** Adds the deltas up into the counters. One node at a time; false: another one is at it, or there was nothing. */
export async function foldStatistics(pool: Pool): Promise<boolean> {
  return inTransaction(pool, async (connection) => {
    const { rows } = await connection.query<{ locked: boolean }>({
      text: 'select pg_try_advisory_xact_lock($1) as locked',
      values: [FOLD_LOCK],
    });
    return rows[0]?.locked === true && (await foldSome(connection)) > 0;
  });
}

/** Of a definition whose instances are removed with all that was kept of them. */
export async function dropStatistics(connection: Queryable, definitionKey: Key): Promise<void> {
  await connection.query({ text: 'select pg_advisory_xact_lock($1)', values: [FOLD_LOCK] });
  while ((await foldSome(connection)) > 0);
  await connection.query({ text: 'delete from statistic where definition_key = $1', values: [definitionKey] });
}

/** How many counters changed. */
async function foldSome(connection: Queryable): Promise<number> {
  // Draining by `delete … returning` is six times as fast as marking rows.
  const { rowCount } = await connection.query({
    text: `with drained as (delete from statistic_change
      where ctid = any(array(select ctid from statistic_change limit $1))
      returning definition_keys, element_ids, states, deltas),
             drained_paths as (delete from path_change
      where ctid = any(array(select ctid from path_change limit $1))
      returning path_key, passed, completed),
             passed as (select path_key, sum(passed)::bigint as passed, sum(completed)::bigint as completed
                        from drained_paths group by 1),
             summed as (select c.definition_key, c.element_id, c.state, sum(c.delta)::bigint as delta from (
                          select u.definition_key, u.element_id, u.state, u.delta
                          from drained d, unnest(d.definition_keys, d.element_ids, d.states,
                            d.deltas) as u(definition_key, element_id, state, delta)
                          union all select e.definition_key, e.element_id, e.outcome, p.passed
                          from passed p join path_element e on e.path_key = p.path_key
                          where e.kind <> 'adHocInnerInstance' and e.outcome in ('completed', 'terminated')
                          union all select e.definition_key, '', 'completed', p.completed
                          from passed p join path_element e on e.path_key = p.path_key and e.key_offset = 0
                          where p.completed > 0) c group by 1, 2, 3)
           insert into statistic as s (definition_key, element_id, state, count)
             select definition_key, element_id, state, delta from summed order by 1, 2, 3
           on conflict (definition_key, element_id, state) do update set count = s.count + excluded.count`,
    values: [CHANGES_PER_FOLD],
  });
  return rowCount ?? 0;
}

export interface ElementStatistic {
  readonly elementId: string;
  readonly active: number;
  readonly incidents: number;
  readonly completed: number;
  readonly terminated: number;
}

/** Counters of one definition, folded and not yet folded ones together. '' is the definition itself. */
export async function elementStatistics(
  connection: Queryable,
  definitionKey: Key,
): Promise<readonly ElementStatistic[]> {
  const { rows } = await connection.query<{ element_id: string; state: string; count: string }>({
    name: 'element statistics',
    text: `select element_id, state, sum(count)::bigint as count from (
             select element_id, state, count from statistic where definition_key = $1
             union all select element_id, state, delta from statistic_delta where definition_key = $1) s
               group by element_id, state`,
    values: [definitionKey],
  });
  const byElement = new Map<string, { active: number; incidents: number; completed: number; terminated: number }>();
  for (const { element_id, state, count } of rows) {
    const counts = byElement.get(element_id) ?? { active: 0, incidents: 0, completed: 0, terminated: 0 };
    if (state === 'active' || state === 'completed' || state === 'terminated') counts[state] = Number(count);
    else if (state === 'incident') counts.incidents = Number(count);
    byElement.set(element_id, counts);
  }
  return [...byElement].map(([elementId, counts]) => ({ elementId, ...counts }));
}

/** Running instances of each definition that has some. */
export async function runningInstances(connection: Queryable): Promise<ReadonlyMap<Key, number>> {
  const { rows } = await connection.query<{ definition_key: Key; count: string }>({
    name: 'running instances',
    text: `select definition_key, sum(count)::bigint as count from (
             select definition_key, count from statistic where element_id = '' and state = 'active'
             union all select definition_key, delta from statistic_delta where element_id = '' and state = 'active') s
               group by definition_key having sum(count) > 0`,
  });
  return new Map(rows.map(({ definition_key: definitionKey, count }) => [definitionKey, Number(count)]));
}
