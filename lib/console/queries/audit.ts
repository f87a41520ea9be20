import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { rolesInWords } from '@/lib/auth/roles.ts';
import { undoOf, whyNoWayBack } from '@/lib/auth/way-back.ts';
import type { AuditRow } from '../views/audit-view.ts';
import { auditFilterShape } from './audit-filter.ts';
import { withElementNames } from './audit-names.ts';
import { searchAudit } from './audit-window.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { after, limit } from './parameters.ts';
import { defineQuery } from './query.ts';
import { anyOf, instant } from './sql.ts';

export interface AuditSqlRow extends Omit<AuditRow, 'at' | 'operationLabel' | 'undo' | 'noUndo' | 'elementName'> {
  at: Date;
  definitionKey: string | null;
}

/** Camunda 8 has no names for deployments: its files say what it was. */
const DEPLOYMENT_NAME = Prisma.sql`coalesce(a.after ->> 'name', a.before ->> 'name', case
  when jsonb_typeof(a.after -> 'resources') = 'array' then (a.after -> 'resources' ->> 0) ||
    case jsonb_array_length(a.after -> 'resources') when 1 then ''
      else ' and ' || jsonb_array_length(a.after -> 'resources') - 1 || ' more' end
  end)`;

export const AUDIT_COLUMNS = Prisma.sql`a.n::float8 as n, a.at, a.actor_kind as "actorKind",
  a.actor_name as "actorName", a.actor_role as "actorRole", a.channel, a.operation, a.risk,
  a.target_kind as "targetKind", a.target_key as "targetKey", a.instance_key::text as "instanceKey",
    a.element_id as "elementId", coalesce(a.business_key,
    (select i.business_key from instance i where i.key = a.instance_key)) as "businessKey",
  case when a.target_kind = 'deployment' then ${DEPLOYMENT_NAME} when a.target_kind = 'definition'
    then (select coalesce(d.name, d.process_id) || ' v' || d.version from definition d where d.key = a.definition_key)
    when a.target_key !~ '^\\d{1,18}$' then null
    when a.target_kind = 'view' then (select v.name from saved_view v where v.key = a.target_key::bigint)
    when a.target_kind = 'task' then (select u.name from user_task u where u.key = a.target_key::bigint)
  end as "targetName", a.definition_key::text as "definitionKey",
  a.reason_code as "reasonCode", a.ticket, a.note, case when a.operation = 'audit.annotate'
    then a.after ->> 'text' end as text, a.outcome, a.outcome_text as "outcomeText", a.undoes::float8 as undoes,
  (select u.n::float8 from audit_entry u where u.undoes = a.n and u.outcome = 'done' limit 1) as "undoneBy"`;

export const audit = defineQuery('audit', {
  permission: 'audit.read',
  parameters: z.object({ ...auditFilterShape, sort: z.enum(['-at', 'at']).default('-at'), after, limit }),
  run: async (context, { sort, after: cursorText, limit: rowLimit, ...filter }) => {
    const cursor = readCursor(cursorText, 1)?.[0] ?? '';
    const isNewestFirst = sort === '-at';
    const found = await searchAudit(context, {
      filter,
      isNewestFirst,
      after: /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : null,
      limit: rowLimit,
    });
    const rows =
      found.numbers.length === 0
        ? []
        : await context.database.$queryRaw<AuditSqlRow[]>(Prisma.sql`
      select ${AUDIT_COLUMNS} from audit_entry a where a.n = ${anyOf(found.numbers)}
        order by a.n ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty}`);
    return {
      rows: (await withElementNames(context.engine, rows)).map(toAuditRow),
      next: found.next === null ? null : writeCursor([found.next]),
      searchedTo: found.searchedTo,
    };
  },
});

export function toAuditRow(row: AuditSqlRow & { readonly elementName: string | null }): AuditRow {
  return {
    n: row.n,
    at: instant(row.at),
    actorKind: row.actorKind,
    actorName: row.actorName,
    actorRole: rolesInWords(row.actorRole),
    channel: row.channel,
    operation: row.operation,
    operationLabel: actionLabel(row.operation),
    risk: row.risk,
    targetKind: row.targetKind,
    targetKey: row.targetKey,
    targetName: row.targetName,
    instanceKey: row.instanceKey,
    elementId: row.elementId,
    elementName: row.elementName,
    businessKey: row.businessKey,
    reasonCode: row.reasonCode,
    ticket: row.ticket,
    note: row.note,
    text: row.text,
    outcome: row.outcome,
    outcomeText: row.outcomeText,
    undo: row.outcome === 'done' ? undoOf(row.operation) : null,
    noUndo: row.outcome === 'done' ? whyNoWayBack(row.operation) : null,
    undoes: row.undoes,
    undoneBy: row.undoneBy,
  };
}
