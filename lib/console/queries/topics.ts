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
