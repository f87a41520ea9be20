import type { ElementInstanceRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { isKey } from './ids.ts';

/**
 * The element instance that an execution's id means: its own, or the only one that stands in the scope. null: there is
 * none.
 */
export async function elementAt(call: Call, id: string): Promise<ElementInstanceRow | null> {
  if (!isKey(id)) return null;
  const own = await call.engine.search.get('elementInstance', id);
  if (own !== null) return own.endedAt === null ? own : null;
  // A scope that is no element instance is a whole instance.
  const [only, second] = await call.engine.search.find('elementInstance', {
    where: [
      { field: 'instanceKey', op: '=', value: id },
      { field: 'scopeKey', op: '=', value: id },
      { field: 'endedAt', op: 'isNull' },
    ],
    limit: 2,
  });
  return only !== undefined && second === undefined ? only : null;
}
