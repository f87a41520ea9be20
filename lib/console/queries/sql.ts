import { Prisma } from '@/lib/db.ts';
import type { DefinitionRef, Instant } from '../views/shared.ts';
import type { QueryContext } from './query.ts';

type Sql = Prisma.Sql;
const ALLOWED_COLUMN = /^[a-z]+\.[a-z_]+$/;

/** `and a and b …`, or nothing. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join([...conditions], ' and ')}`;
}

/** Keeps a read to the definitions that the person's role was given for; nothing when that is all. */
export function visible(context: Pick<QueryContext, 'access'>, definitionKeyColumn: string): readonly Sql[] {
  const { definitions } = context.access;
  if (definitions === null) return [];
  return [
    Prisma.sql`${column(definitionKeyColumn)} in (select key from definition
      where process_id = any(${[...definitions]}::text[]))`,
  ];
}

/** A column's name, from our own code only. */
export function column(name: string): Sql {
  if (!ALLOWED_COLUMN.test(name)) throw new Error(`Not a column: ${name}`);
  return Prisma.raw(name);
}

export function bigints(keys: readonly string[]): Sql {
  return Prisma.sql`${[...keys]}::text[]::bigint[]`;
}

/**
 * `= any(…)` of many keys: PostgreSQL does not weigh each of them while it plans, which would take longer than reading
 * the rows.
 */
export function anyOf(keys: readonly string[]): Sql {
  return Prisma.sql`any(array(select unnest(${bigints(keys)})))`;
}

export function within(
  columnName: string,
  range: { readonly from: Date | null; readonly to: Date | null } | undefined,
): readonly Sql[] {
  const conditions: Sql[] = [];
  if (range?.from) conditions.push(Prisma.sql`${column(columnName)} >= ${range.from}::timestamptz`);
  if (range?.to) conditions.push(Prisma.sql`${column(columnName)} < ${range.to}::timestamptz`);
  return conditions;
}

/** A text to be found inside another: SQL's own wildcards mean themselves. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

/** What every statement about something of a definition selects as well. */
export const DEFINITION_COLUMNS = Prisma.sql`d.key::text as "definitionKey", d.process_id as "processId",
  d.version as "definitionVersion", d.name as "definitionName"`;

export interface DefinitionColumns {
  readonly definitionKey: string;
  readonly processId: string;
  readonly definitionVersion: number;
  readonly definitionName: string | null;
}

export function definitionRef(row: DefinitionColumns): DefinitionRef {
  return { key: row.definitionKey, processId: row.processId, version: row.definitionVersion, name: row.definitionName };
}

export function instant(date: Date): Instant {
  return date.getTime();
}

export function instantOrNull(date: Date | null): Instant | null {
  return date === null ? null : date.getTime();
}
