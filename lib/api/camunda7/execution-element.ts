import type { ElementInstanceRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { isKey } from './ids.ts';

/** Elements of one scope that are looked at. */
const MAX_INSIDE = 1_000;

/**
 * The element instance that an execution's id means: what stands in the execution of a scope, else its own. null: there
 * is none.
 */
export async function elementAt(call: Call, id: string): Promise<ElementInstanceRow | null> {
  if (!isKey(id)) return null;
  const { search } = call.engine;
  const own = await search.get('elementInstance', id);
  if (own !== null && own.endedAt !== null) return null;
  const inside = await search.find('elementInstance', {
    where: [
      // A scope that is no element instance is a whole instance.
      { field: 'instanceKey', op: '=', value: own?.instanceKey ?? id },
      { field: 'scopeKey', op: '=', value: id },
      { field: 'endedAt', op: 'isNull' },
    ],
    limit: MAX_INSIDE,
  });
  const keys = inside.map(({ key }) => key);
  const executions =
    keys.length === 0 ? [] : await search.find('execution', { where: [{ field: 'key', op: 'in', value: keys }] });
  const ofTheirOwn = new Set(executions.map(({ key }) => key));
  const [only, second] = inside;
  return (
    inside.find(({ key }) => !ofTheirOwn.has(key)) ?? own ?? (only !== undefined && second === undefined ? only : null)
  );
}
