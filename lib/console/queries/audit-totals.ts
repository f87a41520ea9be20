import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { momentOf } from './parameters.ts';
import { defineQuery } from './query.ts';

/** How many entries there are: the log has no gaps, so its numbers say it. */
export const auditTotals = defineQuery('audit-totals', {
  permission: 'audit.read',
  parameters: z.object({}),
  run: async ({ database, access }) => {
    if (access.isOwnOnly || access.definitions !== null) return { total: null, today: null };
    const [row] = await database.$queryRaw<{ total: number; before: number | null }[]>(Prisma.sql`
      select coalesce((select max(a.n) from audit_entry a), 0)::float8 as total,
        (select a.n - 1 from audit_entry a where a.at >= ${momentOf('today')}::timestamptz order by a.at, a.n
        limit 1)::float8 as before`);
    return { total: row?.total ?? 0, today: row === undefined || row.before === null ? 0 : row.total - row.before };
  },
});
