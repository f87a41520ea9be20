import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { definitionKeys } from './definition-keys.ts';
import type { KeySource } from './key-portions.ts';
import { key, list, optionalText, timeRange } from './parameters.ts';
import type { QueryContext } from './query.ts';
import { bigints, containing, visible, within } from './sql.ts';

export const incidentListShape = {
  state: z.enum(['open', 'resolved', 'all']).default('open'),
  definition: list,
  element: list,
  type: list,
  since: timeRange,
  fingerprint: optionalText,
  instance: key.optional(),
  message: optionalText,
};
export const incidentListFilter = z.object(incidentListShape);

const STATE: Readonly<Record<'open' | 'resolved' | 'all', readonly Prisma.Sql[]>> = {
  open: [Prisma.sql`n.resolved_at is null`],
  resolved: [Prisma.sql`n.resolved_at is not null`],
  all: [],
};

/** Open incidents by their own index. */
export const OPEN_INCIDENTS: KeySource = {
  from: Prisma.sql`incident n`,
  table: Prisma.sql`incident n`,
  key: Prisma.sql`n.key`,
  alive: Prisma.sql`n.resolved_at is null`,
};

/** What the filter of the list says of an incident `n`, within reach. */
export async function incidentListConditions(
  context: Pick<QueryContext, 'database' | 'access'>,
  filter: z.output<typeof incidentListFilter>,
): Promise<readonly Prisma.Sql[]> {
  const keys = await definitionKeys(context.database, filter.definition);
  return [
    ...STATE[filter.state],
    ...within('n.raised_at', filter.since),
    ...visible(context, 'n.definition_key'),
    ...(keys === undefined ? [] : [Prisma.sql`n.definition_key = any(${bigints(keys)})`]),
    ...(filter.element === undefined ? [] : [Prisma.sql`n.element_id = any(${[...filter.element]}::text[])`]),
    ...(filter.type === undefined ? [] : [Prisma.sql`n.type = any(${[...filter.type]}::text[])`]),
    ...(filter.fingerprint === undefined ? [] : [Prisma.sql`n.fingerprint = ${filter.fingerprint}`]),
    ...(filter.instance === undefined ? [] : [Prisma.sql`n.instance_key = ${filter.instance}::bigint`]),
    ...(filter.message === undefined ? [] : [Prisma.sql`n.message ilike ${containing(filter.message)}`]),
  ];
}
