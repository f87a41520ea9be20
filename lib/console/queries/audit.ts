import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { rolesInWords } from '@/lib/auth/roles.ts';
import { undoOf, whyNoWayBack } from '@/lib/auth/way-back.ts';
import type { AuditEntryView, AuditRow } from '../views/audit-view.ts';
import { auditAftermath } from './audit-aftermath.ts';
import { readCursor, toPage } from './cursor.ts';
import { after, key, limit, list, listOf, optionalText, timeRange } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, containing, instant, within } from './sql.ts';

interface Row extends Omit<AuditRow, 'at' | 'operationLabel' | 'undo' | 'noUndo'> { at: Date }

const COLUMNS = Prisma.sql`a.n::float8 as n, a.at, a.actor_kind as "actorKind", a.actor_name as "actorName", a.actor_role as "actorRole", a.channel, a.operation, a.risk,
  a.target_kind as "targetKind", a.target_key as "targetKey", a.instance_key::text as "instanceKey", a.element_id as "elementId", coalesce(a.business_key, (select i.business_key from instance i where i.key = a.instance_key)) as "businessKey",
  case when a.target_kind = 'deployment' then a.after ->> 'name' end as "targetName",
  a.reason_code as "reasonCode", a.ticket, a.note, a.outcome, a.outcome_text as "outcomeText", a.undoes::float8 as undoes,
  (select u.n::float8 from audit_entry u where u.undoes = a.n and u.outcome = 'done' limit 1) as "undoneBy"`;

/** Who may read only the own entries gets no others, whatever is asked for. */
function reachable(context: QueryContext): readonly Prisma.Sql[] {
  const own = context.access.isOwnOnly ? [Prisma.sql`a.actor_kind = 'person' and a.actor_id = ${context.person.username}`] : [];
  const { definitions } = context.access;
  return definitions === null ? own : [...own, Prisma.sql`a.definition_key in (select key from definition where process_id = any(${[...definitions]}::text[]))`];
}

export const audit = defineQuery('audit', {
  permission: 'audit.read',
  parameters: z.object({
    who: optionalText, what: list, outcome: listOf(['done', 'refused', 'denied', 'failed']), risk: listOf(['low', 'guarded', 'high', 'destructive']),
    channel: list, target: optionalText, instance: key.optional(), reason: list, ticket: optionalText, when: timeRange, kind: z.enum(['all', 'people']).default('people'),
    sort: z.enum(['-at', 'at']).default('-at'), after, limit,
  }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const isNewestFirst = filter.sort === '-at';
    const beyond = cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [isNewestFirst ? Prisma.sql`a.n < ${cursor[0]}::bigint` : Prisma.sql`a.n > ${cursor[0]}::bigint`];
    const oneOf = (name: string, values: readonly string[] | undefined) => (values === undefined ? [] : [Prisma.sql`${Prisma.raw(name)} = any(${[...values]}::text[])`]);
    const conditions = and([
      ...beyond, ...reachable(context), ...within('a.at', filter.when), ...(filter.kind === 'all' ? [] : [Prisma.sql`a.actor_kind <> 'system'`]),
      ...oneOf('a.operation', filter.what), ...oneOf('a.outcome', filter.outcome), ...oneOf('a.risk', filter.risk), ...oneOf('a.channel', filter.channel), ...oneOf('a.reason_code', filter.reason),
      ...(filter.who === undefined ? [] : [Prisma.sql`(a.actor_id = ${filter.who} or a.actor_name ilike ${containing(filter.who)})`]),
      ...(filter.instance === undefined ? [] : [Prisma.sql`a.instance_key = ${filter.instance}::bigint`]),
      ...(filter.target === undefined ? [] : [Prisma.sql`(a.target_key = ${filter.target} or a.business_key = ${filter.target} or a.element_id = ${filter.target})`]),
      ...(filter.ticket === undefined ? [] : [Prisma.sql`a.ticket = ${filter.ticket}`]),
    ]);
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select ${COLUMNS} from audit_entry a where true ${conditions} order by a.n ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty} limit ${filter.limit + 1}::int`);
    return toPage(rows, filter.limit, toView, (row) => [String(row.n)]);
  },
});

type EntryRow = Row & Omit<AuditEntryView, keyof AuditRow | 'aftermath'>;

export const auditEntry = defineQuery('audit-entry', {
  permission: 'audit.read',
  parameters: z.object({ n: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<EntryRow[]>(Prisma.sql`
      select ${COLUMNS}, a.actor_id as "actorId", a.session_id as "sessionId", a.address, a.permission, a.definition_key::text as "definitionKey",
        a.before, a.after, a.details, a.previous_hash as "previousHash", a.hash
      from audit_entry a where a.n = ${query.n}::bigint ${and(reachable(context))}`);
    if (row === undefined) return null;
    // Whoever holds a session's id could not use it without the signature, but nobody needs to see all of it.
    return { ...row, ...toView(row), aftermath: await auditAftermath(context, row), sessionId: row.sessionId === null ? null : `${row.sessionId.slice(0, 6)}…` };
  },
});

function toView(row: Row): AuditRow {
  return {
    n: row.n, at: instant(row.at), actorKind: row.actorKind, actorName: row.actorName, actorRole: rolesInWords(row.actorRole), channel: row.channel,
    operation: row.operation, operationLabel: actionLabel(row.operation), risk: row.risk, targetKind: row.targetKind, targetKey: row.targetKey, targetName: row.targetName,
    instanceKey: row.instanceKey, elementId: row.elementId, businessKey: row.businessKey, reasonCode: row.reasonCode, ticket: row.ticket, note: row.note,
    outcome: row.outcome, outcomeText: row.outcomeText, undo: row.outcome === 'done' ? undoOf(row.operation) : null, noUndo: row.outcome === 'done' ? whyNoWayBack(row.operation) : null, undoes: row.undoes, undoneBy: row.undoneBy,
  };
}
