import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { defineQuery } from './query.ts';

const MAX_VIEWS = 200;

interface Row {
  key: string;
  name: string;
  address: string;
  owner: string;
  ownerName: string | null;
  isShared: boolean;
  isDefault: boolean;
}

/** The person's own views of a screen, and those that others share. */
export const savedViews = defineQuery('saved-views', {
  permission: 'session',
  parameters: z.object({ screen: z.string().min(1).max(100) }),
  run: async ({ database, person }, { screen }) => {
    const rows = await database.$queryRaw<Row[]>(Prisma.sql`
      select v.key::text as key, v.name, v.address, v.owner, u.name as "ownerName", v.is_shared as "isShared",
        d.view_key is not null as "isDefault"
      from saved_view v left join app_user u on u.username = v.owner
      left join saved_view_default d on d.view_key = v.key and d.username = ${person.username} and d.screen = v.screen
      where v.screen = ${screen} and (v.owner = ${person.username} or v.is_shared)
      order by v.owner <> ${person.username}, v.name, v.key limit ${MAX_VIEWS}::int`);
    return {
      views: rows.map(({ owner, ownerName, ...view }) => ({
        ...view,
        owner: { username: owner, name: ownerName ?? owner },
        isOwn: owner === person.username,
      })),
    };
  },
});
