import type { Rejection } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { BatchItemRow } from '../views/batch-view.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instantOrNull } from './sql.ts';

/** On an item `i`: how it stands, as the console tells it. */
export const ITEM_STATE = Prisma.sql`case i.state when 'done' then 'done' when 'failed' then 'failed' else 'waiting' end`;

/** An item of no process has none of it. */
type Place = DefinitionColumns | { readonly [Column in keyof DefinitionColumns]: null };
type ItemSqlRow = Omit<BatchItemRow, 'doneAt' | 'definition'> &
  Place & {
    readonly doneAt: Date | null;
    readonly rejection: Rejection | null;
    readonly leaves: readonly string[];
  };

/** The target as a key; what is none belongs to nothing here. */
const KEY = Prisma.sql`case when i.target ~ '^[0-9]{16}$' then i.target::bigint end`;

/**
 * Items with where they are: in an instance, and at an element. `items`: a statement that gives rows of `batch_item`;
 * `conditions` on their batch `b`. `leaves`: elements that the batch takes tokens from.
 */
export async function itemRows(
  database: Database,
  items: Prisma.Sql,
  conditions: readonly Prisma.Sql[] = [],
): Promise<{ readonly rows: readonly ItemSqlRow[]; readonly leaves: readonly string[] }> {
  const rows = await database.$queryRaw<ItemSqlRow[]>(Prisma.sql`
    select i.key::text as key, i.target, p.key::text as "instanceKey",
      coalesce(p.business_key, m.business_key, m.name) as "businessKey", ${ITEM_STATE} as state, i.retries, i.message,
      i.done_at as "doneAt", i.rejection, coalesce(n.element_id, j.element_id, k.element_id) as "elementId",
      ${DEFINITION_COLUMNS}, coalesce(array(select jsonb_array_elements_text(b.guarded -> 'leaves')), '{}') as leaves
    from (${items}) i
    join batch b on b.key = i.batch_key ${and(conditions)}
    left join incident n on b.kind in ('retryIncident', 'resolveIncident') and n.key = ${KEY}
    left join job j on b.kind in ('setJobRetries', 'setWorkRetries', 'setJobDueDate', 'setJobPriority', 'executeJob',
      'suspendJob', 'unlockWork', 'completeWork', 'failWork', 'throwWorkError') and j.key = ${KEY}
    left join decision_instance x on b.kind = 'deleteDecisions' and x.key = ${KEY}
    left join user_task k on b.kind in ('assignTask', 'completeTask', 'updateTask') and k.key = ${KEY}
    left join early_message m on b.kind in ('replayMessage', 'markMessage') and m.key = ${KEY}
    left join instance p on p.key = coalesce(n.instance_key, j.instance_key, x.instance_key, k.instance_key,
      m.instance_key, ${KEY})
    left join definition d on d.key = coalesce(p.definition_key, n.definition_key, j.definition_key)
    order by i.key`);
  return { rows, leaves: rows[0]?.leaves ?? [] };
}

/** `words`: why it failed. */
export function toItemRow(row: ItemSqlRow, words: string | null): BatchItemRow {
  return {
    key: row.key,
    target: row.target,
    instanceKey: row.instanceKey,
    businessKey: row.businessKey,
    definition: row.definitionKey === null ? null : definitionRef(row),
    elementId: row.elementId,
    state: row.state,
    retries: row.retries,
    message: words,
    doneAt: instantOrNull(row.doneAt),
  };
}
