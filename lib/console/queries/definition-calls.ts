import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionCallsView, SeenCall } from '../views/definition-view.ts';
import { findDefinition } from './definition.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, visible } from './sql.ts';

/** Newest instances whose callers and calls are looked at: what was called long ago is the search's matter. */
const LOOKED = 500;

interface Row extends DefinitionColumns {
  elementId: string | null;
  count: number;
  lastAt: Date;
}

/**
 * Calls as they happened; what the model says is the browser's to read, for a called process may be chosen by an
 * expression.
 */
export const definitionCalls = defineQuery('definition-calls', {
  permission: 'definition.read',
  parameters: z.object({ definition: key }),
  run: async (context, query): Promise<DefinitionCallsView | null> => {
    if ((await findDefinition(context, { key: query.definition })) === null) return null;
    const [callers, called] = await Promise.all([
      seen(
        context,
        query.definition,
        Prisma.sql`join instance o on o.key = i.parent_instance_key left
          join element_instance e on e.key = i.parent_element_instance_key`,
        Prisma.sql`i.started_at`,
      ),
      seen(
        context,
        query.definition,
        Prisma.sql`join instance o on o.parent_instance_key = i.key left
          join element_instance e on e.key = o.parent_element_instance_key`,
        Prisma.sql`o.started_at`,
      ),
    ]);
    return { callers, called, looked: LOOKED };
  },
});

/** `joined`: the other instance `o`, and the call activity's `e`. */
async function seen(
  context: QueryContext,
  definitionKey: string,
  joined: Prisma.Sql,
  at: Prisma.Sql,
): Promise<readonly SeenCall[]> {
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with newest as (select n.key, n.parent_instance_key, n.parent_element_instance_key, n.started_at from instance n
      where n.definition_key = ${definitionKey}::bigint order by n.key desc limit ${LOOKED}::int)
    select ${DEFINITION_COLUMNS}, e.element_id as "elementId", count(*)::int as count, max(${at}) as "lastAt"
    from newest i ${joined} join definition d on d.key = o.definition_key
    where true ${and(visible(context, 'd.key'))} group by d.key, e.element_id
      order by count(*) desc, d.process_id, d.version desc`);
  return rows.map((row) => ({
    definition: definitionRef(row),
    elementId: row.elementId,
    count: row.count,
    lastAt: instant(row.lastAt),
  }));
}
