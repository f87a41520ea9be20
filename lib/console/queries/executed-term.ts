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
  const rows = Prisma.sql`from element_history e where`;
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

/**
 * The index of what was left holds the instances of each element in their order, and so does that of what was passed for
 * each path.
 */
function nextExecuted(ids: readonly string[], { after, direction, count }: KeyStep): Sql {
  const [order, beyond] = direction === 'desc' ? [Prisma.sql`desc`, Prisma.sql`<`] : [Prisma.sql`asc`, Prisma.sql`>`];
  const beyondOf = (key: Sql) => (after === null ? Prisma.empty : Prisma.sql`and ${key} ${beyond} ${after}::bigint`);
  const ofElements = ids.flatMap((id) => [
    Prisma.sql`(select distinct e.instance_key as key from element_instance e where e.element_id = ${id}
      and e.ended_at is not null ${beyondOf(Prisma.sql`e.instance_key`)}
      order by e.instance_key ${order} limit ${count}::int)`,
    Prisma.sql`(select distinct r.key from (select distinct x.path_key from path_element x where x.element_id = ${id}) w
      cross join lateral (select distinct p.instance_key as key from passed_elements p where p.path_key = w.path_key
        ${beyondOf(Prisma.sql`p.instance_key`)} order by p.instance_key ${order} limit ${count}::int) r
      order by r.key ${order} limit ${count}::int)`,
  ]);
  return Prisma.sql`select distinct key from (${Prisma.join(ofElements, ' union all ')}) e order by key ${order}
    limit ${count}::int`;
}
