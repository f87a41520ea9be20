import type { Definition } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { definitionQuery, findDefinition } from './definition.ts';
import { defineQuery, type QueryContext } from './query.ts';

/** Instances whose first variables are looked at. */
const SAMPLE_SIZE = 50;
const MAX_VARIABLES = 20;
/** Written this soon after the start: by whoever started it. */
const START_WINDOW = '10 milliseconds';

export const startForm = defineQuery('start-form', {
  permission: 'instance.start',
  parameters: definitionQuery,
  run: async (context, query) => {
    const found = await findDefinition(context, query);
    if (found === null) return null;
    const loaded = await context.engine.definition({ key: found.key });
    return {
      definition: { key: found.key, processId: found.processId, version: found.version, name: found.name },
      isSuspended: found.isSuspended,
      hasNoneStart: loaded !== null && hasNoneStart(loaded.graph),
      knownVariables: await knownVariables(context, found.processId),
    };
  },
});

/** Without a none start event a start by hand would be refused. */
function hasNoneStart(graph: Definition['graph']): boolean {
  return graph.startEventIds.some((id) => {
    const element = graph.elements.get(id);
    return element?.kind === 'startEvent' && element.trigger.kind === 'none';
  });
}

function knownVariables(context: QueryContext, processId: string): Promise<{ name: string; type: string }[]> {
  return context.database.$queryRaw(Prisma.sql`
    select v.name, mode() within group (order by v.type) as type
    from definition d
    cross join lateral (select i.key, i.started_at from instance i where i.definition_key = d.key order by i.key desc limit ${SAMPLE_SIZE}::int) i
    join variable v on v.instance_key = i.key and v.scope_key = i.key and v.created_at < i.started_at + ${START_WINDOW}::interval
    where d.process_id = ${processId} and d.is_latest
    group by v.name order by count(*) desc, v.name limit ${MAX_VARIABLES}::int`);
}
