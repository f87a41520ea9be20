import type { Key } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import { until } from './test-engine.ts';

/** Half of the rounds are held; who is asked first, and on which node, changes as well. */
export interface Round {
  readonly n: number;
  /** The tree's row is locked until both wait for it with what they decided, so the second finds a newer version. */
  readonly isHeld: boolean;
  /** Which of both is asked first. */
  readonly starts: 0 | 1;
  /** The node of the first one; the other has the other. */
  readonly node: 0 | 1;
}

export const roundOf = (n: number): Round => ({
  n,
  isHeld: n % 2 === 0,
  starts: ((n >> 1) & 1) === 0 ? 0 : 1,
  node: ((n >> 2) & 1) === 0 ? 0 : 1,
});

/** Asks both at the same moment; held, they come to the tree's row in the order in which they were asked. */
export async function askBoth<T>(
  pool: Pool,
  treeKey: Key,
  { isHeld, starts }: Round,
  asks: readonly [() => Promise<T>, () => Promise<T>],
): Promise<readonly [T, T]> {
  if (!isHeld) {
    const late = asks[starts]();
    const [one, other] = await Promise.all(starts === 0 ? [late, asks[1]()] : [asks[0](), late]);
    return [one, other];
  }
  const holder = await pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select from process_tree where key = $1 for update', [treeKey]);
    const first = asks[starts]();
    await waiters(pool, 1);
    const second = asks[starts === 0 ? 1 : 0]();
    await waiters(pool, 2);
    await holder.query('commit');
    const [one, other] = await Promise.all(starts === 0 ? [first, second] : [second, first]);
    return [one, other];
  } finally {
    holder.release();
  }
}

/** Until so many connections to this database wait for a row. */
async function waiters(pool: Pool, count: number): Promise<void> {
  await until(
    async () =>
      (
        await pool.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database()
            and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')`,
        )
      ).rows[0]?.n ?? 0,
    (n) => n >= count,
  );
}
