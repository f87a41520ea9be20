import type { Instant, Key } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Queryable } from './connection.ts';

export interface ThrownSignal {
  readonly key: Key;
  readonly name: string;
  readonly tenant_id: string | null;
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** The tree that has it already. */
  readonly served_tree_key: Key | null;
  readonly business_key: string | null;
  /** That threw it. */
  readonly instance_key: Key | null;
  readonly is_async: boolean;
}

/**
 * Signals that nobody broadcasts yet, or whose node died; they are this node's until then. In the order in which they
 * were thrown.
 */
export async function claimThrownSignals(
  connection: Queryable,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<readonly ThrownSignal[]> {
  const { rows } = await connection.query<ThrownSignal>({
    name: 'claim thrown signals',
    text: `update thrown_signal s set claimed_until = $2
      from (select key from thrown_signal where claimed_until is null or claimed_until <= $1 order by key limit $3
        for update skip locked) free
      where s.key = free.key returning s.key, s.name, s.tenant_id, s.variables, s.served_tree_key, s.business_key,
        s.instance_key, s.is_async`,
    values: [new Date(now).toISOString(), new Date(until).toISOString(), limit],
  });
  return [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** It has reached all that waited for it. */
export async function deleteThrownSignal(connection: Queryable, key: Key): Promise<void> {
  await connection.query({
    name: 'delete thrown signal',
    text: 'delete from thrown_signal where key = $1',
    values: [key],
  });
}
