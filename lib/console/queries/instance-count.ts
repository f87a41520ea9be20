import { Prisma } from '@/lib/db.ts';
import { instanceBranches, instanceFilter, instanceSearch } from './instance-filter.ts';
import { defineQuery } from './query.ts';

/** Exact up to here; counting on would make every change of a filter slow. */
const MAX_COUNT = 10_000;

export const instanceCount = defineQuery('instance-count', {
  permission: 'instance.read',
  parameters: instanceFilter,
  run: async (context, filter) => {
    const search = await instanceSearch(context, filter);
    const branches = instanceBranches(search, Prisma.sql`1 as one`, [], Prisma.empty, MAX_COUNT + 1);
    const [row] = await context.database.$queryRaw<{ count: number }[]>(Prisma.sql`
      select count(*)::int as count from (select 1 from (${branches}) b limit ${MAX_COUNT + 1}::int) counted`);
    const count = row?.count ?? 0;
    return { value: Math.min(count, MAX_COUNT), isExact: count <= MAX_COUNT };
  },
});
