import { Prisma } from '@/lib/db.ts';
import type { TimeRange } from './parameters.ts';
import { all, type Source, source } from './search-term.ts';
import { QUICK, type Sql } from './condition-readers.ts';

/** Clocks of two nodes may differ by as much. */
const CLOCKS_MS = 60_000;

/** Where it was before some time, the instances that had begun by then: of the newest none has. */
export function begunBefore({ from, to }: TimeRange): Source | null {
  return from !== null || to === null
    ? null
    : source(Prisma.sql`i.key`, Prisma.sql`from instance i where ${all(impliedBy({ from, to }))}`, [], QUICK, false);
}

/** What happened in a time, happened after the instance had begun and before it had ended. */
export function impliedBy({ from, to }: TimeRange): readonly Sql[] {
  return [
    ...(to === null ? [] : [Prisma.sql`i.started_at < ${new Date(to.getTime() + CLOCKS_MS)}::timestamptz`]),
    ...(from === null
      ? []
      : [Prisma.sql`(i.ended_at is null or i.ended_at >= ${new Date(from.getTime() - CLOCKS_MS)}::timestamptz)`]),
  ];
}
