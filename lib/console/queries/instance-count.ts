import { Prisma } from '@/lib/db.ts';
import { reachOf } from './bounded-search.ts';
import { instanceFilter } from './instance-filter.ts';
import { instanceSearch } from './instance-search.ts';
import { defineQuery } from './query.ts';

/** Exact up to here; counting on would make every change of a filter slow. */
const MAX_COUNT = 10_000;

/** How many match, of those that can be looked at in one go: where more are left, there are at least as many. */
export const instanceCount = defineQuery('instance-count', {
  permission: 'instance.read',
  parameters: instanceFilter,
  run: async (context, filter) => {
    const reach = await reachOf(context, await instanceSearch(context, filter), {
      inner: Prisma.sql`order by i.key desc`,
      outer: Prisma.sql`order by p.key desc`,
      byKey: 'desc',
      further: [],
      afterKey: null,
      isUnled: false,
    });
    const [row] = await context.database.$queryRaw<{ count: number }[]>(Prisma.sql`
      select count(*)::int as count from (select 1
        from (${reach.branches(Prisma.sql`1 as one`, Prisma.empty, MAX_COUNT + 1)}) b
        limit ${MAX_COUNT + 1}::int) counted`);
    const count = row?.count ?? 0;
    return { value: Math.min(count, MAX_COUNT), isExact: count <= MAX_COUNT && (await reach.end()) === null };
  },
});
