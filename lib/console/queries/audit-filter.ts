import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key, list, listOf, optionalText, timeRange } from './parameters.ts';
import type { QueryContext } from './query.ts';
import { containing, within } from './sql.ts';

type Sql = Prisma.Sql;

const AUDIT_CHANNELS = ['console', 'ops', 'rest7', 'rest8', 'grpc', 'system'] as const;

/** What the log is narrowed by, as it stands in the page's address. */
export const auditFilterShape = {
  who: optionalText,
  what: list,
  outcome: listOf(['done', 'refused', 'denied', 'failed']),
  risk: listOf(['low', 'guarded', 'high', 'destructive']),
  channel: listOf(AUDIT_CHANNELS),
  target: optionalText,
  instance: key.optional(),
  element: optionalText,
  variable: optionalText,
  batch: key.optional(),
  reason: list,
  ticket: optionalText,
  note: optionalText,
  when: timeRange,
  kind: z.enum(['all', 'people']).default('people'),
};
export const auditFilter = z.object(auditFilterShape);
export type AuditFilter = z.output<typeof auditFilter>;

/** Where entries of clients keep the names of the variables that they wrote or took away. */
const SCOPE_FIELDS = ['set', 'removed', 'names'] as const;

type Reader = Pick<QueryContext, 'access' | 'person'>;

/** Who may read only the own entries gets no others, whatever is asked for. */
export function reachable({ access, person }: Reader): readonly Sql[] {
  const own = access.isOwnOnly ? [Prisma.sql`a.actor_kind = 'person' and a.actor_id = ${person.username}`] : [];
  const { definitions } = access;
  return definitions === null
    ? own
    : [
        ...own,
        Prisma.sql`a.definition_key in (select key from definition
          where process_id = any(${[...definitions]}::text[]))`,
      ];
}

export function auditConditions(reader: Reader, filter: AuditFilter): readonly Sql[] {
  const { who, instance, target, element, variable, batch, ticket, note } = filter;
  return [
    ...reachable(reader),
    ...within('a.at', filter.when),
    ...(filter.kind === 'all' ? [] : [Prisma.sql`a.actor_kind <> 'system'`]),
    ...oneOf('a.operation', filter.what),
    ...oneOf('a.outcome', filter.outcome),
    ...oneOf('a.risk', filter.risk),
    ...oneOf('a.channel', filter.channel),
    ...oneOf('a.reason_code', filter.reason),
    ...(who === undefined ? [] : [Prisma.sql`(a.actor_id = ${who} or a.actor_name ilike ${containing(who)})`]),
    ...(instance === undefined ? [] : [Prisma.sql`a.instance_key = ${instance}::bigint`]),
    ...(target === undefined
      ? []
      : [Prisma.sql`(a.target_key = ${target} or a.business_key = ${target} or a.element_id = ${target})`]),
    ...(element === undefined ? [] : [Prisma.sql`a.element_id = ${element}`]),
    // Clients write several variables of a scope at once.
    ...(variable === undefined
      ? []
      : [
          Prisma.sql`(a.target_kind = 'variable' and a.target_key = ${variable} or a.target_kind = 'scope'
            and (${Prisma.join(
              SCOPE_FIELDS.map((field) => Prisma.sql`jsonb_exists(a.after -> ${field}, ${variable})`),
              ' or ',
            )}))`,
        ]),
    ...(batch === undefined ? [] : [Prisma.sql`a.target_kind = 'batch' and a.target_key = ${batch}`]),
    ...(ticket === undefined ? [] : [Prisma.sql`a.ticket = ${ticket}`]),
    ...(note === undefined
      ? []
      : [
          Prisma.sql`(a.note ilike ${containing(note)} or a.operation = 'audit.annotate'
            and a.after ->> 'text' ilike ${containing(note)})`,
        ]),
  ];
}

function oneOf(name: string, values: readonly string[] | undefined): readonly Sql[] {
  return values === undefined ? [] : [Prisma.sql`${Prisma.raw(name)} = any(${[...values]}::text[])`];
}

/** An index leads to few entries: they are all looked at in one go. */
export function isLed(
  { access }: Pick<QueryContext, 'access'>,
  { instance, ticket, batch, reason }: AuditFilter,
): boolean {
  return access.isOwnOnly || [instance, ticket, batch, reason].some((each) => each !== undefined);
}
