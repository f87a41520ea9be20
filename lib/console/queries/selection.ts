import { z } from 'zod';
import { type Database, Prisma } from '@/lib/db.ts';
import type { SelectionReach } from '../views/batch-view.ts';
import type { ElementCounts } from '../views/shared.ts';
import { instanceSelector } from './instance-selector.ts';
import { defineQuery, type FieldProblem, UnreadableParameters } from './query.ts';
import { and, anyOf, visible } from './sql.ts';

/** Instances that are looked at: a plan is made for a picture of them, the batch itself takes all. */
const MAX_LOOKED_AT = 2_000;
const MAX_CHOSEN = 20_000;
const MAX_KEYS = 1_000;
const MAX_DEFINITIONS = 20;

const key = z.string().regex(/^\d{1,18}$/);
const chosen = z.object({
  keys: z.array(key).max(MAX_CHOSEN).optional(),
  filter: z.record(z.string(), z.string()).optional(),
  except: z.array(key).max(MAX_CHOSEN).optional(),
});
const selectionText = z
  .string()
  .max(100_000)
  .transform((text, context): z.output<typeof chosen> => {
    let read: unknown = null;
    try {
      read = JSON.parse(text);
    } catch {
      /* Said below, as for anything else that is no selection. */
    }
    const parsed = chosen.safeParse(read);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'This is no selection of instances.' });
    return z.NEVER;
  });

/**
 * What is chosen, for the page on which an action on many is drawn: running instances by definition, and where their
 * tokens stand.
 */
export const selection = defineQuery('selection', {
  permission: 'instance.read',
  parameters: z.object({ selection: selectionText }),
  run: async (context, { selection: { keys = [], filter, except = [] } }) => {
    const left = new Set(except);
    const found =
      filter === undefined
        ? { keys: [] }
        : await instanceSelector(context).select(filter, MAX_LOOKED_AT + left.size + 1);
    if ('problems' in found) throw new UnreadableParameters(found.problems.map(problemOf));
    const all = [...new Set([...found.keys, ...keys])].filter((each) => !left.has(each));
    const looked = all.slice(0, MAX_LOOKED_AT);
    const rows = await context.database.$queryRaw<ReachRow[]>(Prisma.sql`
      select d.key::text as "definitionKey", d.process_id as "processId", d.version, d.name, count(*)::int as running,
        (array_agg(i.key::text order by i.key desc))[1:${MAX_KEYS}::int] as keys, array_agg(i.key::text) as "all"
      from instance i join definition d on d.key = i.definition_key
      where i.key = ${anyOf(looked)} and i.ended_at is null ${and(visible(context, 'i.definition_key'))}
      group by d.key order by count(*) desc, d.key desc limit ${MAX_DEFINITIONS}::int`);
    return {
      reach: await Promise.all(rows.map((row) => reachOf(context.database, row))),
      isCut: all.length > MAX_LOOKED_AT,
      lookedAt: looked.length,
    };
  },
});

/** The filter that is meant, and what is wrong with it. */
function problemOf(problem: string): FieldProblem {
  const end = problem.indexOf(': ');
  return end < 0
    ? { path: 'selection.filter', message: problem }
    : { path: `selection.filter.${problem.slice(0, end)}`, message: problem.slice(end + 2) };
}

interface ReachRow {
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly name: string | null;
  readonly running: number;
  readonly keys: readonly string[];
  readonly all: readonly string[];
}

async function reachOf(
  database: Database,
  { definitionKey, processId, version, name, running, keys, all }: ReachRow,
): Promise<SelectionReach> {
  const elements = await database.$queryRaw<ElementCounts[]>(Prisma.sql`
    select c.element_id as "elementId", sum(c.active)::int as active, sum(c.incidents)::int as incidents,
      0 as completed, 0 as cancelled from (
      select e.element_id, count(*) as active, 0 as incidents from element_instance e
        where e.instance_key = ${anyOf(all)} and e.ended_at is null and e.kind <> 'multiInstanceBody' group by 1
      union all
      select j.element_id, count(*), 0 from job j where j.instance_key = ${anyOf(all)} and j.ended_at is null
        and j.kind = 'continuation' and j.element_instance_key is null group by 1
      union all
      select n.element_id, 0, count(*) from incident n where n.instance_key = ${anyOf(all)} and n.resolved_at is null
        group by 1
    ) c group by 1`);
  return { definition: { key: definitionKey, processId, version, name }, running, keys, elements };
}
