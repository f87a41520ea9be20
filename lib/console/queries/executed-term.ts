import { Prisma } from '@/lib/db.ts';
import type { TimeRange } from './parameters.ts';
import { all, exists, type KeyStep, source, type Term } from './search-term.ts';
import { within } from './sql.ts';
import { LOOKED, READ, texts, type Sql } from './condition-readers.ts';
import { begunBefore, impliedBy } from './begun-before.ts';

/** Element instances that were left, as one row: which of them, and when it was entered. */
export function executedTerm(ids: readonly string[] | undefined, range: TimeRange | undefined): Term {
  const named = ids === undefined ? [] : [Prisma.sql`e.element_id = any(${texts(ids)})`];
  const left = Prisma.sql`e.ended_at is not null`;
  const rows = Prisma.sql`from element_instance e where`;
  const times = range === undefined ? [] : within('e.started_at', range);
  const found = (indexed: readonly Sql[], others: readonly Sql[]) =>
    source(Prisma.sql`e.instance_key`, Prisma.sql`${rows} ${all([Prisma.sql`true`, ...indexed])}`, others, READ);
  return {
    check: exists(Prisma.sql`${rows} e.instance_key = i.key and ${all([...named, left, ...times])}`),
    weight: LOOKED,
    implied: range === undefined ? [] : impliedBy(range),
    source:
      range !== undefined
        ? (begunBefore(range) ?? found(times, [...named, left]))
        : ids === undefined
          ? found([left], [])
          : { ...found([...named, left], []), next: (step) => nextExecuted(ids, step) },
  };
}

/** The index of what was left holds the instances of each element in their order. */
function nextExecuted(ids: readonly string[], { after, direction, count }: KeyStep): Sql {
  const [order, beyond] = direction === 'desc' ? [Prisma.sql`desc`, Prisma.sql`<`] : [Prisma.sql`asc`, Prisma.sql`>`];
  const ofElements = ids.map(
    (id) => Prisma.sql`(select distinct e.instance_key as key from element_instance e where e.element_id = ${id}
      and e.ended_at is not null
    ${after === null ? Prisma.empty : Prisma.sql`and e.instance_key ${beyond} ${after}::bigint`}
      order by e.instance_key ${order} limit ${count}::int)`,
  );
  return Prisma.sql`select distinct key from (${Prisma.join(ofElements, ' union all ')}) e order by key ${order}
    limit ${count}::int`;
}
