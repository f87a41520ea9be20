import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { AuditAftermath, AuditEntryView } from '../views/audit-view.ts';
import type { QueryContext } from './query.ts';
import { instant } from './sql.ts';
import { MAX_LISTED_CHARACTERS } from './variable-rows.ts';

const MAX_NEXT = 3;

type Entry = Pick<AuditEntryView, 'n' | 'operation' | 'outcome' | 'instanceKey' | 'targetKey' | 'before' | 'after'>;

/** What became of a correction: whether its value stands, and whether the operation came that was expected. */
export async function auditAftermath({ database }: QueryContext, entry: Entry): Promise<AuditAftermath | null> {
  const { instanceKey, targetKey, outcome, operation } = entry;
  if (instanceKey === null || targetKey === null || outcome !== 'done' || !operation.startsWith('variable.'))
    return null;
  const scopeKey = textIn(entry.after, 'scopeKey') ?? textIn(entry.before, 'scopeKey');
  if (scopeKey === null) return null;
  const [variables, incidents, next] = await Promise.all([
    database.$queryRaw<{ type: string; text: string | null; revision: number }[]>(Prisma.sql`
      select v.type, left(v.text, ${MAX_LISTED_CHARACTERS}::int) as text, v.revision from variable v
      where v.instance_key = ${instanceKey}::bigint and v.name = ${targetKey} and v.scope_key = ${scopeKey}::bigint
        and v.removed_at is null`),
    database.$queryRaw<{ open: number }[]>(
      Prisma.sql`select count(*)::int as open from incident n where n.instance_key = ${instanceKey}::bigint
        and n.resolved_at is null`,
    ),
    database.$queryRaw<
      (Pick<AuditEntryView, 'n' | 'operation' | 'actorName' | 'actorKind' | 'outcome'> & { at: Date })[]
    >(Prisma.sql`
      select a.n::float8 as n, a.at, a.operation, a.actor_name as "actorName",
        a.actor_kind as "actorKind", a.outcome from audit_entry a
      where a.instance_key = ${instanceKey}::bigint and a.n > ${entry.n}::bigint and a.actor_kind <> 'system'
        order by a.n limit ${MAX_NEXT}::int`),
  ]);
  const [variable] = variables;
  return {
    variable:
      variable === undefined
        ? null
        : { name: targetKey, ...variable, isAsWritten: variable.revision === revisionIn(entry.after) },
    openIncidents: incidents[0]?.open ?? 0,
    next: next.map(({ operation: done, at, ...rest }) => ({
      ...rest,
      at: instant(at),
      operationLabel: actionLabel(done),
    })),
  };
}

function fieldIn(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : undefined;
}

function textIn(value: unknown, field: string): string | null {
  const found = fieldIn(value, field);
  return typeof found === 'string' && /^\d{1,18}$/.test(found) ? found : null;
}

function revisionIn(value: unknown): number | null {
  const found = fieldIn(value, 'revision');
  return typeof found === 'number' ? found : null;
}
