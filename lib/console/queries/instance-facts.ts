import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { InstanceEvent, InstanceEventKind } from '../views/event-view.ts';
import { factSelects } from './fact-selects.ts';
import type { QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

interface Row extends Omit<InstanceEvent, 'at'> {
  at: Date;
  actorName: string | null;
}

/**
 * `kinds`: which are told; `isDrawn`: elements that stand in the model alone; `maxCharacters`: of a failure's message.
 */
export interface FactsAsked {
  readonly kinds: ReadonlySet<InstanceEventKind>;
  readonly isDrawn: boolean;
  readonly maxCharacters: number;
  readonly limit: number;
}

/**
 * What was kept of an instance, newest first. Rows keep when they began and ended, and all that one command does shares
 * one moment: so it is read from the rows themselves, and nothing is written for it. `rank` orders what shares a
 * moment: what ended, what was written, what began, what went wrong. Empty: there is no such instance, or it is out of
 * reach.
 */
export async function instanceFacts(
  context: QueryContext,
  instanceKey: string,
  { kinds, isDrawn, maxCharacters, limit }: FactsAsked,
): Promise<readonly InstanceEvent[]> {
  const told = factSelects(context, instanceKey, isDrawn)
    .filter(([ofKinds]) => ofKinds.some((kind) => kinds.has(kind)))
    .map(([, select]) => select);
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with own as (select p.key, p.started_at, p.ended_at, p.outcome, p.end_reason, p.start_element_id from instance p
      where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))})
    select kind, at, key::text as key, element_id as "elementId", left(text, ${maxCharacters}::int) as text,
      actor_name as "actorName"
    from (${Prisma.join(told, ' union all ')}) facts(kind, at, key, element_id, text, actor_name, rank) where
      exists (select 1 from own) order by at desc, rank desc, key desc limit ${limit}::int`);
  return rows.map(({ actorName, ...row }) => ({
    ...row,
    at: instant(row.at),
    text: row.kind === 'operation' ? `${actionLabel(row.text ?? '')} · ${actorName ?? ''}` : row.text,
  }));
}
