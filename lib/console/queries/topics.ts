import { Prisma } from '@/lib/db.ts';

/**
 * `with recursive topic(type)`: the different topics of open work, found by jumping through the index from one to
 * the next. A `select distinct` would read every open job.
 */
export function defineTopics(max: number): Prisma.Sql {
  return Prisma.sql`with recursive topic(type, n) as (
      (select j.type, 1 from job j where j.ended_at is null and j.kind = 'worker' order by j.type limit 1)
      union all
      select (select j.type from job j where j.ended_at is null and j.kind = 'worker' and j.type > topic.type
        order by j.type limit 1), n + 1
      from topic where topic.type is not null and n < ${max}::int
    )`;
}

export const MOST_OF_ONE = 1_000;
const LEAST_OF_ONE = 100;

/**
 * Behind `with … topic(type)`: `share(rows)`, how much open work of each topic is looked at where `all` rows are, over
 * all of them; fewer of each where there are many.
 */
export function shareOf(all: number): Prisma.Sql {
  return Prisma.sql`share(rows) as (
    select least(${MOST_OF_ONE}::int, greatest(${LEAST_OF_ONE}::int, ${all}::int / greatest(count(*), 1)::int))
      from topic where type is not null)`;
}
