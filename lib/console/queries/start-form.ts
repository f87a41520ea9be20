import type { Definition, Element } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { definitionQuery, findDefinition } from './definition.ts';
import { formOf } from './form-of.ts';
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
    const start = loaded ? noneStart(loaded.graph) : undefined;
    return {
      definition: { key: found.key, processId: found.processId, version: found.version, name: found.name },
      isSuspended: found.isSuspended,
      hasNoneStart: start !== undefined,
      form:
        loaded &&
        (await formOf(context, {
          definition: loaded,
          element: start,
          formKey: start?.kind === 'startEvent' ? (start.formKey ?? null) : null,
          formDefinitionKey: null,
          seen: {},
          taskKey: null,
        })),
      knownVariables: await knownVariables(context, found.processId),
    };
  },
});

/** Without a none start event a start by hand would be refused. */
function noneStart(graph: Definition['graph']): Element | undefined {
  return graph.startEventIds
    .map((id) => graph.elements.get(id))
    .find((element) => element?.kind === 'startEvent' && element.trigger.kind === 'none');
}

function knownVariables(context: QueryContext, processId: string): Promise<{ name: string; type: string }[]> {
  return context.database.$queryRaw(Prisma.sql`
    select v.name, mode() within group (order by v.type) as type
    from definition d
    cross join lateral (select i.key, i.started_at from instance i where i.definition_key = d.key order by i.key desc
      limit ${SAMPLE_SIZE}::int) i
    join variable v on v.instance_key = i.key and v.scope_key = i.key
      and v.created_at < i.started_at + ${START_WINDOW}::interval
    where d.process_id = ${processId} and d.is_latest
    group by v.name order by count(*) desc, v.name limit ${MAX_VARIABLES}::int`);
}
