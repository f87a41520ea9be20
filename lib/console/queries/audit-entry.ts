import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { AuditEntryView, AuditRow } from '../views/audit-view.ts';
import { AUDIT_COLUMNS, type AuditSqlRow, toAuditRow } from './audit.ts';
import { auditAftermath } from './audit-aftermath.ts';
import { reachable } from './audit-filter.ts';
import { withElementNames } from './audit-names.ts';
import { auditStory } from './audit-story.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant } from './sql.ts';

/** Notes at one entry, the oldest first. */
const MAX_NOTES = 100;

type EntryRow = AuditSqlRow &
  Omit<AuditEntryView, keyof AuditRow | 'aftermath' | 'notes' | 'previous' | 'next' | 'story'>;

/** One entry in full, with its place in the log and what was noted at it since. */
export const auditEntry = defineQuery('audit-entry', {
  permission: 'audit.read',
  parameters: z.object({ n: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  run: async (context, query) => {
    const found = await context.database.$queryRaw<EntryRow[]>(Prisma.sql`
      select ${AUDIT_COLUMNS}, a.actor_id as "actorId", a.session_id as "sessionId", a.address, a.permission, a.before, a.after, a.details, a.previous_hash as "previousHash", a.hash
      from audit_entry a where a.n = ${query.n}::bigint ${and(reachable(context))}`);
    const [row] = await withElementNames(context.engine, found);
    if (row === undefined) return null;
    const [aftermath, notes, neighbours, story] = await Promise.all([
      auditAftermath(context, row),
      notesAt(context, row.n),
      neighboursOf(context, row.n),
      auditStory(context, row),
    ]);
    // Whoever holds a session's id could not use it without the signature, but nobody needs to see all of it.
    return {
      ...row,
      ...toAuditRow(row),
      aftermath,
      notes,
      ...neighbours,
      story,
      sessionId: row.sessionId === null ? null : `${row.sessionId.slice(0, 6)}…`,
    };
  },
});

async function notesAt(context: QueryContext, n: number): Promise<AuditEntryView['notes']> {
  const rows = await context.database.$queryRaw<
    { n: number; at: Date; actorName: string | null; text: string }[]
  >(Prisma.sql`
    select a.n::float8 as n, a.at, a.actor_name as "actorName", coalesce(a.after ->> 'text', '') as text
      from audit_entry a
    where a.target_key = ${String(n)} and a.target_kind = 'entry' and a.operation = 'audit.annotate'
      and a.outcome = 'done' ${and(reachable(context))} order by a.n limit ${MAX_NOTES}::int`);
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

/** Entries on either side that are looked at: who may read few of them finds the next one by a filter. */
const NEAR = 1_000;

/**
 * The entries before and after it, of those in reach; those of the system as well, so that nothing seems to be missing.
 */
async function neighboursOf(context: QueryContext, n: number): Promise<Pick<AuditEntryView, 'previous' | 'next'>> {
  const [row] = await context.database.$queryRaw<{ previous: number | null; next: number | null }[]>(Prisma.sql`
    select (select a.n::float8 from audit_entry a where a.n < ${n}::bigint
      and a.n >= ${n - NEAR}::bigint ${and(reachable(context))} order by a.n desc limit 1) as previous,
      (select a.n::float8 from audit_entry a where a.n > ${n}::bigint
        and a.n <= ${n + NEAR}::bigint ${and(reachable(context))} order by a.n limit 1) as next`);
  return row ?? { previous: null, next: null };
}
