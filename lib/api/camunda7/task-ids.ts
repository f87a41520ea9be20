import type { Concept, Engine, Key, Rows, UserTaskRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { isKey } from './ids.ts';
import { type Filter, NOTHING, type Where } from './query/filter.ts';

/** Whoever makes a task that belongs to no process may give it an id of his own; every other task is its key. */
export const taskId = ({ key, externalId }: Pick<UserTaskRow, 'key' | 'externalId'>): string => externalId ?? key;

/** The keys that ids of tasks mean; those that mean none are left out. */
export async function taskKeysOf(engine: Engine, ids: readonly string[]): Promise<readonly Key[]> {
  const names = ids.filter((id) => !isKey(id));
  const named =
    names.length === 0
      ? []
      : await engine.search.find('userTask', {
          where: [{ field: 'externalId', op: 'in', value: names }],
          limit: names.length,
        });
  return [...ids.filter(isKey), ...named.map(({ key }) => key)];
}

/** The key that the id in the path means; null: none that could be. */
export async function taskKeyOf(call: Call): Promise<Key | null> {
  return (await taskKeysOf(call.engine, [call.param('id')]))[0] ?? null;
}

/** Ended or not. */
export async function anyTask(call: Call): Promise<UserTaskRow | null> {
  const id = call.param('id');
  if (isKey(id)) {
    const task = await call.engine.search.get('userTask', id);
    if (task !== null) return task;
  }
  return (
    (
      await call.engine.search.find('userTask', { where: [{ field: 'externalId', op: '=', value: id }], limit: 1 })
    )[0] ?? null
  );
}

/** Filters by the ids of tasks, on a field that holds their keys. */
export function taskFilters<C extends Concept>(
  field: keyof Rows[C] & string,
): { readonly one: Filter<C>; readonly many: Filter<C> } {
  const where = async (engine: Engine, ids: readonly string[]): Promise<Where<C>> => {
    const keys = await taskKeysOf(engine, ids);
    return keys.length === 0 ? NOTHING : [{ field, op: 'in', value: keys }];
  };
  return {
    one: { kind: 'text', where: (id, { engine }) => where(engine, [id]) },
    many: { kind: 'texts', where: (ids, { engine }) => where(engine, ids) },
  };
}
